// The log on disk. Entries that arrive together share one commit; what was not committed was never applied.
// It must never acknowledge what the disk does not have, and never apply two entries in another order than it stored them.
import type { Kysely } from 'kysely';
import type { Logger } from '../log.ts';
import type { InputLog, LogEntry } from './input-log.types.ts';
import { readEntry, writeEntry } from './log-entry.ts';
import type { Database } from './schema.ts';

/** The disk refused. Nothing was applied; the sender should try again. */
export class CannotStore extends Error {
  constructor(cause: unknown) {
    super('The event could not be stored', { cause });
    this.name = 'CannotStore';
  }
}

interface Waiting {
  readonly entry: LogEntry;
  readonly stored: (sequence: number) => void;
  readonly refused: (error: unknown) => void;
}

const rowsPerCommit = 500;
/** Beyond this the disk has been refusing for long: a sender is told at once instead of filling the memory. */
const waitingAtMost = 20_000;
const pageRows = 1_000;
/** Who wants one entry, or the few after a checkpoint, is not made to wait for a thousand. */
const firstPageRows = 16;
const keptCheckpoints = 2;

/**
 * `gatherMs`: while the disk is slow, a commit waits as long as the last one took, at most this, so that
 * the event loop is never more than half in fsync. A fast disk commits on the next turn of the loop.
 */
export async function createInputLog(parts: {
  readonly db: Kysely<Database>;
  readonly log: Logger;
  readonly gatherMs?: number;
}): Promise<InputLog> {
  const { db, log } = parts;
  const gatherMs = parts.gatherMs ?? 5;
  let next = await nextSequence(db);
  let queue: Waiting[] = [];
  let busy = false;
  let lastCommitMs = 0;

  // Pacing of the disk, not a domain time: it follows the machine even where the house's clock is set by hand.
  function later() {
    if (busy) return;
    busy = true;
    const wait = Math.min(gatherMs, lastCommitMs);
    if (wait < 1) setImmediate(commit);
    else setTimeout(commit, wait);
  }

  function commit() {
    const batch = queue.slice(0, rowsPerCommit);
    queue = queue.slice(rowsPerCommit);
    const first = next;
    const rows = batch.map((waiting, index) => writeEntry(first + index, waiting.entry));
    const started = performance.now();
    db.insertInto('log')
      .values(rows)
      .execute()
      .then(
        () => {
          next = first + rows.length;
          for (const [index, waiting] of batch.entries()) waiting.stored(first + index);
        },
        async (error: unknown) => {
          log.error({ err: error, count: batch.length }, 'the log could not be written');
          for (const waiting of batch) waiting.refused(new CannotStore(error));
          // A commit whose answer was lost may have happened: its numbers are taken.
          next = await nextSequence(db).catch((again: unknown) => {
            log.error({ err: again }, 'the log cannot be read either');
            return next;
          });
        },
      )
      .finally(() => {
        lastCommitMs = performance.now() - started;
        busy = false;
        if (queue.length > 0) later();
      });
  }

  return {
    append<T>(entry: LogEntry, applied: (sequence: number) => T): Promise<T> {
      if (queue.length >= waitingAtMost) return Promise.reject(new CannotStore(new Error('too many entries wait')));
      return new Promise<T>((resolve, reject) => {
        queue.push({
          entry,
          stored(sequence) {
            try {
              resolve(applied(sequence));
            } catch (error) {
              reject(error);
            }
          },
          refused: reject,
        });
        later();
      });
    },
    async *readAfter(sequence) {
      let after = sequence;
      let limit = firstPageRows;
      for (;;) {
        const rows = await db
          .selectFrom('log')
          .selectAll()
          .where('sequence', '>', after)
          .orderBy('sequence')
          .limit(limit)
          .execute();
        for (const row of rows) {
          after = row.sequence;
          const entry = readEntry(row);
          if (!entry) {
            log.error({ sequence: row.sequence }, 'an entry of the log cannot be read and is skipped');
            continue;
          }
          if (entry.kind !== 'replay') {
            yield { ...entry, sequence: row.sequence };
            continue;
          }
          const of = await db.selectFrom('log').selectAll().where('sequence', '=', entry.of).executeTakeFirst();
          const hook = of && readEntry(of);
          if (hook?.kind !== 'hook') continue;
          const { at, raw, skewMs } = hook;
          yield {
            ...entry,
            sequence: row.sequence,
            replayed: { at, raw, ...(skewMs === undefined ? {} : { skewMs }) },
          };
        }
        if (rows.length < limit) return;
        limit = pageRows;
      }
    },
    async saveCheckpoint(sequence, at, state) {
      await db
        .insertInto('checkpoint')
        .values({ sequence, at, state: JSON.stringify(state) })
        .onConflict((conflict) => conflict.column('sequence').doUpdateSet({ at, state: JSON.stringify(state) }))
        .execute();
      const kept = db.selectFrom('checkpoint').select('sequence').orderBy('sequence', 'desc').limit(keptCheckpoints);
      await db.deleteFrom('checkpoint').where('sequence', 'not in', kept).execute();
    },
    async lastCheckpoint() {
      const rows = await db.selectFrom('checkpoint').selectAll().orderBy('sequence', 'desc').execute();
      for (const row of rows) {
        const state = parseJson(row.state);
        if (state !== undefined) return { sequence: row.sequence, at: row.at, state };
        log.error({ sequence: row.sequence }, 'a checkpoint cannot be read; the one before it is taken');
      }
      return null;
    },
  };
}

async function nextSequence(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('log')
    .select((select) => select.fn.max('sequence').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
