// What only a database server can do to us: go away and come back, in the middle of anything.
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CannotStore, createInputLog } from '../../server/db/input-log.ts';
import type { LogEntry } from '../../server/db/input-log.types.ts';
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
    await expect.poll(() => db.cutConnections()).toBeGreaterThan(0);
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
