// Where the operator's commands find the embedded database: the same environment and `.env` as the server's.
// Only DATABASE_URL matters here, so that a backup works even while something else in the environment is wrong.
import { resolve } from 'node:path';
import { withDotEnv } from '../env.ts';

/** Absolute path; null with PostgreSQL, which has tools of its own. */
export function databaseFile(directory = process.cwd()): string | null {
  const url = withDotEnv(process.env, directory).DATABASE_URL?.trim() || 'file:./data/wallboard.db';
  return url.startsWith('file:') ? resolve(directory, url.slice('file:'.length)) : null;
}

export function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
