// One server per data directory: two writers would each believe that the board is theirs.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** The locks this process holds. */
const held = new Set<string>();

/** Takes `file`; a lock left behind by a process that is gone is taken over. Returns the release. */
export function lockDirectory(file: string): () => void {
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, `${process.pid}\n`);
      closeSync(handle);
      held.add(file);
      return () => {
        held.delete(file);
        rmSync(file, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = Number(readFileSync(file, 'utf8').trim());
      // In a container the pid of the last run comes again: our own pid in the file is only ours if we hold it.
      if (attempt > 2 || held.has(file) || (pid !== process.pid && isAlive(pid))) {
        throw new Error(
          `Process ${pid} already uses this data directory (${file}). Stop it, or set another DATABASE_URL.`,
        );
      }
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
