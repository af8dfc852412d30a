// Forgets the past of the log. It keeps whatever a start could still need, whatever it was told: all that the older of
// the two checkpoints does not hold, the webhooks that what is kept points back to, and those that still wait to be read.
import type { Kysely } from 'kysely';
import { readEntry } from './log-entry.ts';
import { pruneInBatches } from './prune-in-batches.ts';
import type { Database } from './schema.ts';

/**
 * Removes entries received before `before` (Unix ms). Afterwards a board can be rebuilt only from a checkpoint on:
 * one whose checkpoints are unusable (another `TIMEZONE`) begins with what is left.
 * @returns how many entries are gone.
 */
export async function pruneLog(db: Kysely<Database>, before: number, signal?: AbortSignal): Promise<number> {
  const needed = await firstNeeded(db);
  if (needed === null) return 0;
  let after = 0;
  return pruneInBatches(async (rows) => {
    // Walked by number: entries that stay (unread webhooks) are passed once, not again with every batch.
    const page = await db
      .selectFrom('log')
      .select(['sequence', 'at'])
      .where('sequence', '>', after)
      .where('sequence', '<', needed)
      .orderBy('sequence')
      .limit(rows)
      .execute();
    const last = page.at(-1);
    if (!last || page.every((row) => row.at >= before)) return null;
    const waiting = db
      .selectFrom('dead_letter')
      .select('sequence')
      .where('settled_at', 'is', null)
      .where('sequence', '>', after)
      .where('sequence', '<=', last.sequence);
    const result = await db
      .deleteFrom('log')
      .where('sequence', '>', after)
      .where('sequence', '<=', last.sequence)
      .where('at', '<', before)
      .where('sequence', 'not in', waiting)
      .executeTakeFirst();
    after = last.sequence;
    return Number(result.numDeletedRows);
  }, signal);
}

/** Everything from this number on stays. null = all of it. The entry at a checkpoint stays too: numbers go on from it. */
async function firstNeeded(db: Kysely<Database>): Promise<number | null> {
  const checkpoints = await db.selectFrom('checkpoint').select('sequence').orderBy('sequence', 'desc').execute();
  const reached = checkpoints[1]?.sequence;
  if (reached === undefined) return null;
  const replays = await db
    .selectFrom('log')
    .selectAll()
    .where('kind', '=', 'replay')
    .where('sequence', '>', reached)
    .execute();
  let first = reached;
  for (const row of replays) {
    const entry = readEntry(row);
    if (entry?.kind === 'replay') first = Math.min(first, entry.of);
  }
  return first;
}
