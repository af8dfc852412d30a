// A PostgreSQL database of its own for one test, dropped at its end. `TEST_PG_URL` names a server on which a
// database may be made; without it there is none, and the tests say so.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Connection } from '../../server/db/connect.ts';
import { openDb } from '../../server/db/open.ts';

export const pgServer = process.env.TEST_PG_URL ?? null;

export interface TempPg extends Connection {
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
  const connection = await openDb(url.href);
  return {
    ...connection,
    async cutConnections() {
      const cut = await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        name,
      ]);
      return cut.rowCount ?? 0;
    },
    async close() {
      await connection.close();
      await admin.query(`drop database ${name}`);
      await admin.end();
    },
  };
}
