// The store's tables, each by its own file of queries: dead letters, ended calls, and what is forgotten of the log.
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../lib/protocol/board.ts';
import type { Connection } from '../../server/db/connect.ts';
import {
  countOpenDeadLetters,
  openDeadLetters,
  recordDeadLetters,
  settleDeadLetter,
} from '../../server/db/dead-letters.ts';
import { endedCall, eventsOfCall, saveCalls } from '../../server/db/ended-calls.ts';
import { createInputLog } from '../../server/db/input-log.ts';
import type { InputLog, LogEntry } from '../../server/db/input-log.types.ts';
import { pruneLog } from '../../server/db/prune-log.ts';
import { callRecord } from '../support/call-record.ts';
import { stores } from '../support/stores.ts';

const log = pino({ level: 'silent' });
const hook = (at: number, body: string, query = ''): LogEntry => ({
  kind: 'hook',
  at,
  raw: { method: 'POST', contentType: 'application/json', query, body },
});
const call = (id: string, pbxIds: readonly string[], more: Partial<Call> = {}) =>
  callRecord({
    id,
    pbxIds: [...pbxIds],
    ref: 'r-1',
    queue: '200',
    startedAt: 1_000,
    state: 'ended',
    endedAt: 9_000,
    result: 'abandoned',
    ...more,
  });

