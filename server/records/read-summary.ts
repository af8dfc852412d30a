// A report: what the records of a filter add up to, by group. Whole hours come from the hourly sums where the filter
// fits them, the rest from the rows, day by day; both give the same numbers, and `count` is that of the explorer's list.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type RecordGroup, recordKinds } from '../../lib/protocol/record-shapes.ts';
import { addInto, addTallies, nothing, type Tally } from '../../lib/records/figures.ts';
import { fitsHourlySums } from '../../lib/records/filter.ts';
import { type HouseClock, houseClock, wholeHours } from '../../lib/records/group-key.ts';
import type { Database } from '../db/schema.ts';
import { type AskedRecords, type Parties, restricted } from './asked-records.ts';
import { hourMs } from './hour-sums.ts';
import { breathe, daySpans, growingSpans, periodOf, type Span } from './spans.ts';
import { readTally, type TallyRow, tallyOfHours, tallyOfRows } from './tally.ts';

export interface AskedSummary extends AskedRecords {
  /** None, one or two. */
  readonly groupBy: readonly RecordGroup[];
}
export interface Tallies {
  readonly total: Tally;
  readonly groups: ReadonlyMap<string, Tally>;
}
type GroupRow = TallyRow & {
  readonly hour_at?: number | string | null;
  readonly agent?: string | null;
  readonly queue?: string | null;
  readonly ddi?: string | null;
  readonly status?: string;
};

/** More than anybody reads, and as much as an answer may weigh. */
const mostGroups = 100_000;
export class TooManyGroups extends Error {
  constructor() {
    super(`These are more than ${mostGroups} groups.`);
    this.name = 'TooManyGroups';
  }
}

const quarterMs = 900_000;
const timed: ReadonlySet<RecordGroup> = new Set(['hour', 'weekday_hour', 'day', 'quarter_hour']);
/** Groups that the hourly sums cannot tell apart. */
const unsummed: ReadonlySet<RecordGroup> = new Set(['agent', 'ddi', 'quarter_hour']);

export async function readSummary(
  db: Kysely<Database>,
  asked: AskedSummary,
  parties: Parties,
  signal: AbortSignal,
): Promise<Tallies> {
  const period = await periodOf(db, asked.filter);
  const groups = new Map<string, Tally>();
  const total = { ...nothing };
  const clock = houseClock(asked.timezone);
  const take = (rows: readonly GroupRow[]) => {
    for (const row of rows) {
      const tally = readTally(row);
      if (tally.count === 0) continue;
      addInto(total, tally);
      if (asked.groupBy.length === 0) continue;
      const [first, second] = asked.groupBy;
      const one = first === undefined ? '' : keyOf(first, row, clock);
      const key = second === undefined ? one : `${one}|${keyOf(second, row, clock)}`;
      const before = groups.get(key);
      groups.set(key, before ? addTallies(before, tally) : tally);
      if (groups.size > mostGroups) throw new TooManyGroups();
    }
  };
  if (!period) return { total, groups };
  const { hours, edges } = cut(period, asked);
  if (hours) take(await hourRows(db, asked, hours, clock));
  for (const edge of edges) {
    for (const span of rowSpans(edge, asked, parties)) {
      take(await recordRows(db, asked, parties, span));
      await breathe(signal);
    }
  }
  return { total, groups };
}

/** Where an index leads to few rows of any period at once, a month is read as fast as a day. */
function rowSpans(edge: Span, { filter, timezone }: AskedSummary, parties: Parties): Iterable<Span> {
  const few = filter.agents.length === 1 || (parties !== null && parties !== 'many');
  return few ? growingSpans(edge, filter, timezone, false) : daySpans(edge, filter, timezone);
}

/** The whole hours within, if their sums will do, and what is left of the period. */
function cut(period: Span, asked: AskedSummary): { readonly hours: Span | null; readonly edges: readonly Span[] } {
  const agentsReached = (asked.reach?.agents.length ?? 0) > 0;
  const fits = fitsHourlySums(asked.filter) && !agentsReached && !asked.groupBy.some((group) => unsummed.has(group));
  // A zone whose hours begin between two of UTC is read row by row.
  const aligned = [period.from, period.to].every((at) => wholeHours(at, asked.timezone));
  const from = Math.ceil(period.from / hourMs) * hourMs;
  const to = Math.floor(period.to / hourMs) * hourMs;
  if (!fits || !aligned || from >= to) return { hours: null, edges: [period] };
  const edges = [
    { from: period.from, to: from },
    { from: to, to: period.to },
  ];
  return { hours: { from, to }, edges: edges.filter((edge) => edge.from < edge.to) };
}

