// Cuts a period into spans that are read one after another: a report then never holds its thread for long, can be
// given up between two of them, and lets another question through.
import type { Kysely } from 'kysely';
import type { RecordFilter } from '../../lib/records/filter.ts';
import { houseClock } from '../../lib/records/group-key.ts';
import { nextMidnight, startOfDay } from '../../lib/time/zone.ts';
import type { Database } from '../db/schema.ts';

/** First included, last not. Unix ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
const quarterMs = 900_000;

/** The period of a filter, or of the table where it is open; null = there is nothing. */
export async function periodOf(db: Kysely<Database>, filter: RecordFilter): Promise<Span | null> {
  const end = (order: 'asc' | 'desc') =>
    db.selectFrom('record').select('started_at').orderBy('started_at', order).limit(1).executeTakeFirst();
  const first = await end('asc');
  const last = await end('desc');
  if (!first || !last) return null;
  const from = Math.max(filter.from ?? first.started_at, first.started_at);
  const to = Math.min(filter.to ?? last.started_at + 1, last.started_at + 1);
  return from < to ? { from, to } : null;
}

/** Days of the house, cut to the filter's weekdays and hours; newest first unless `ascending`. */
export function* daySpans(period: Span, filter: RecordFilter, timezone: string, ascending = false): Generator<Span> {
  const clock = houseClock(timezone);
  let { from, to } = period;
  while (from < to) {
    const day = ascending
      ? { from, to: Math.min(to, nextMidnight(from, timezone)) }
      : { from: Math.max(from, startOfDay(to - 1, timezone)), to };
    const spans = filter.weekdays.length === 0 && filter.hours.length === 0 ? [day] : [...chosen(day)];
    yield* ascending ? spans : spans.reverse();
    if (ascending) from = day.to;
    else to = day.from;
  }

  function* chosen(day: Span): Generator<Span> {
    if (filter.weekdays.length > 0 && !filter.weekdays.includes(clock.weekday(day.from))) return;
    if (filter.hours.length === 0) {
      yield day;
      return;
    }
    let begin: number | null = null;
    for (let at = day.from; at < day.to; at = clock.quarterStart(at) + quarterMs) {
      const wanted = filter.hours.includes(clock.hour(at));
      if (wanted && begin === null) begin = at;
      if (wanted || begin === null) continue;
      yield { from: begin, to: at };
      begin = null;
    }
    if (begin !== null) yield { from: begin, to: day.to };
  }
}

/** The same spans, joined to longer and longer ones while little is found: sparse records need no year of single days. */
export function* growingSpans(
  period: Span,
  filter: RecordFilter,
  timezone: string,
  ascending: boolean,
): Generator<Span> {
  if (filter.weekdays.length > 0 || filter.hours.length > 0) {
    yield* daySpans(period, filter, timezone, ascending);
    return;
  }
  const longestMs = 32 * 86_400_000;
  let lengthMs = 12 * 3_600_000;
  let { from, to } = period;
  while (from < to) {
    const span = ascending ? { from, to: Math.min(to, from + lengthMs) } : { from: Math.max(from, to - lengthMs), to };
    yield span;
    if (ascending) from = span.to;
    else to = span.from;
    lengthMs = Math.min(longestMs, lengthMs * 2);
  }
}

/** Lets whoever waits have the thread. @throws the signal's reason when nobody wants the answer any more */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
