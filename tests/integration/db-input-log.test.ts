import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../server/db/connect.ts';
import { CannotStore, createInputLog } from '../../server/db/input-log.ts';
import type { LogEntry } from '../../server/db/input-log.types.ts';
import { openDb } from '../../server/db/open.ts';
import { stores } from '../support/stores.ts';

const log = pino({ level: 'silent' });
const hook = (at: number, body: string): LogEntry => ({
  kind: 'hook',
  at,
  raw: { method: 'POST', contentType: 'application/json', query: '', body },
});
/** How an insert is made to fail, and how it is mended. */
const fullDisk = {
  sqlite: [
    `create trigger disk_full before insert on log begin select raise(abort, 'disk full'); end`,
    'drop trigger disk_full',
  ],
  postgres: [
    'alter table log add constraint disk_full check (false) not valid',
    'alter table log drop constraint disk_full',
  ],
} as const;
const all = async <T>(items: AsyncIterable<T>) => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

describe.each(stores)('the input log on $name', (store) => {
  let db: Connection;
  beforeEach(async () => {
    db = await store.open();
  });
  afterEach(() => db.close());

  it('applies in the order it stored, and reads back the same', async () => {
    const inputLog = await createInputLog({ db: db.kysely, log });
    const applied: number[] = [];
    const entries = Array.from({ length: 1_200 }, (_, i) => hook(i, `{"n":${i}}`));
    const note = (sequence: number) => {
      applied.push(sequence);
      return sequence;
    };
    const sequences = await Promise.all(entries.map((entry) => inputLog.append(entry, note)));
    expect(applied).toEqual([...applied].sort((a, b) => a - b));
    expect(sequences).toEqual(applied);
    const back = await all(inputLog.readAfter(0));
    expect(back.map((entry) => (entry.kind === 'hook' ? entry.raw.body : ''))).toEqual(
      entries.map((_, i) => `{"n":${i}}`),
    );
    expect((await all(inputLog.readAfter(1_190))).length).toBe(10);
  });

  it('goes on counting after a reopen', async () => {
    const first = await createInputLog({ db: db.kysely, log });
    const last = await first.append(hook(1, 'a'), (s) => s);
    const second = await createInputLog({ db: db.kysely, log });
    expect(await second.append(hook(2, 'b'), (s) => s)).toBe(last + 1);
  });

  it('when the disk refuses: nothing is applied, the sender is told, and it recovers', async () => {
    const inputLog = await createInputLog({ db: db.kysely, log });
    const [fill, empty] = fullDisk[db.dialect];
    await sql.raw(fill).execute(db.kysely);
    let applied = 0;
    const refused = await Promise.allSettled([1, 2, 3].map((n) => inputLog.append(hook(n, 'x'), () => ++applied)));
    expect(refused.map((r) => r.status === 'rejected' && r.reason instanceof CannotStore)).toEqual([true, true, true]);
    expect(applied).toBe(0);
    await sql.raw(empty).execute(db.kysely);
    await inputLog.append(hook(4, 'y'), () => ++applied);
    expect(applied).toBe(1);
    expect(await all(inputLog.readAfter(0))).toHaveLength(1);
  });

  it('a replay carries the webhook it points to, with its own receipt time', async () => {
    const inputLog = await createInputLog({ db: db.kysely, log });
    const of = await inputLog.append(hook(5, 'late'), (s) => s);
    await inputLog.append({ kind: 'replay', at: 99, of }, (s) => s);
    const [, replay] = await all(inputLog.readAfter(0));
    expect(replay).toMatchObject({ kind: 'replay', at: 99, replayed: { at: 5, raw: { body: 'late' } } });
  });

  it('keeps the newest two checkpoints and falls back when the newest is torn', async () => {
    const inputLog = await createInputLog({ db: db.kysely, log });
    for (const sequence of [1, 2, 3]) await inputLog.saveCheckpoint(sequence, sequence * 10, { sequence });
    expect(await inputLog.lastCheckpoint()).toEqual({ sequence: 3, at: 30, state: { sequence: 3 } });
    await sql`update checkpoint set state = '{"seq' where sequence = 3`.execute(db.kysely);
    expect(await inputLog.lastCheckpoint()).toEqual({ sequence: 2, at: 20, state: { sequence: 2 } });
    expect((await sql`select 1 from checkpoint`.execute(db.kysely)).rows).toHaveLength(2);
  });

  it('skips a row nobody could have written', async () => {
    const inputLog = await createInputLog({ db: db.kysely, log });
    await inputLog.append(hook(1, 'a'), (s) => s);
    await sql`insert into log values (2, 2, 'hook', '{"raw":7}', null)`.execute(db.kysely);
    await sql`insert into log values (3, 3, 'input', 'not json', null)`.execute(db.kysely);
    expect((await all(inputLog.readAfter(0))).map((entry) => entry.sequence)).toEqual([1]);
  });
});

describe('kill -9', () => {
  it('an acknowledged entry is on disk', { timeout: 60_000 }, async () => {
    const rounds = process.env.FULL ? 20 : 3;
    const directory = mkdtempSync(join(tmpdir(), 'wallboard-kill-'));
    const url = `file:${join(directory, 'w.db')}`;
    const acknowledged: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const child = spawn('node', [resolve('tests/support/append-until-killed.ts'), url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += String(chunk);
        if (text.split('\n').length > 300 + round * 50) child.kill('SIGKILL');
      });
      await once(child, 'close');
      acknowledged.push(...text.slice(0, text.lastIndexOf('\n')).split('\n').map(Number));
    }
    const db = await openDb(url);
    const inputLog = await createInputLog({ db: db.kysely, log });
    const stored = new Set((await all(inputLog.readAfter(0))).map((entry) => entry.sequence));
    await db.close();
    rmSync(directory, { recursive: true, force: true });
    expect(acknowledged.length).toBeGreaterThan(rounds * 200);
    expect(acknowledged.filter((sequence) => !stored.has(sequence))).toEqual([]);
  });
});
