// Forgets the past of the log. It keeps whatever a start could still need, whatever it was told: all that the older of
// the two checkpoints does not hold, and webhooks that still wait to be read.
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** SQLite works on the event loop: a page is a few milliseconds of it. */
const pageRows = 2_000;

/**
 * Removes entries received before `before` (Unix ms). Afterwards a board can be rebuilt only from a checkpoint on:
 * one whose checkpoints are unusable (another `TIMEZONE`) begins with what is left.
 * @returns how many entries are gone.
 */
export async function pruneLog(db: Kysely<Database>, before: number): Promise<number> {
  const checkpoints = await db.selectFrom('checkpoint').select('sequence').orderBy('sequence', 'desc').execute();
  const reached = checkpoints[1]?.sequence;
  if (reached === undefined) return 0;
  const waiting = db.selectFrom('dead_letter').select('sequence').where('settled_at', 'is', null);
  let gone = 0;
  for (;;) {
    const page = db
      .selectFrom('log')
      .select('sequence')
      // The entry at the checkpoint stays: the next number is counted from the last one there is.
      .where('sequence', '<', reached)
      .where('at', '<', before)
      .where('sequence', 'not in', waiting)
      .orderBy('sequence')
      .limit(pageRows);
    const result = await db.deleteFrom('log').where('sequence', 'in', page).executeTakeFirst();
    gone += Number(result.numDeletedRows);
    if (Number(result.numDeletedRows) < pageRows) return gone;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
