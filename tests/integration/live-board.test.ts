import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoardInput } from '../../lib/board/input.ts';
import type { RawHook } from '../../lib/pbx/hook.ts';
import type { Board, Call } from '../../lib/protocol/board.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { createLiveBoard, type LiveBoardParts } from '../../server/live-board.ts';
import type { LiveBoard, Published } from '../../server/live-board.types.ts';
import { createLog } from '../../server/log.ts';
import { type ArrayLog, arrayLog } from '../support/array-log.ts';
import { applyOp } from '../support/hand-board.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';

let clock: ManualClock;
let log: ArrayLog;
let open: LiveBoard[];
let saved: Call[];
let letters: { sequence: number; reason: string; settled: boolean }[];
let fields: Record<string, string>;

beforeEach(() => {
  clock = manualClock();
  log = arrayLog();
  open = [];
  saved = [];
  letters = [];
  fields = {};
});
afterEach(async () => {
  for (const board of open) await board.close();
});

async function start(more: Partial<LiveBoardParts> = {}): Promise<LiveBoard> {
  const board = await createLiveBoard({
    inputLog: log,
    clock,
    log: createLog({ level: 'silent', secrets: [] }),
    metrics: createMetrics(),
    house: { timezone: 'Europe/Lisbon' },
    hookOptions: () => ({ fields, skewMs: 0 }),
    saveCalls: (calls) => {
      saved.push(...calls);
      return Promise.resolve();
    },
    deadLetters: {
      record: (notes) => {
        for (const { sequence, reason } of notes) {
          const known = letters.find((letter) => letter.sequence === sequence);
          if (known) known.reason = reason;
          else letters.push({ sequence, reason, settled: false });
        }
        return Promise.resolve();
      },
      settle: (sequence) => {
        for (const letter of letters) if (letter.sequence === sequence) letter.settled = true;
        return Promise.resolve();
      },
    },
    ...more,
  });
  open.push(board);
  return board;
}

/** `timbre` and so on at an extension, in the vocabulary of the recommended template. */
function hook(id: string, state: string, extension: string, more: Record<string, string> = {}): RawHook {
  const body = {
    Id_llamada: id,
    Extension: extension,
    Tipo: 'entrante',
    Estado_llamado: state,
    Telefono_contacto: '912345678',
    ...more,
  };
  return { method: 'POST', contentType: 'application/json', query: '', body: JSON.stringify(body) };
}
const polled = (states: Record<string, 'free' | 'busy'>): BoardInput => ({
  type: 'state_polled',
  at: clock.now(),
  askedAt: clock.now() - 10,
  complete: true,
  agents: Object.fromEntries(
    Object.entries(states).map(([extension, state]) => [
      extension,
      { state, word: state === 'free' ? 'Libre' : 'Ocupada' },
    ]),
  ),
});
const id = (n: number) => `${Math.floor(clock.now() / 1000)}.${n}`;

