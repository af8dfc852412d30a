// Outside numbers that look like Portugal and Spain, as the PBX shows them: nine digits, foreign ones with 00.
import type { Random } from './random.ts';

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => String(random.between(0, 9))).join('');

export function outsideNumber(random: Random): string {
  const kind = random.next();
  if (kind < 0.3) return `6${random.between(0, 9)}${digits(random, 7)}`;
  if (kind < 0.42) return `${random.pick(['91', '93', '96', '97', '98'])}${digits(random, 7)}`;
  if (kind < 0.8) return `00351${random.pick(['91', '92', '93', '96'])}${digits(random, 7)}`;
  return `00351${random.pick(['21', '22', '239', '253', '289'])}${digits(random, 7)}`.slice(0, 14);
}
