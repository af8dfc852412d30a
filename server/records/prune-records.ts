// Forgets records, whole hours at a time, with everything kept about them: sums, notes, lines of the ledger, and what is
// known of how they were read.
import type { Kysely } from 'kysely';
import { recordKinds } from '../../lib/protocol/record-shapes.ts';
import { pruneInBatches } from '../db/prune-in-batches.ts';
import type { Database } from '../db/schema.ts';
import { hourOf, rebuildHours } from './hour-sums.ts';

/** Those begun in hours that ended before `before` (Unix ms). @returns how many records are gone. */
export async function pruneRecords(db: Kysely<Database>, before: number, signal?: AbortSignal): Promise<number> {
  const end = hourOf(before);
  const gone = await pruneInBatches(async (rows) => {
    const page = await db
      .selectFrom('record')
      .select('started_at')
      .where('started_at', '<', end)
      .orderBy('started_at')
      .orderBy('key')
      .limit(rows)
      .execute();
    const last = page.at(-1)?.started_at;
    if (last === undefined) return null;
    return db.transaction().execute(async (trx) => {
      for (const table of ['record_note', 'record_ledger'] as const) {
        await trx.deleteFrom(table).where('started_at', '<=', last).execute();
      }
      const result = await trx.deleteFrom('record').where('started_at', '<=', last).executeTakeFirst();
      const hours = trx.deleteFrom('record_hour').where('kind', 'in', [...recordKinds]);
      await hours.where('hour_at', '<', hourOf(last)).execute();
      await rebuildHours(trx, [hourOf(last)]);
      return Number(result.numDeletedRows);
    });
  }, signal);
  await db.deleteFrom('record_window').where('to_at', '<', end).execute();
  await db.deleteFrom('record_backfill').where('to_at', '<', end).execute();
  return gone;
}