describe('publishing', () => {
  test('versions chain and the ops alone rebuild the board', async () => {
    const board = await start();
    let copy: Board = board.board();
    const changes: Published[] = [];
    board.onChange((change) => {
      changes.push(change);
      for (const op of change.ops) copy = applyOp(copy, op);
    });
    await board.accept(polled({ '116': 'free', '117': 'free' }));
    const call = id(1);
    for (const state of ['timbre', 'descolgado', 'colgado']) {
      await clock.advance(1_000);
      await board.acceptHook(
        hook(call, state, '116', state === 'colgado' ? { Info: 'ANSWER', Final: 'atendida' } : {}),
        clock.now(),
      );
    }
    await clock.advance(61_000);
    expect(changes.length).toBeGreaterThanOrEqual(5);
    for (const [index, change] of changes.entries()) {
      expect(change.to).toBe(change.from + 1);
      expect(change.from).toBe(changes[index - 1]?.to ?? 1);
    }
    expect(board.version()).toBe(changes.at(-1)?.to);
    expect({ ...copy, source: null }).toEqual({ ...board.board(), source: null });
    expect(Object.keys(board.board().calls)).toEqual([]);
    expect(saved.at(-1)).toMatchObject({ state: 'ended', result: 'answered' });
    expect(board.findCall(call)).toMatchObject({ result: 'answered' });
  });

  test('a listener that fails does not stop the others', async () => {
    const board = await start();
    const heard: number[] = [];
    board.onChange(() => {
      throw new Error('a broken listener');
    });
    board.onChange((change) => heard.push(change.to));
    await board.accept(polled({ '116': 'free' }));
    expect(heard).toEqual([2]);
  });

  test('a poll that says nothing new is neither logged nor published', async () => {
    const board = await start();
    await board.accept(polled({ '116': 'free' }));
    const { length } = log.entries;
    const version = board.version();
    await clock.advance(2_000);
    expect(await board.accept(polled({ '116': 'free' }))).toEqual({ ops: [] });
    expect(log.entries).toHaveLength(length);
    expect(board.version()).toBe(version);
  });

  test('the age of a source is told without a version and without the log', async () => {
    const board = await start();
    const ages: (number | null)[] = [];
    board.onSource((source) => ages.push(source.pbxAt));
    board.touchSource({ pbxAt: 42 });
    expect(ages).toEqual([42]);
    expect(board.board().source.pbxAt).toBe(42);
    expect([log.entries.length, board.version()]).toEqual([0, 1]);
  });
});

describe('webhooks', () => {
  test('the answer carries the reference of the call, the same for all of its events', async () => {
    const board = await start();
    const call = id(7);
    const first = await board.acceptHook(hook(call, 'timbre', '116'), clock.now());
    const second = await board.acceptHook(hook(call, 'descolgado', '116'), clock.now());
    expect(first.callRef).toBeTruthy();
    expect(second.callRef).toBe(first.callRef);
  });

  test('what the disk refuses changes nothing', async () => {
    const board = await start();
    log.refusing = true;
    await expect(board.acceptHook(hook(id(1), 'timbre', '116'), clock.now())).rejects.toThrow('no room');
    expect(board.version()).toBe(1);
    expect(board.board().calls).toEqual({});
  });

  test('a dead letter is listed and, once the mapping is mended, read as if it had never failed', async () => {
    const board = await start();
    const at = clock.now();
    const call = id(3);
    const strange: RawHook = {
      ...hook(call, '', '116'),
      body: JSON.stringify({
        Id_llamada: call,
        Extension: '116',
        Tipo: 'entrante',
        st: 'timbre',
        Telefono_contacto: '912345678',
      }),
    };
    const { reading, callRef } = await board.acceptHook(strange, at);
    expect([reading.ok, callRef]).toEqual([false, null]);
    expect(letters).toEqual([{ sequence: 1, reason: 'no_state', settled: false }]);
    expect((await board.replay(1)).ok).toBe(false);
    fields = { ESTADO: 'st' };
    await clock.advance(5_000);
    expect((await board.replay(1)).ok).toBe(true);
    expect(letters[0]?.settled).toBe(true);
    const late = board.findCall(call);

    log = arrayLog();
    const other = await start();
    await other.acceptHook(strange, at);
    expect(late).toEqual(other.findCall(call));
  });
});

