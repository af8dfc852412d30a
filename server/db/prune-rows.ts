// Forgets what is stored beside the log: ended calls, the list of dead letters, orders, saved answers. It knows tables
// and instants; how long each is kept is server/retention.ts's affair, and when is server/nightly.ts's.
import type { Kysely } from 'kysely';
import type { AccessDb } from '../access/tables.ts';
import { pruneInBatches } from './prune-in-batches.ts';
import type { Database } from './schema.ts';

/** Those that ended before `before` (Unix ms), with every id they were found by. @returns how many calls are gone. */
export function pruneEndedCalls(db: Kysely<Database>, before: number, signal?: AbortSignal): Promise<number> {
  return pruneInBatches(async (limit) => {
    const rows = await db.selectFrom('ended_call').select('id').where('ended_at', '<', before).limit(limit).execute();
    if (rows.length === 0) return null;
    const ids = rows.map((row) => row.id);
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('call_pbx_id').where('call_id', 'in', ids).execute();
      await trx.deleteFrom('ended_call').where('id', 'in', ids).execute();
    });
    return ids.length;
  }, signal);
}

/** Read or not: what was received before `before` is listed no longer. */
export function pruneDeadLetters(db: Kysely<Database>, before: number, signal?: AbortSignal): Promise<number> {
  return pruneInBatches(async (limit) => {
    const old = db.selectFrom('dead_letter').select('sequence').where('at', '<', before).limit(limit);
    const result = await db.deleteFrom('dead_letter').where('sequence', 'in', old).executeTakeFirst();
    return Number(result.numDeletedRows) || null;
  }, signal);
}

export function pruneOrders(db: AccessDb, before: number, signal?: AbortSignal): Promise<number> {
  return pruneInBatches(async (limit) => {
    const old = db.selectFrom('wall_action').select('id').where('at', '<', before).limit(limit);
    const result = await db.deleteFrom('wall_action').where('id', 'in', old).executeTakeFirst();
    return Number(result.numDeletedRows) || null;
  }, signal);
}

export function pruneSavedAnswers(db: AccessDb, before: number, signal?: AbortSignal): Promise<number> {
  return pruneInBatches(async (limit) => {
    const old = await db
      .selectFrom('wall_idempotency')
      .select('at')
      .where('at', '<', before)
      .orderBy('at')
      .limit(limit)
      .execute();
    const last = old.at(-1);
    if (!last) return null;
    const result = await db.deleteFrom('wall_idempotency').where('at', '<=', last.at).executeTakeFirst();
    return Number(result.numDeletedRows);
  }, signal);
}
