// An embedded database of its own for one test, removed with everything in it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../server/db/connect.ts';
import { openDb } from '../../server/db/open.ts';

export interface TempDb extends Connection {
  readonly url: string;
  readonly file: string;
}

export async function tempDb(): Promise<TempDb> {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-test-'));
  const file = join(directory, 'wallboard.db');
  const url = `file:${file}`;
  const connection = await openDb(url);
  return {
    ...connection,
    url,
    file,
    async close() {
      await connection.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
