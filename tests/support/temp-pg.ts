// A PostgreSQL database of its own for one test, dropped at its end. `TEST_PG_URL` names a server on which a
// database may be made; without it there is none, and the tests say so.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Connection } from '../../server/db/connect.ts';
import { openDb } from '../../server/db/open.ts';

export const pgServer = process.env.TEST_PG_URL ?? null;

export interface TempPg extends Connection {
  readonly url: string;
  /** Why the lock was lost, each time it was. */
  readonly lost: readonly unknown[];
  /** Closes it as a server does, before its end; the database stays. */
  release(): Promise<void>;
  /** Connections that are answering something right now. */
  busy(): Promise<number>;
  /** Ends every connection to this database but the one that asks, as a restart of its server would. */
  cutConnections(): Promise<number>;
}

export async function tempPg(server: string): Promise<TempPg> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  const name = `wallboard_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const lost: unknown[] = [];
  const connection = await openDb(url.href, (why) => lost.push(why));
  let released: Promise<void> | null = null;
  const release = () => {
    released ??= connection.close();
    return released;
  };
  return {
    ...connection,
    url: url.href,
    lost,
    async busy() {
      const active = "select 1 from pg_stat_activity where datname = $1 and state = 'active'";
      return (await admin.query(active, [name])).rowCount ?? 0;
    },
    async cutConnections() {
      const cut = await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        name,
      ]);
      return cut.rowCount ?? 0;
    },
    release,
    async close() {
      await release();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
