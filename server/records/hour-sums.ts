// The hourly sums of records: added to with new rows, and worked out anew for an hour in which a row changed or went.
// Only ever called inside the transaction that writes the rows: sums and rows are never apart.
import { type Kysely, sql } from 'kysely';
import { recordKinds } from '../../lib/protocol/record-shapes.ts';
import type { RecordTables } from '../db/record-tables.ts';
import type { Database } from '../db/schema.ts';

export const hourMs = 3_600_000;
export const hourOf = (at: number) => Math.floor(at / hourMs) * hourMs;
type Row = RecordTables['record'];
type HourRow = RecordTables['record_hour'];

/** Rows that were not there before. */
export async function addToHours(trx: Kysely<Database>, rows: readonly Row[]): Promise<void> {
  const sums = new Map<string, HourRow>();
  for (const row of rows) {
    const hour_at = hourOf(row.started_at);
    const [queue, direction] = [row.queue ?? '', row.direction ?? ''];
    const id = `${hour_at} ${row.kind} ${queue} ${direction} ${row.status}`;
    const sum = sums.get(id) ?? {
      ...{ hour_at, kind: row.kind, queue, direction, status: row.status },
      ...{ count: 0, short: 0, within_target: 0 },
      ...{ wait_count: 0, wait_ms: 0, longest_wait_ms: 0, talk_count: 0, talk_ms: 0 },
    };
    sum.count += 1;
    sum.short += row.short;
    sum.within_target += row.within_target;
    sum.wait_count += row.wait_ms === null ? 0 : 1;
    sum.wait_ms += row.wait_ms ?? 0;
    sum.longest_wait_ms = Math.max(sum.longest_wait_ms, row.wait_ms ?? 0);
    sum.talk_count += row.talk_ms === null ? 0 : 1;
    sum.talk_ms += row.talk_ms ?? 0;
    sums.set(id, sum);
  }
  if (sums.size === 0) return;
  await trx
    .insertInto('record_hour')
    .values([...sums.values()])
    .onConflict((conflict) =>
      conflict.columns(['hour_at', 'kind', 'queue', 'direction', 'status']).doUpdateSet((row) => ({
        count: sql`record_hour.count + excluded.count`,
        short: sql`record_hour.short + excluded.short`,
        within_target: sql`record_hour.within_target + excluded.within_target`,
        wait_count: sql`record_hour.wait_count + excluded.wait_count`,
        wait_ms: sql`record_hour.wait_ms + excluded.wait_ms`,
        longest_wait_ms: row
          .case()
          .when(row.ref('excluded.longest_wait_ms'), '>', row.ref('record_hour.longest_wait_ms'))
          .then(row.ref('excluded.longest_wait_ms'))
          .else(row.ref('record_hour.longest_wait_ms'))
          .end(),
        talk_count: sql`record_hour.talk_count + excluded.talk_count`,
        talk_ms: sql`record_hour.talk_ms + excluded.talk_ms`,
      })),
    )
    .execute();
}

/** Begins of hours (UTC) whose rows are as they shall be. */
export async function rebuildHours(trx: Kysely<Database>, hours: readonly number[]): Promise<void> {
  for (const hour of hours) {
    await trx
      .deleteFrom('record_hour')
      .where('kind', 'in', [...recordKinds])
      .where('hour_at', '=', hour)
      .execute();
    await sql`
      insert into record_hour (hour_at, kind, queue, direction, status, count, short, within_target,
        wait_count, wait_ms, longest_wait_ms, talk_count, talk_ms)
      select cast(${hour} as bigint), kind, coalesce(queue, ''), coalesce(direction, ''), status,
        count(*), sum(short), sum(within_target), count(wait_ms), coalesce(sum(wait_ms), 0),
        coalesce(max(wait_ms), 0), count(talk_ms), coalesce(sum(talk_ms), 0)
      from record where started_at >= ${hour} and started_at < ${hour + hourMs}
      group by kind, coalesce(queue, ''), coalesce(direction, ''), status`.execute(trx);
  }
}
