// The only place that knows which database it is. Opens it and makes its shape; one process per data directory is
// server/db/open.ts's affair, so that an operator's command may connect beside a running server.
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations.ts';
import type { Database } from './schema.ts';

export interface Connection {
  readonly kysely: Kysely<Database>;
  readonly dialect: 'sqlite' | 'postgres';
  /** While true, the embedded database leaves moving its log into its file to whoever set it. */
  bulkWrites(on: boolean): void;
  close(): Promise<void>;
}

const int8 = 20;
/** A question to PostgreSQL that takes longer is given up by the server, and says so; ours are answered in ms. */
export const statementTimeoutMs = 30_000;

/**
 * `timeoutMs` of one PostgreSQL statement, 30 s unless set; bringing the database to its shape may take as long as it needs.
 * @throws Error that says what to do when the address, the file or the server is wrong.
 */
export async function connect(url: string, timeoutMs = statementTimeoutMs): Promise<Connection> {
  if (!url.startsWith('file:')) {
    const shaping = postgres(url, 0);
    try {
      await migrate(shaping.kysely);
    } finally {
      await shaping.close();
    }
    return postgres(url, timeoutMs);
  }
  const connection = sqlite(url);
  try {
    await migrate(connection.kysely);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection;
}

export const isPostgres = (url: string) => /^postgres(ql)?:\/\//.test(url);

/** Absolute path of an embedded database's file. */
export function sqliteFile(url: string): string {
  return resolve(url.slice('file:'.length));
}

/** Older runtimes end the process without a word when they load SQLite. @throws Error that says what to do. */
export function requireRuntime(): void {
  if (Number(process.versions.napi) >= 10) return;
  throw new Error(`The embedded database needs Node 22.14 or newer; this is ${process.version}. Start through npm.`);
}

function sqlite(url: string): Connection {
  requireRuntime();
  const file = sqliteFile(url);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const mask = process.umask(0o077);
  try {
    const database = new BetterSqlite(file, { timeout: 5_000 });
    database.pragma('journal_mode = WAL');
    // NORMAL would acknowledge a commit that the disk does not have yet.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // What is forgotten is gone from the file too, not merely from the tables.
    database.pragma('secure_delete = ON');
    const kysely = new Kysely<Database>({ dialect: new SqliteDialect({ database }) });
    // Of 4 KiB: SQLite's own habit, and a bound for when nobody else does it after all.
    const bulkWrites = (on: boolean) => void database.pragma(`wal_autocheckpoint = ${on ? 16_000 : 1_000}`);
    return { kysely, dialect: 'sqlite', bulkWrites, close: () => kysely.destroy() };
  } finally {
    process.umask(mask);
  }
}

function postgres(url: string, timeoutMs: number, options?: string): Connection {
  if (!isPostgres(url)) {
    throw new Error('DATABASE_URL must begin with file: or postgres://');
  }
  const pool = new pg.Pool({
    connectionString: url,
    ...(options === undefined ? {} : { options }),
    max: 8,
    keepAlive: true,
    // 0 = no limit.
    statement_timeout: timeoutMs,
    // A server that is gone is said so, instead of holding every request.
    connectionTimeoutMillis: 5_000,
    // Instants are bigint columns and fit a number; pg would hand them over as text.
    types: {
      getTypeParser: (oid, format) =>
        oid === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  // A lost connection is told to whoever asks over it, and the next question opens another. pg tells it a second time
  // as an event, idle or not, and an event nobody listens to would end the process.
  pool.on('error', alreadyTold);
  pool.on('connect', (client) => client.on('error', alreadyTold));
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, dialect: 'postgres', bulkWrites: () => undefined, close: () => kysely.destroy() };
}

const alreadyTold = () => undefined;

/** For a thread that only reads: sessions that refuse every change. */
export function postgresReader(url: string): Kysely<Database> {
  return postgres(url, statementTimeoutMs, '-c default_transaction_read_only=on').kysely;
}

async function migrate(kysely: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error)
    throw new Error(`The database could not be brought to its shape: ${error.message}`, { cause: error });
  if (error) throw new Error('The database could not be brought to its shape.', { cause: error });
}
