// What is stored is forgotten in time, every night, without holding up what comes in meanwhile.
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccessDb, openAccessTables } from '../../server/access/tables.ts';
import type { Connection } from '../../server/db/connect.ts';
import { recordDeadLetters, settleDeadLetter } from '../../server/db/dead-letters.ts';
import { endedCall, saveCalls } from '../../server/db/ended-calls.ts';
import { createInputLog } from '../../server/db/input-log.ts';
import type { InputLog, LogEntry } from '../../server/db/input-log.types.ts';
import { pruneLog } from '../../server/db/prune-log.ts';
import { pruneEndedCalls } from '../../server/db/prune-rows.ts';
import { createNightly, type Nightly } from '../../server/nightly.ts';
import { openRetention, type RetentionSetting } from '../../server/retention.ts';
import { callRecord } from '../support/call-record.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { stores } from '../support/stores.ts';
import { wholeApp } from '../support/whole-app.ts';

const log = pino({ level: 'silent' });
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const hook = (at: number): LogEntry => ({
  kind: 'hook',
  at,
  raw: { method: 'POST', contentType: null, query: '', body: '{}' },
});
const call = (id: string, endedAt: number) =>
  callRecord({
    id,
    ref: 'r-1',
    party: '+351912345678',
    queue: '200',
    startedAt: endedAt - 60_000,
    state: 'ended',
    endedAt,
    result: 'abandoned',
  });

