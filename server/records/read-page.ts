// One page of the explorer, by keyset: the next page begins behind the last row, so that rows arriving meanwhile shift
// nothing. Rows come in the order of the sort, then of their start, then of their key.
import type { Kysely } from 'kysely';
import type { CallRecord, RecordSort } from '../../lib/protocol/record-shapes.ts';
import type { Database } from '../db/schema.ts';
import { type AskedRecords, type NumberSight, type Parties, restricted } from './asked-records.ts';
import { type NotedRow, presentRecord, withNotes } from './present-record.ts';
import { breathe, daySpans, growingSpans, periodOf, type Span } from './spans.ts';

export interface AskedPage extends AskedRecords {
  readonly sort: RecordSort;
  readonly descending: boolean;
  /** Rows of the answer and how many to leave out before. */
  readonly limit: number;
  readonly skip: number;
  /** `next` of the page before. */
  readonly after: Place | null;
  readonly sight: NumberSight;
}
/** Where a row stands in the order: its sorted value (start where that is the sort; −1 = not told), start and key. */
export interface Place {
  readonly value: number;
  readonly startedAt: number;
  readonly key: number;
}

export async function readPage(
  db: Kysely<Database>,
  asked: AskedPage,
  parties: Parties,
  signal: AbortSignal,
): Promise<{ readonly rows: CallRecord[]; readonly next: Place | null }> {
  const period = await periodOf(db, asked.filter);
  const wanted = asked.skip + asked.limit;
  // One more tells whether there is another page.
  const found = period ? await collect(db, asked, parties, period, wanted + 1, signal) : [];
  const rows = found.slice(asked.skip, wanted);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => presentRecord(row, asked.sight)),
    next: last && found.length > wanted ? placeOf(last, asked.sort) : null,
  };
}

async function collect(
  db: Kysely<Database>,
  asked: AskedPage,
  parties: Parties,
  period: Span,
  count: number,
  signal: AbortSignal,
): Promise<NotedRow[]> {
  const { filter, timezone, descending, sort, after } = asked;
  const byStart = sort === 'startedAt';
  const rows: NotedRow[] = [];
  if (byStart) {
    const rest = after ? beyond(period, after.startedAt, descending) : period;
    const whole = listed(parties) && filter.weekdays.length === 0 && filter.hours.length === 0;
    const spans = whole ? [rest] : growingSpans(rest, filter, timezone, !descending);
    for (const span of spans) {
      if (span.from >= span.to) break;
      rows.push(...(await rowsIn(db, asked, parties, span, count - rows.length)));
      if (rows.length >= count) break;
      await breathe(signal);
    }
    return rows;
  }
  for (const span of daySpans(period, filter, timezone)) {
    rows.push(...(await rowsIn(db, asked, parties, span, count)));
    rows.sort((a, b) => compare(placeOf(a, sort), placeOf(b, sort)) * (descending ? -1 : 1));
    rows.splice(count);
    await breathe(signal);
  }
  return rows;
}

/** Few numbers: their index leads to the rows of any period at once. */
const listed = (parties: Parties) => parties !== null && parties !== 'many';
const beyond = (period: Span, at: number, descending: boolean): Span =>
  descending
    ? { from: period.from, to: Math.min(period.to, at + 1) }
    : { from: Math.max(period.from, at), to: period.to };

function rowsIn(db: Kysely<Database>, asked: AskedPage, parties: Parties, span: Span, limit: number) {
  const { sort, descending, after } = asked;
  const order = descending ? 'desc' : 'asc';
  const beyondSign = descending ? '<' : '>';
  const column = columns[sort];
  let query = restricted(db.selectFrom('record'), asked, parties)
    .where('record.started_at', '>=', span.from)
    .where('record.started_at', '<', span.to);
  if (after) {
    query = query.where((eb) => {
      const started = eb.or([
        eb('record.started_at', beyondSign, after.startedAt),
        eb('record.started_at', '=', after.startedAt).and('record.key', beyondSign, after.key),
      ]);
      if (column === null) return started;
      const value = eb.fn.coalesce(column, eb.lit(-1));
      return eb.or([eb(value, beyondSign, after.value), eb.and([eb(value, '=', after.value), started])]);
    });
  }
  let sorted = withNotes(query);
  if (column !== null) sorted = sorted.orderBy((eb) => eb.fn.coalesce(column, eb.lit(-1)), order);
  return sorted.orderBy('record.started_at', order).orderBy('record.key', order).limit(limit).execute();
}

const columns = {
  startedAt: null,
  durationMs: 'record.duration_ms',
  waitMs: 'record.wait_ms',
  talkMs: 'record.talk_ms',
} as const;

export function placeOf(row: NotedRow, sort: RecordSort): Place {
  const values = { startedAt: row.started_at, durationMs: row.duration_ms, waitMs: row.wait_ms, talkMs: row.talk_ms };
  return { value: values[sort] ?? -1, startedAt: row.started_at, key: row.key };
}

const compare = (a: Place, b: Place) => a.value - b.value || a.startedAt - b.startedAt || a.key - b.key;