async function hourRows(db: Kysely<Database>, asked: AskedSummary, span: Span, clock: HouseClock): Promise<GroupRow[]> {
  const { filter, reach, groupBy } = asked;
  const byClock = filter.weekdays.length > 0 || filter.hours.length > 0;
  const conditions = [sql`hour_at >= ${span.from}`, sql`hour_at < ${span.to}`];
  // The table lies by kind: both are named where none was asked for.
  conditions.push(filter.kind === null ? sql`kind in (${sql.join(recordKinds)})` : sql`kind = ${filter.kind}`);
  if (filter.direction !== null) conditions.push(sql`direction = ${filter.direction}`);
  if (filter.queues.length > 0) conditions.push(sql`queue in (${sql.join(filter.queues)})`);
  if (filter.statuses.length > 0) conditions.push(sql`status in (${sql.join(filter.statuses)})`);
  if (reach !== null)
    conditions.push(reach.queues.length === 0 ? sql`1 = 0` : sql`queue in (${sql.join(reach.queues)})`);
  const columns = columnsOf(groupBy);
  if (byClock || groupBy.some((group) => timed.has(group))) columns.unshift(sql.ref('hour_at'));
  const rows = await grouped(
    db,
    columns,
    sql`select ${selected(columns)} ${tallyOfHours(filter.kind)} from record_hour where ${sql.join(conditions, sql` and `)}`,
  );
  return rows.filter(
    ({ hour_at }) =>
      !byClock ||
      ((filter.weekdays.length === 0 || filter.weekdays.includes(clock.weekday(Number(hour_at)))) &&
        (filter.hours.length === 0 || filter.hours.includes(clock.hour(Number(hour_at))))),
  );
}

async function recordRows(
  db: Kysely<Database>,
  asked: AskedSummary,
  parties: Parties,
  span: Span,
): Promise<GroupRow[]> {
  const chosen = restricted(db.selectFrom('record'), asked, parties)
    .where('record.started_at', '>=', span.from)
    .where('record.started_at', '<', span.to)
    .select(['kind', 'direction', 'status', 'short', 'within_target', 'wait_ms', 'talk_ms', 'agent', 'queue', 'ddi'])
    .select(sql<number>`started_at - started_at % ${sql.lit(quarterMs)}`.as('hour_at'));
  const columns = columnsOf(asked.groupBy);
  if (asked.groupBy.some((group) => timed.has(group))) columns.unshift(sql.ref('hour_at'));
  return grouped(
    db,
    columns,
    sql`select ${selected(columns)} ${tallyOfRows(asked.filter.kind)} from (${chosen}) as chosen`,
  );
}

const columnsOf = (groupBy: readonly RecordGroup[]): RawBuilder<unknown>[] =>
  groupBy.filter((group) => !timed.has(group)).map((group) => sql.ref(group));
const selected = (columns: readonly RawBuilder<unknown>[]) =>
  columns.length === 0 ? sql`` : sql`${sql.join(columns)},`;

async function grouped(
  db: Kysely<Database>,
  columns: readonly RawBuilder<unknown>[],
  question: RawBuilder<unknown>,
): Promise<GroupRow[]> {
  const ending = columns.length === 0 ? sql`` : sql` group by ${sql.join(columns)}`;
  return (await sql<GroupRow>`${question}${ending}`.execute(db)).rows;
}

function keyOf(group: RecordGroup, row: GroupRow, clock: HouseClock): string {
  const at = Number(row.hour_at);
  switch (group) {
    case 'quarter_hour':
      return String(clock.quarterStart(at));
    case 'hour':
      return String(clock.hourStart(at));
    case 'weekday_hour':
      return `${clock.weekday(at)}-${String(clock.hour(at)).padStart(2, '0')}`;
    case 'day':
      return clock.day(at);
    default:
      return row[group] ?? '';
  }
}
