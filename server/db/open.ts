// The database of a running server: locked, connected, in shape.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Connection, connect, requireRuntime, sqliteFile } from './connect.ts';
import { lockDirectory } from './directory-lock.ts';

/** @throws Error with a clear message when another server has it, or it cannot be opened. */
export async function openDb(url: string): Promise<Connection> {
  if (!url.startsWith('file:')) return connect(url);
  requireRuntime();
  const file = sqliteFile(url);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(`${file}-lock`);
  try {
    const connection = await connect(url);
    return {
      ...connection,
      async close() {
        await connection.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