describe.each(stores)('on $name', (store) => {
  let db: Connection;
  let inputLog: InputLog;
  beforeEach(async () => {
    db = await store.open();
    inputLog = await createInputLog({ db: db.kysely, log });
  });
  afterEach(() => db.close());
  const append = (entry: LogEntry) => inputLog.append(entry, (sequence) => sequence);
  const sequences = async () => {
    const found: number[] = [];
    for await (const entry of inputLog.readAfter(0)) found.push(entry.sequence);
    return found;
  };

  describe('dead letters', () => {
    it('are listed with what came, the newest first, until they are settled', async () => {
      const first = await append(hook(10, '{"a":1}', 'q=1'));
      const second = await append(hook(20, 'not json'));
      const record = (sequence: number, at: number) =>
        recordDeadLetters(db.kysely, [{ sequence, at, reason: 'no_id', detail: 'no field' }]);
      await record(first, 10);
      await record(second, 20);
      const listed = await openDeadLetters(db.kysely, 10);
      expect(listed.map((letter) => letter.sequence)).toEqual([second, first]);
      expect(listed[1]).toEqual({
        sequence: first,
        at: 10,
        reason: 'no_id',
        detail: 'no field',
        method: 'POST',
        contentType: 'application/json',
        body: '{"a":1}\nq=1',
      });
      expect(await openDeadLetters(db.kysely, 1)).toHaveLength(1);
      await settleDeadLetter(db.kysely, second, 30);
      expect((await openDeadLetters(db.kysely, 10)).map((letter) => letter.sequence)).toEqual([first]);
      expect(await countOpenDeadLetters(db.kysely)).toBe(1);
    });

    it('told twice are one, and what was settled stays so', async () => {
      const sequence = await append(hook(10, 'x'));
      const letter = { sequence, at: 10, detail: '' };
      await recordDeadLetters(db.kysely, [{ ...letter, reason: 'no_id' }]);
      await recordDeadLetters(db.kysely, [{ ...letter, reason: 'no_state' }]);
      expect(await openDeadLetters(db.kysely, 10)).toMatchObject([{ reason: 'no_state' }]);
      await settleDeadLetter(db.kysely, sequence, 20);
      await recordDeadLetters(db.kysely, [{ ...letter, reason: 'no_id' }]);
      expect(await countOpenDeadLetters(db.kysely)).toBe(0);
    });

    it('keep what no text column may hold out of the way of the list', async () => {
      const body = '{"id":"1630045541.1","status":"a\\u0000b\u0000"}';
      const sequence = await append(hook(10, body));
      await recordDeadLetters(db.kysely, [{ sequence, at: 10, reason: 'unknown_state', detail: 'a\u0000b' }]);
      expect(await openDeadLetters(db.kysely, 10)).toMatchObject([{ detail: 'a\ufffdb', body }]);
    });
  });

  describe('ended calls', () => {
    it('are found by our id, a full PBX id and a short one; the newest when a short one is shared', async () => {
      await saveCalls(db.kysely, []);
      await saveCalls(db.kysely, [
        call('1630045541.7', ['1630045541.7', '1630045542.9']),
        call('1630045541.8', ['1630045541.8'], { endedAt: 10_000 }),
      ]);
      const found = async (id: string) => (await endedCall(db.kysely, id))?.id ?? null;
      expect(await found('1630045541.7')).toBe('1630045541.7');
      expect(await found('1630045542.9')).toBe('1630045541.7');
      expect(await found('1630045542')).toBe('1630045541.7');
      expect(await found('1630045541')).toBe('1630045541.8');
      expect(await found('1630045549')).toBeNull();
    });

    it('stored again are what is known now, under every id they ever had', async () => {
      await saveCalls(db.kysely, [call('1630045541', ['1630045541'])]);
      const later = call('1630045541', ['1630045541', '1630045543.2'], { result: 'answered', endedAt: 12_000 });
      await saveCalls(db.kysely, [later]);
      await saveCalls(db.kysely, [later]);
      expect(await endedCall(db.kysely, '1630045543.2')).toEqual(later);
      expect(await endedCall(db.kysely, '1630045541')).toEqual(later);
    });

    it('show the webhooks that were heard of them, and not those of a neighbour in the same second', async () => {
      const own = await append(hook(1, '{"id":"1630045541.7"}'));
      await append(hook(2, '{"id":"1630045541.8"}'));
      const short = await append(hook(3, '', 'id=1630045541&status=colgado'));
      await append(hook(4, '{"id":"1630045549.7"}'));
      const events = await eventsOfCall(db.kysely, ['1630045541.7']);
      expect(events.map((event) => event.sequence)).toEqual([own, short]);
      expect(events[0]).toMatchObject({ at: 1, raw: { body: '{"id":"1630045541.7"}' } });
      expect(await eventsOfCall(db.kysely, [])).toEqual([]);
    });
  });

  describe('forgetting the log', () => {
    it('goes no further than both checkpoints reach, nor than it was told', async () => {
      for (let n = 1; n <= 10; n++) await append(hook(n * 10, String(n)));
      expect(await pruneLog(db.kysely, 1_000)).toBe(0);
      await inputLog.saveCheckpoint(6, 60, {});
      expect(await pruneLog(db.kysely, 1_000)).toBe(0);
      await inputLog.saveCheckpoint(8, 80, {});
      expect(await pruneLog(db.kysely, 30)).toBe(2);
      expect(await pruneLog(db.kysely, 1_000)).toBe(3);
      expect(await sequences()).toEqual([6, 7, 8, 9, 10]);
    });

    it('keeps webhooks that still wait to be read, and the numbers go on', async () => {
      for (let n = 1; n <= 3; n++) {
        await append(hook(n, String(n)));
        await recordDeadLetters(db.kysely, [{ sequence: n, at: n, reason: 'no_id', detail: '' }]);
      }
      await settleDeadLetter(db.kysely, 1, 5);
      for (let n = 4; n <= 6; n++) await append(hook(n, String(n)));
      await inputLog.saveCheckpoint(5, 5, {});
      await inputLog.saveCheckpoint(6, 6, {});
      expect(await pruneLog(db.kysely, 1_000)).toBe(2);
      expect(await sequences()).toEqual([2, 3, 5, 6]);
      expect((await openDeadLetters(db.kysely, 10)).map((letter) => letter.body)).toEqual(['3', '2']);
      const again = await createInputLog({ db: db.kysely, log });
      expect(await again.append(hook(9, 'x'), (sequence) => sequence)).toBe(7);
    });

    it('takes a long past in pages', async () => {
      await Promise.all(Array.from({ length: 4_500 }, (_, n) => append(hook(n, 'x'))));
      await inputLog.saveCheckpoint(4_499, 1, {});
      await inputLog.saveCheckpoint(4_500, 1, {});
      expect(await pruneLog(db.kysely, 10_000)).toBe(4_498);
      expect(await sequences()).toEqual([4_499, 4_500]);
    });
  });
});
