// What only a database server can do to us: go away and come back, in the middle of anything.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../server/db/connect.ts';
import { CannotStore, createInputLog } from '../../server/db/input-log.ts';
import type { LogEntry } from '../../server/db/input-log.types.ts';
import { openDb } from '../../server/db/open.ts';
import { pgServer, type TempPg, tempPg } from '../support/temp-pg.ts';

const log = pino({ level: 'silent' });
const hook = (body: string): LogEntry => ({
  kind: 'hook',
  at: 1,
  raw: { method: 'POST', contentType: null, query: '', body },
});

if (!pgServer) console.warn('skipped: TEST_PG_URL names no PostgreSQL server');

describe.skipIf(!pgServer)('PostgreSQL that restarts', () => {
  let db: TempPg;
  beforeEach(async () => {
    db = await tempPg(pgServer ?? '');
  });
  afterEach(() => db.close());

  it('an idle connection that dies takes nothing down; the next question opens another', async () => {
    await sql`select 1`.execute(db.kysely);
    expect(await db.cutConnections()).toBeGreaterThan(0);
    await expect.poll(() => sql`select 1`.execute(db.kysely).then(() => 'answered', String)).toBe('answered');
  });

  it('one that dies at work refuses that work alone', async () => {
    const asked = sql`select pg_sleep(20)`.execute(db.kysely).then(() => 'answered', String);
    await expect.poll(() => db.busy()).toBe(1);
    await db.cutConnections();
    expect(await asked).toMatch(/terminat/);
    await expect.poll(() => sql`select 1`.execute(db.kysely).then(() => 'answered', String)).toBe('answered');
  });

  it('one that dies inside a transaction refuses it whole', async () => {
    const inside = db.kysely.transaction().execute(async (trx) => {
      await trx.insertInto('meta').values({ key: 'k', value: 'v' }).execute();
      await db.cutConnections();
      await trx.insertInto('meta').values({ key: 'l', value: 'v' }).execute();
    });
    await expect(inside).rejects.toThrow();
    await expect.poll(() => db.kysely.selectFrom('meta').selectAll().execute().catch(String)).toEqual([]);
  });

  it('the log refuses or has stored, counts each number once, and goes on', async () => {
    const inputLog = await createInputLog({ db: db.kysely, log });
    const applied: number[] = [];
    const append = (n: number) => inputLog.append(hook(String(n)), (sequence) => applied.push(sequence));
    const results: PromiseSettledResult<number>[] = [];
    for (let round = 0; round < 5; round++) {
      const batch = Promise.allSettled(Array.from({ length: 40 }, (_, n) => append(round * 40 + n)));
      await db.cutConnections();
      results.push(...(await batch));
    }
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(CannotStore);
    }
    await expect.poll(() => append(999).then(() => 'stored', String)).toBe('stored');
    expect(applied).toEqual([...new Set(applied)].sort((a, b) => a - b));
    const stored: number[] = [];
    for await (const entry of inputLog.readAfter(0)) stored.push(entry.sequence);
    expect(applied.filter((sequence) => !stored.includes(sequence))).toEqual([]);
  });
});

describe.skipIf(!pgServer)('one server per PostgreSQL database', () => {
  let db: TempPg;
  beforeEach(async () => {
    db = await tempPg(pgServer ?? '');
  });
  afterEach(() => db.close());
  const refusal = /Another server already uses this PostgreSQL database/;

  it('a second one is refused, an operator beside it is not, and one may come when the first has closed', async () => {
    await expect(openDb(db.url)).rejects.toThrow(refusal);
    await (await connect(db.url)).close();
    const other = await tempPg(pgServer ?? '');
    await other.close();
    expect(db.lost).toEqual([]);
  });

  /** Another process that opened it as a server does. */
  async function holder() {
    const child = spawn('node', [resolve('tests/support/hold-directory.ts'), db.url], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words += String(chunk);
    });
    await once(child.stdout, 'data');
    return { child, words: () => words };
  }

  it('one that was killed stops nobody', async () => {
    await db.release();
    const { child } = await holder();
    await expect(openDb(db.url)).rejects.toThrow(refusal);
    child.kill('SIGKILL');
    await once(child, 'close');
    // The database server notices a moment later.
    const open = () => openDb(db.url).then((connection) => connection.close(), String);
    await expect.poll(open).toBeUndefined();
  });

  it('one that loses it ends by itself, with the reason', async () => {
    await db.release();
    const { child, words } = await holder();
    const ended = once(child, 'close');
    await db.cutConnections();
    expect((await ended)[0]).not.toBe(0);
    expect(words()).toMatch(/The lock of the database is lost/);
  });

  it('a lost lock is told once', async () => {
    await db.cutConnections();
    await expect.poll(() => db.lost).toHaveLength(1);
    expect(String(db.lost[0])).toMatch(/terminat|ended/);
  });

  it('a statement that takes too long is given up, and the connection goes on', async () => {
    const hasty = await connect(db.url, 50);
    await expect(sql`select pg_sleep(20)`.execute(hasty.kysely)).rejects.toThrow(/statement timeout/);
    expect((await sql<{ one: number }>`select 1 as one`.execute(hasty.kysely)).rows).toEqual([{ one: 1 }]);
    await hasty.close();
    const { rows } = await sql<Record<string, string>>`show statement_timeout`.execute(db.kysely);
    expect(rows).toEqual([{ statement_timeout: '30s' }]);
  });
});
