// Whether a house is open by its weekly hours. Decides by the wall clock of the zone, so an opening time stays
// where it was when the clocks change. No hours at all mean always open.
import { instantOf, wallTime } from './zone.ts';

/** By weekday `mon` … `sun`, `HH:MM` pairs; an end at or before its start belongs to the following day. */
export type OpeningHours = Readonly<Record<string, readonly (readonly [string, string])[]>>;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Minutes since midnight, null when it is no time; 24:00 is the end of the day. */
function minutesOf(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return minutes <= 1440 && Number(match[2]) < 60 ? minutes : null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The open spans that begin on the day `offset` days after the one `at` lies in, as instants. */
function spansOf(hours: OpeningHours, at: number, offset: number, timezone: string): Span[] {
  const { year, month, day } = wallTime(at, timezone);
  const weekday = weekdays[new Date(Date.UTC(year, month - 1, day + offset)).getUTCDay()] ?? 'sun';
  const pairs = Object.hasOwn(hours, weekday) ? (hours[weekday] ?? []) : [];
  const spans: Span[] = [];
  for (const [fromText, toText] of pairs) {
    const from = minutesOf(fromText);
    const to = minutesOf(toText);
    if (from === null || to === null) continue;
    const endDay = to <= from ? day + offset + 1 : day + offset;
    spans.push({
      from: instantOf(timezone, year, month, day + offset, 0, from),
      to: instantOf(timezone, year, month, endDay, 0, to),
    });
  }
  return spans.sort((a, b) => a.from - b.from);
}

/** true inside a span, its start included and its end not. null hours: always. */
export function isOpen(hours: OpeningHours | null, at: number, timezone: string): boolean {
  if (hours === null) return true;
  return [-1, 0].some((offset) => spansOf(hours, at, offset, timezone).some((span) => span.from <= at && at < span.to));
}

/** The next instant at which it opens, Unix ms; null when it is open now, or does not open within eight days. */
export function nextOpening(hours: OpeningHours | null, at: number, timezone: string): number | null {
  if (hours === null || isOpen(hours, at, timezone)) return null;
  for (let offset = 0; offset <= 8; offset++) {
    const next = spansOf(hours, at, offset, timezone).find((span) => span.from > at && span.to > span.from);
    if (next) return next.from;
  }
  return null;
}