describe('restarting', () => {
  const unreadable: RawHook = {
    method: 'POST',
    contentType: null,
    query: '',
    body: '{"Id_llamada":"1630045541.1","st":"timbre","Extension":"116"}',
  };

  test('[A16] a webhook that was stored but not listed when the process ended is listed at the start, once', async () => {
    log.entries.push({ kind: 'hook', at: clock.now(), raw: unreadable, skewMs: 0 });
    await start();
    await start();
    expect(letters).toEqual([{ sequence: 1, reason: 'no_state', settled: false }]);
  });

  test('[A16] one that was read again when the process ended before saying so is settled at the start', async () => {
    log.entries.push({ kind: 'hook', at: clock.now(), raw: unreadable, skewMs: 0 });
    await start();
    fields = { ESTADO: 'st' };
    log.entries.push({ kind: 'replay', at: clock.now(), of: 1 });
    await start();
    expect(letters).toEqual([{ sequence: 1, reason: 'no_state', settled: true }]);
  });

  test('[A16] no checkpoint hides a webhook that could not be listed', async () => {
    let refusing = true;
    const listed: number[] = [];
    const board = await start({
      deadLetters: {
        record: (notes) => {
          if (refusing) return Promise.reject(new Error('no room on the disk'));
          listed.push(...notes.map(({ sequence }) => sequence));
          return Promise.resolve();
        },
        settle: () => Promise.resolve(),
      },
    });
    await board.acceptHook(unreadable, clock.now());
    await clock.advance(5 * 60_000);
    expect(log.checkpoints).toEqual([]);
    refusing = false;
    await clock.advance(5 * 60_000);
    expect([listed, log.checkpoints.map(({ sequence }) => sequence)]).toEqual([[1], [1]]);
  });

  async function liveThroughSomething(board: LiveBoard) {
    await board.accept(polled({ '116': 'free', '117': 'free', '118': 'busy' }));
    for (let n = 1; n <= 6; n++) {
      const call = id(n);
      const extension = n % 2 ? '116' : '117';
      await board.acceptHook(hook(call, 'timbre', extension, { Cola: '200_Ventas' }), clock.now());
      await clock.advance(700);
      if (n % 3) await board.acceptHook(hook(call, 'descolgado', extension, { Cola: '200_Ventas' }), clock.now());
      await clock.advance(900);
      if (n < 5) {
        const end = { Cola: '200_Ventas', Final: n % 3 ? 'atendida' : 'abandono' };
        await board.acceptHook(hook(call, 'colgado', extension, end), clock.now());
      }
    }
  }

  test('the log alone, a checkpoint, and a checkpoint with a rest all give the same board', async () => {
    const board = await start();
    await liveThroughSomething(board);
    const fromLog = await start();
    expect(fromLog.board()).toEqual(board.board());
    expect(fromLog.epoch).not.toBe(board.epoch);

    await clock.advance(0);
    await board.close();
    expect(log.checkpoints).toHaveLength(1);
    const fromCheckpoint = await start();
    expect(fromCheckpoint.board()).toEqual(board.board());

    await fromCheckpoint.accept(polled({ '116': 'busy', '119': 'free' }));
    const fromBoth = await start();
    expect(fromBoth.board()).toEqual(fromCheckpoint.board());
    expect(fromBoth.board().agents['119']).toBeDefined();
  });

  test('a checkpoint is saved every five minutes, and not without news', async () => {
    const board = await start();
    await board.accept(polled({ '116': 'free' }));
    await clock.advance(5 * 60_000);
    expect(log.checkpoints).toHaveLength(1);
    await clock.advance(20 * 60_000);
    expect(log.checkpoints).toHaveLength(1);
  });

  test('a poisoned entry and an unreadable checkpoint are skipped, never a failed start', async () => {
    const board = await start();
    await liveThroughSomething(board);
    const poison = { kind: 'input', at: clock.now(), input: { type: 'state_polled', agents: null, at: 'x' } };
    log.entries.splice(3, 0, poison as never);
    log.entries.push({ kind: 'replay', at: clock.now(), of: 9_999 });
    log.checkpoints.push({ sequence: 2, at: clock.now(), state: { shape: 'of another time' } });
    const metrics = createMetrics();
    const restarted = await start({ metrics });
    expect(restarted.board().calls).toEqual(board.board().calls);
    expect((await metrics.inputsSkipped.get()).values[0]?.value).toBe(1);
  });

  test('calls that ended unseen by the store are stored after the start', async () => {
    const board = await start({ saveCalls: () => Promise.reject(new Error('disk away')) });
    await liveThroughSomething(board);
    expect(saved).toEqual([]);
    await start();
    await clock.advance(1_000);
    expect(new Set(saved.map((call) => call.id)).size).toBe(4);
  });
});
