// What a reader of records is asked: a filter, and how far whoever asks may see. Plain data, for it goes to another
// thread. The reach narrows every question; there is no reading of records past it.
import type { Expression, ExpressionBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import type { Bounds, RecordFilter } from '../../lib/records/filter.ts';
import type { Database } from '../db/schema.ts';

/** null = everything; else records of these queues or of these agents. */
export type RecordReach = { readonly queues: readonly string[]; readonly agents: readonly string[] } | null;
/** Whose numbers are whole: null = all; else those of these queues and of these agents, the rest masked. */
export type NumberSight = { readonly queues: readonly string[]; readonly agents: readonly string[] } | null;
export interface AskedRecords {
  readonly filter: RecordFilter;
  readonly reach: RecordReach;
  /** IANA zone of the house: its days, weekdays and hours. */
  readonly timezone: string;
}
/** The numbers a filter's digits stand for; `many`: too many to list, each row is looked at. */
export type Parties = readonly number[] | 'many' | null;
type Build = ExpressionBuilder<Database, 'record'>;

/** Everything of a filter but its period, weekdays and hours: those are cut into spans. */
export function restricted<O>(
  query: SelectQueryBuilder<Database, 'record', O>,
  { filter, reach }: AskedRecords,
  parties: Parties,
): SelectQueryBuilder<Database, 'record', O> {
  return query.where((eb) => eb.and([...conditions(eb, filter, parties), ...within(eb, reach)]));
}

function conditions(eb: Build, filter: RecordFilter, parties: Parties): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [];
  if (filter.kind !== null) all.push(eb('kind', '=', filter.kind));
  if (filter.direction !== null) all.push(eb('direction', '=', filter.direction));
  if (filter.short !== null) all.push(eb('short', '=', filter.short ? 1 : 0));
  if (filter.agents.length > 0) all.push(oneOf(eb, 'agent', filter.agents));
  if (filter.queues.length > 0) all.push(oneOf(eb, 'queue', filter.queues));
  if (filter.ddis.length > 0) all.push(oneOf(eb, 'ddi', filter.ddis));
  if (filter.statuses.length > 0) all.push(eb('status', 'in', [...filter.statuses]));
  bounded(all, eb, 'duration_ms', filter.durationMs);
  bounded(all, eb, 'wait_ms', filter.waitMs);
  if (parties === 'many') {
    all.push(eb(eb.cast<string>('party', 'text'), 'like', `1%${filter.digits ?? ''}%`));
  } else if (parties !== null) {
    all.push(parties.length === 0 ? eb('party', '=', -1) : eb('party', 'in', [...parties]));
  }
  if (filter.outcomes.length > 0) {
    all.push(
      eb.exists(
        eb
          .selectFrom('record_note')
          .select('record_note.key')
          .whereRef('record_note.started_at', '=', 'record.started_at')
          .whereRef('record_note.key', '=', 'record.key')
          .where('outcome', 'in', [...filter.outcomes]),
      ),
    );
  }
  return all;
}

/** One value is an equality: an index then gives its rows in their order. */
function oneOf(eb: Build, column: 'agent' | 'queue' | 'ddi', values: readonly string[]): Expression<SqlBool> {
  const [only] = values;
  return values.length === 1 && only !== undefined ? eb(column, '=', only) : eb(column, 'in', [...values]);
}

function bounded(all: Expression<SqlBool>[], eb: Build, column: 'duration_ms' | 'wait_ms', bounds: Bounds): void {
  if (bounds.least !== null) all.push(eb(column, '>=', bounds.least));
  if (bounds.most !== null) all.push(eb(column, '<=', bounds.most));
}

function within(eb: Build, reach: RecordReach): Expression<SqlBool>[] {
  if (reach === null) return [];
  const ways: Expression<SqlBool>[] = [];
  if (reach.queues.length > 0) ways.push(eb('queue', 'in', [...reach.queues]));
  if (reach.agents.length > 0) ways.push(eb('agent', 'in', [...reach.agents]));
  // Nothing was given: nothing is seen.
  return [ways.length === 0 ? eb('record.key', 'is', null) : eb.or(ways)];
}
