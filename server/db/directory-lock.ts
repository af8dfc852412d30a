// One server per data directory: two writers would each believe that the board is theirs. The lock is the kernel's,
// taken through an empty SQLite file, and ends with its process however that ended. It must never rest on a number
// written in a file: after a restart of the machine, or in another container, that process is somebody else.
import BetterSqlite from 'better-sqlite3';

/** Of several that start at once each can stand in the way of the others for a moment; one that has it keeps it. */
const settleMs = 500;

/** Takes `file`, made where it is missing and left there. Returns the release. @throws Error when another has it. */
export function lockDirectory(file: string): () => void {
  const mask = process.umask(0o077);
  const lock = new BetterSqlite(file, { timeout: settleMs });
  try {
    lock.exec('begin exclusive');
    return () => lock.close();
  } catch (error) {
    lock.close();
    if (!(error instanceof BetterSqlite.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new Error(`Another server already uses this data directory (${file}). Stop it, or set another DATABASE_URL.`);
  } finally {
    process.umask(mask);
  }
}
