// The database of a running server: locked, connected, in shape. The lock comes first: nobody changes the shape of a
// database that another server uses.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Connection, connect, isPostgres, requireRuntime, sqliteFile } from './connect.ts';
import { lockDirectory } from './directory-lock.ts';
import { lockServer } from './server-lock.ts';

/**
 * `onLost` is told when a database server took the lock away: writing must stop at once. Unless something else is
 * given, that is an uncaught error, which ends the process; whoever runs it starts it again.
 * @throws Error with a clear message when another server has it, or it cannot be opened.
 */
export async function openDb(url: string, onLost: (why: unknown) => void = endByError): Promise<Connection> {
  const unlock = await lock(url, onLost);
  try {
    const connection = await connect(url);
    return {
      ...connection,
      async close() {
        await connection.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function lock(url: string, onLost: (why: unknown) => void): Promise<() => void | Promise<void>> {
  if (isPostgres(url)) return lockServer(url, onLost);
  if (!url.startsWith('file:')) return () => undefined; // Refused in words by who connects.
  requireRuntime();
  const file = sqliteFile(url);
  if (existsSync(file) && statSync(file).isDirectory()) throw new Error(`DATABASE_URL names a directory: ${file}`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return lockDirectory(`${file}-lock`);
}

function endByError(why: unknown): never {
  throw new Error('The lock of the database is lost, and another server may have it: this one must not go on.', {
    cause: why,
  });
}
