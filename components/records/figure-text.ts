// A figure of a report as text, and how it differs from that of another span: sign, amount and unit, no judgement.
import type { Locale } from '../../lib/i18n/locale.ts';
import { formatNumber, formatPercent, unknownMark } from '../../lib/i18n/numbers.ts';
import type { Figures } from '../../lib/protocol/record-shapes.ts';
import type { figureNames } from '../../lib/records/figures.ts';
import { formatDuration } from '../../lib/time/duration.ts';

export type FigureName = (typeof figureNames)[number];
const spans: ReadonlySet<FigureName> = new Set(['asaMs', 'ahtMs', 'longestWaitMs']);

export function figureText(locale: Locale, figures: Figures, name: FigureName): string {
  const value = figures[name];
  if (value === null) return unknownMark;
  if (name === 'serviceLevel') return formatPercent(locale, value);
  return spans.has(name) ? formatDuration(value) : formatNumber(locale, value);
}

/** null where one of the two is not known. @param points the unit of a difference of shares */
export function differenceText(
  locale: Locale,
  name: FigureName,
  now: number | null,
  before: number | null,
  points: string,
): string | null {
  if (now === null || before === null) return null;
  const difference = name === 'serviceLevel' ? Math.round(now * 100) - Math.round(before * 100) : now - before;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  const size = Math.abs(difference);
  if (spans.has(name)) return `${size < 1_000 ? '±' : sign}${formatDuration(size)}`;
  return name === 'serviceLevel' ? `${sign}${size} ${points}` : `${sign}${formatNumber(locale, size)}`;
}
