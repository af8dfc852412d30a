// Opening the database: alone in its directory, closed to other users, refused in words a person can act on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDb } from '../../server/db/open.ts';
import { tempDb } from '../support/temp-db.ts';

let directory: string;
let url: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wallboard-open-'));
  url = `file:${join(directory, 'data', 'w.db')}`;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const refusal = /already uses this data directory/;

describe('one server per data directory', () => {
  it('a second one in the same process is refused, and may come when the first has closed', async () => {
    const first = await openDb(url);
    await expect(openDb(url)).rejects.toThrow(refusal);
    await first.close();
    await (await openDb(url)).close();
  });

  it('a directory in the place of the file is refused by name, and nothing is made beside it', async () => {
    await expect(openDb(`file:${directory}`)).rejects.toThrow(`DATABASE_URL names a directory: ${directory}`);
    expect(existsSync(`${directory}-lock`)).toBe(false);
  });

  it('one in another process is refused; what a killed one leaves behind stops nobody', async () => {
    const other = spawn('node', [resolve('tests/support/hold-directory.ts'), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    await expect(openDb(url)).rejects.toThrow(refusal);
    other.kill('SIGKILL');
    await once(other, 'close');
    await (await openDb(url)).close();
  });

  it('nothing written in a file makes a lock: after a restart of the machine any number is somebody else', async () => {
    await (await openDb(url)).close();
    // Whatever the lock is called, it says that process 1 has it, which always lives.
    for (const name of ['w.db.lock', 'w.db-lock']) writeFileSync(join(directory, 'data', name), '');
    writeFileSync(join(directory, 'data', 'w.db.lock'), '1\n');
    await (await openDb(url)).close();
  });
});

it('the directory and every file in it are for this user alone', async () => {
  const db = await openDb(url);
  await db.kysely.insertInto('meta').values({ key: 'k', value: 'v' }).execute();
  const mode = (name: string) => (statSync(join(directory, 'data', name)).mode & 0o777).toString(8);
  expect(mode('')).toBe('700');
  expect(['w.db', 'w.db-wal', 'w.db-shm', 'w.db-lock'].map(mode)).toEqual(['600', '600', '600', '600']);
  await db.close();
});

it('what is no database of ours is refused, and the directory is free again', async () => {
  await (await openDb(url)).close();
  const file = join(directory, 'data', 'w.db');
  writeFileSync(file, 'this is no database, whatever its name says'.repeat(40));
  await expect(openDb(url)).rejects.toThrow(/not a database/);
  rmSync(file);
  await (await openDb(url)).close();
  await expect(openDb('mysql://x')).rejects.toThrow(/DATABASE_URL must begin with/);
});

it('commits wait for the disk, and links between tables are kept', async () => {
  const db = await tempDb();
  const pragma = async (name: string) =>
    Object.values((await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(db.kysely)).rows[0] ?? {});
  expect(await pragma('journal_mode')).toEqual(['wal']);
  expect(await pragma('synchronous')).toEqual([2]);
  expect(await pragma('foreign_keys')).toEqual([1]);
  expect(await pragma('busy_timeout')).toEqual([5_000]);
  await db.close();
});

it('what is deleted is gone from the file too', async () => {
  const db = await tempDb();
  const values = Array.from({ length: 50 }, (_, n) => ({ key: `k${n}`, value: `made-up-secret-${n}` }));
  await db.kysely.insertInto('meta').values(values).execute();
  await sql`pragma wal_checkpoint(truncate)`.execute(db.kysely);
  expect(readFileSync(db.file, 'latin1')).toContain('made-up-secret');
  await db.kysely.deleteFrom('meta').execute();
  await sql`pragma wal_checkpoint(truncate)`.execute(db.kysely);
  expect(readFileSync(db.file, 'latin1')).not.toContain('made-up-secret');
  await db.close();
});
