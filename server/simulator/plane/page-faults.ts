// Pages of records as an ill switchboard gives them: empty, the page before once more, rows in any order, a count of
// pages that is wrong. By probabilities, drawn from the seed.
import { randomStream } from '../base/random.ts';
import type { Ticket } from './past-calls.ts';

export interface PageFaults {
  readonly empty: number;
  readonly doubled: number;
  readonly shuffled: number;
  readonly wrongTotal: number;
}
export interface TicketPage {
  readonly rows: readonly Ticket[];
  readonly total: number;
}
export const noPageFaults: PageFaults = { empty: 0, doubled: 0, shuffled: 0, wrongTotal: 0 };

export function pageSpoiler(seed: number): (faults: PageFaults, kind: string, page: TicketPage) => TicketPage {
  const random = randomStream(seed, 'page-faults');
  const last = new Map<string, TicketPage>();
  return (faults, kind, page) => {
    const [empty, doubled, shuffled, wrong] = [random.next(), random.next(), random.next(), random.next()];
    const before = last.get(kind);
    last.set(kind, page);
    if (empty < faults.empty) return { rows: [], total: 0 };
    if (doubled < faults.doubled && before) return before;
    const total = wrong < faults.wrongTotal ? Math.floor(page.total * random.next() * 3) : page.total;
    if (shuffled >= faults.shuffled) return { rows: page.rows, total };
    const places = page.rows.map((row) => ({ row, place: random.next() }));
    return { rows: places.sort((a, b) => a.place - b.place).map(({ row }) => row), total };
  };
}
