// A second connection to the same database, for a thread that only reads: no lock, no migration, and nothing it is
// asked can change a row.
import BetterSqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { isPostgres, postgresReader, sqliteFile } from './connect.ts';
import type { Database } from './schema.ts';

export interface Reader {
  readonly kysely: Kysely<Database>;
  /** Moves the embedded database's log into its file, as far as nobody reads or writes there; nothing on PostgreSQL. */
  checkpoint(): void;
}

/** @throws Error when the file is not there or cannot be read. */
export function openReader(url: string): Reader {
  if (isPostgres(url)) return { kysely: postgresReader(url), checkpoint: () => undefined };
  const file = sqliteFile(url);
  const database = new BetterSqlite(file, { readonly: true, timeout: 5_000 });
  database.pragma('query_only = ON');
  // A year of hourly sums and the upper pages of the indexes stay at hand. KiB.
  database.pragma('cache_size = -32768');
  database.pragma('temp_store = MEMORY');
  const writer = new BetterSqlite(file, { timeout: 0 });
  return {
    kysely: new Kysely<Database>({ dialect: new SqliteDialect({ database }) }),
    checkpoint: () => void writer.pragma('wal_checkpoint(PASSIVE)'),
  };
}
