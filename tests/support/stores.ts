// The databases a promise of the store is held on: SQLite always, PostgreSQL where TEST_PG_URL names a server.
import type { Connection } from '../../server/db/connect.ts';
import { tempDb } from './temp-db.ts';
import { pgServer, tempPg } from './temp-pg.ts';

export interface Store {
  readonly name: string;
  open(): Promise<Connection>;
}

const server = pgServer;
export const stores: readonly Store[] = [
  { name: 'SQLite', open: tempDb },
  ...(server === null ? [] : [{ name: 'PostgreSQL', open: () => tempPg(server) }]),
];
