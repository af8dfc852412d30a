// The bytes of an embedded database after rows were changed: SQLite may leave former ones in its journal and in pages it
// will use again. Looks for the number in the files themselves; only where it is still found the file is written anew.
import { open } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import { type Readings, spellingsOf } from './spellings.ts';

const chunkBytes = 1 << 20;
/** Longer than any spelling. */
const overlapBytes = 512;

/**
 * Resolves with what it took; `left` = written anew, and the digits are still there: as a part of something longer, or
 * where no place looks. @throws when the database refuses, e.g. for want of room.
 */
export async function cleanFile(
  db: Kysely<Database>,
  file: string,
  number: Readings,
  signal: AbortSignal,
): Promise<'clean' | 'rewritten' | 'left'> {
  // Between bytes nothing tells where a number begins: a part of a longer one only costs a rewriting.
  const spellings = spellingsOf(number, 'anywhere');
  const inFiles = async () => {
    await emptyJournal(db);
    return (await holds(file, spellings, signal)) || (await holds(`${file}-wal`, spellings, signal));
  };
  if (!(await inFiles())) return 'clean';
  await sql`vacuum`.execute(db);
  return (await inFiles()) ? 'left' : 'rewritten';
}

async function emptyJournal(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (Number(rows[0]?.busy ?? 0) !== 0) throw new Error('Another program reads the database: its journal stays.');
}

async function holds(path: string, spellings: RegExp, signal: AbortSignal): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!file) return false;
  try {
    const buffer = Buffer.alloc(chunkBytes + overlapBytes);
    let kept = 0;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, kept, chunkBytes, null);
      if (bytesRead === 0) return false;
      const end = kept + bytesRead;
      if (buffer.toString('utf8', 0, end).search(spellings) >= 0) return true;
      const rest = Math.min(overlapBytes, end);
      buffer.copyWithin(0, end - rest, end);
      kept = rest;
    }
  } finally {
    await file.close();
  }
}