describe.each(stores)('[A20] retention on $name', (store) => {
  let db: Connection;
  let access: AccessDb;
  let inputLog: InputLog;
  let clock: ManualClock;
  let nightly: Nightly;
  let retention: RetentionSetting;
  const failures: unknown[] = [];
  const restart = () =>
    createNightly({
      db: db.kysely,
      clock,
      log: { info: () => undefined, error: (...failure: unknown[]) => void failures.push(failure) },
      timezone: 'Europe/Lisbon',
      retention,
    });
  beforeEach(async () => {
    failures.length = 0;
    db = await store.open();
    access = await openAccessTables(db.kysely);
    retention = await openRetention({ db: db.kysely, log });
    inputLog = await createInputLog({ db: db.kysely, log });
    clock = manualClock(Date.UTC(2026, 5, 1, 12));
    nightly = restart();
  });
  afterEach(async () => {
    await nightly.stop();
    await db.close();
  });
  const append = (entry: LogEntry) => inputLog.append(entry, (sequence) => sequence);
  const sequences = async () => {
    const found: number[] = [];
    for await (const entry of inputLog.readAfter(0)) found.push(entry.sequence);
    return found;
  };
  const forgottenAt = async () => {
    const row = await db.kysely.selectFrom('meta').selectAll().where('key', '=', 'forgotten_at').executeTakeFirst();
    return row ? Number(row.value) : null;
  };
  const runAt = (at: number) => expect.poll(forgottenAt).toBe(at);
  const saved = (key: string, at: number) =>
    access
      .insertInto('wall_idempotency')
      .values({ user_key: 'u', route: 'r', idem_key: key, body_hash: 'h', answer: '{}', at })
      .execute();

  it('every table loses what is too old and keeps what is not', async () => {
    const now = clock.now();
    for (const [at, id] of [
      [now - 91 * dayMs, 'old'],
      [now - 89 * dayMs, 'young'],
    ] as const) {
      await saveCalls(db.kysely, [call(id, at)]);
      const row = {
        id,
        kind: 'call',
        user_key: 'u',
        user_name: 'u',
        extension: '116',
        number_masked: null,
        number_hash: null,
        at,
      };
      await access
        .insertInto('wall_action')
        .values({ ...row, outcome: null, words: null, settled_at: null })
        .execute();
    }
    await saved('old', now - 25 * hourMs);
    await saved('young', now - 23 * hourMs);
    // 1 waited too long, 2 still waits, 3 was read, 4 is simply old, 5 is young.
    for (const days of [91, 89, 88, 31, 29, 0, 0]) await append(hook(now - days * dayMs));
    for (const [sequence, days] of [
      [1, 91],
      [2, 89],
      [3, 88],
    ] as const) {
      await recordDeadLetters(db.kysely, [{ sequence, at: now - days * dayMs, reason: 'no_id', detail: '' }]);
    }
    await settleDeadLetter(db.kysely, 3, now);
    await inputLog.saveCheckpoint(6, now, {});
    await inputLog.saveCheckpoint(7, now, {});

    nightly.begin();
    await runAt(now);
    expect(failures).toEqual([]);
    expect(await endedCall(db.kysely, 'old')).toBeNull();
    expect((await endedCall(db.kysely, 'young'))?.id).toBe('young');
    expect(await db.kysely.selectFrom('call_pbx_id').select('call_id').execute()).toEqual([{ call_id: 'young' }]);
    expect(await access.selectFrom('wall_action').select('id').execute()).toEqual([{ id: 'young' }]);
    expect(await access.selectFrom('wall_idempotency').select('idem_key').execute()).toEqual([{ idem_key: 'young' }]);
    const letters = await db.kysely.selectFrom('dead_letter').select('sequence').orderBy('sequence').execute();
    expect(letters.map((letter) => letter.sequence)).toEqual([2, 3]);
    expect(await sequences()).toEqual([2, 5, 6, 7]);
    const removed = { log: 3, calls: 1, deadLetters: 1, orders: 1, records: 0, answers: 1, numberKeys: 0 };
    expect(await retention.lastRun()).toEqual({ at: now, ...removed });
  });

  it('[A29] each kind is kept as long as is set, from the next night on; nothing is kept shorter than is allowed', async () => {
    const now = clock.now();
    await saveCalls(db.kysely, [call('three', now - 3 * dayMs), call('five', now - 5 * dayMs)]);
    expect(retention.current()).toEqual({ log: 30, calls: 90, deadLetters: 90, orders: 90, records: 731 });
    await expect(retention.put({ calls: 0 })).rejects.toThrow();
    expect(await retention.put({ calls: 4 })).toEqual({ log: 30, calls: 4, deadLetters: 90, orders: 90, records: 731 });
    nightly.begin();
    await runAt(now);
    const left = await db.kysely.selectFrom('ended_call').select('id').execute();
    expect(left).toEqual([{ id: 'three' }]);
    expect((await retention.lastRun())?.calls).toBe(1);
    // A start knows it too; one that nobody can read forgets nothing early.
    expect((await openRetention({ db: db.kysely, log })).current().calls).toBe(4);
    await db.kysely.updateTable('meta').set({ value: '{"log":0}' }).where('key', '=', 'retention').execute();
    expect((await openRetention({ db: db.kysely, log })).current()).toEqual({
      log: 365,
      calls: 1_095,
      deadLetters: 365,
      orders: 1_095,
      records: 1_096,
    });
  });

  it('runs in the quiet hour of the house, once a night', async () => {
    const start = clock.now();
    nightly.begin();
    await runAt(start);
    // 12:00 UTC is 13:00 in Lisbon in June; its 03:00 is 14 hours away.
    for (let hour = 1; hour <= 40; hour++) {
      await clock.advance(hourMs);
      const nights = hour < 14 ? 0 : hour < 38 ? 14 : 38;
      await runAt(start + nights * hourMs);
      await expect.poll(() => clock.pending()).toBe(1);
    }
  });

  it('a start within the day leaves it to the night, one after more than a day runs at once', async () => {
    const first = clock.now();
    nightly.begin();
    await runAt(first);
    await nightly.stop();
    await clock.advance(5 * hourMs);
    nightly = restart();
    nightly.begin();
    await expect.poll(() => clock.pending()).toBe(1);
    expect(await forgottenAt()).toBe(first);
    await nightly.stop();
    await clock.advance(24 * hourMs);
    nightly = restart();
    nightly.begin();
    await runAt(first + 29 * hourMs);
  });

  it('a night that fails is tried again within the hour', async () => {
    await db.kysely.schema.alterTable('ended_call').renameTo('elsewhere').execute();
    nightly.begin();
    await expect.poll(() => clock.pending()).toBe(1);
    expect(failures).toHaveLength(1);
    expect(await forgottenAt()).toBeNull();
    await db.kysely.schema.alterTable('elsewhere').renameTo('ended_call').execute();
    await clock.advance(hourMs);
    await runAt(clock.now());
  });

  it('a webhook that was read since the older checkpoint stays: a start reads it again', async () => {
    for (let n = 1; n <= 4; n++) await append(hook(n));
    await inputLog.saveCheckpoint(3, 3, {});
    await inputLog.saveCheckpoint(4, 4, {});
    await append({ kind: 'replay', at: 5, of: 2 });
    expect(await pruneLog(db.kysely, 1_000)).toBe(1);
    const read = [];
    for await (const entry of inputLog.readAfter(4)) read.push(entry.replayed?.at);
    expect(read).toEqual([2]);
  });

  it('what comes in while much is forgotten waits for one step, not for all', async () => {
    const calls = Array.from({ length: 2_600 }, (_, n) => call(String(n), n));
    for (let n = 0; n < calls.length; n += 200) await saveCalls(db.kysely, calls.slice(n, n + 200));
    const end = new AbortController();
    const pruning = pruneEndedCalls(db.kysely, dayMs, end.signal).catch(String);
    await append(hook(1));
    end.abort();
    await pruning;
    const { left } = await db.kysely
      .selectFrom('ended_call')
      .select((select) => select.fn.countAll().as('left'))
      .executeTakeFirstOrThrow();
    expect(Number(left)).toBeGreaterThan(0);
  });
});

it('[A20] a server that starts begins with it', async () => {
  const house = await wholeApp();
  const { db } = house.app.services;
  const kept = () => db.selectFrom('meta').select('key').where('key', '=', 'forgotten_at').execute();
  await expect.poll(async () => (await kept()).length).toBe(1);
  await house.close();
});
