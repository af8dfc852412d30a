// Adds records up, in the database. The one place that says in SQL which rows are offered, answered and abandoned
// (`countsAsOffered` says it of one row); both the rows and their hourly sums go through it, so that they agree.
import { type RawBuilder, sql } from 'kysely';
import type { RecordKind } from '../../lib/protocol/record-shapes.ts';
import type { Tally } from '../../lib/records/figures.ts';

/** PostgreSQL gives sums of bigints as text. */
export type TallyRow = Readonly<Record<TallyColumn, number | string | null>>;
export type TallyColumn =
  | 'tally_count'
  | 'tally_offered'
  | 'tally_answered'
  | 'tally_abandoned'
  | 'tally_short'
  | 'tally_within'
  | 'tally_wait_count'
  | 'tally_wait_ms'
  | 'tally_longest_ms'
  | 'tally_talk_count'
  | 'tally_talk_ms';

/** Asked for one kind, the question holds no other. */
const offered = (asked: RecordKind | null) =>
  asked === 'calls' ? sql`(direction = 'in')` : asked === 'queue' ? sql`(1 = 1)` : sql`(kind = 'queue')`;

/** Columns of a question to `record`. */
export function tallyOfRows(asked: RecordKind | null): RawBuilder<TallyRow> {
  const counts = offered(asked);
  const taken = sql`(${counts} and status = 'answered')`;
  const lost = sql`(${counts} and status = 'abandoned')`;
  return sql`count(*) as tally_count,
    sum(case when ${counts} then 1 else 0 end) as tally_offered,
    sum(case when ${taken} then 1 else 0 end) as tally_answered,
    sum(case when ${lost} then 1 else 0 end) as tally_abandoned,
    sum(case when ${lost} then short else 0 end) as tally_short,
    sum(case when ${taken} then within_target else 0 end) as tally_within,
    sum(case when ${taken} and wait_ms is not null then 1 else 0 end) as tally_wait_count,
    sum(case when ${taken} then coalesce(wait_ms, 0) else 0 end) as tally_wait_ms,
    max(case when ${taken} then coalesce(wait_ms, 0) else 0 end) as tally_longest_ms,
    sum(case when ${taken} and talk_ms is not null then 1 else 0 end) as tally_talk_count,
    sum(case when ${taken} then coalesce(talk_ms, 0) else 0 end) as tally_talk_ms`;
}

/** Columns of a question to `record_hour`. What is within the target was answered, and what is short abandoned. */
export function tallyOfHours(asked: RecordKind | null): RawBuilder<TallyRow> {
  const counts = offered(asked);
  const ofAll = (column: string) =>
    asked === 'queue' ? sql`sum(${sql.ref(column)})` : sql`sum(case when ${counts} then ${sql.ref(column)} else 0 end)`;
  const ofTaken = (column: string) => {
    const taken = asked === 'queue' ? sql`status = 'answered'` : sql`status = 'answered' and ${counts}`;
    return sql`sum(case when ${taken} then ${sql.ref(column)} else 0 end)`;
  };
  return sql`sum(count) as tally_count,
    ${ofAll('count')} as tally_offered,
    ${ofTaken('count')} as tally_answered,
    sum(case when status = 'abandoned' and ${counts} then count else 0 end) as tally_abandoned,
    ${ofAll('short')} as tally_short,
    ${ofAll('within_target')} as tally_within,
    ${ofTaken('wait_count')} as tally_wait_count,
    ${ofTaken('wait_ms')} as tally_wait_ms,
    max(case when status = 'answered' and ${counts} then longest_wait_ms else 0 end) as tally_longest_ms,
    ${ofTaken('talk_count')} as tally_talk_count,
    ${ofTaken('talk_ms')} as tally_talk_ms`;
}

export function readTally(row: TallyRow): Tally {
  return {
    count: Number(row.tally_count ?? 0),
    offered: Number(row.tally_offered ?? 0),
    answered: Number(row.tally_answered ?? 0),
    abandoned: Number(row.tally_abandoned ?? 0),
    short: Number(row.tally_short ?? 0),
    withinTarget: Number(row.tally_within ?? 0),
    waitCount: Number(row.tally_wait_count ?? 0),
    waitMs: Number(row.tally_wait_ms ?? 0),
    longestWaitMs: Number(row.tally_longest_ms ?? 0),
    talkCount: Number(row.tally_talk_count ?? 0),
    talkMs: Number(row.tally_talk_ms ?? 0),
  };
}
