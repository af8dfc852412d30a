import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../components/live/back-off.ts';
import { createBoardStore } from '../../components/live/board-store.ts';
import { createClockSkew } from '../../components/live/clock-skew.ts';
import { type BoardSocket, type ConnectionState, openConnection } from '../../components/live/open-connection.ts';
import { readSavedBoard, saveBoard } from '../../components/live/saved-board.ts';

const source = { pbx: 'live', pbxAt: 1, pbxWhy: null, hooks: 'live', hooksAt: 1, hooksWhy: null };
const board = { source, agents: {}, queues: {}, calls: {} };

/** A line to a server played by hand, and a clock that stands still until moved. */
function line() {
  let now = 1_000_000;
  const timers = new Set<{ at: number; run: () => void }>();
  const listeners = new Map<string, (message: unknown) => void>();
  const sent: unknown[][] = [];
  const states: ConnectionState[] = [];
  const attempts: unknown[] = [];
  let strangers = 0;
  const store = createBoardStore(new QueryClient());
  const connection = openConnection({
    store,
    skew: createClockSkew(),
    now: () => now,
    random: () => 0.5,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onState: (state) => states.push(state),
    onStranger: () => {
      strangers += 1;
    },
    openSocket(handshake): BoardSocket {
      return {
        on: (event, listener) => listeners.set(event, listener),
        emit: (...message) => sent.push(message),
        connect: () => attempts.push(handshake()),
        disconnect: () => {},
      };
    },
  });
  return {
    store,
    connection,
    sent,
    attempts,
    hear: (event: string, message: unknown) => listeners.get(event)?.(message),
    state: () => states.at(-1),
    strangers: () => strangers,
    snapshot: (version: number, epoch = 'e') => ({ epoch, version, now, board }),
    delta: (from: number, to: number, ops: unknown[] = [], epoch = 'e') => ({ epoch, from, to, now, ops }),
    pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        now = due.at;
        due.run();
      }
      now = end;
    },
  };
}

describe('the connection of a page', () => {
  it('[P] the first handshake tells the protocol alone; a snapshot makes it live and is acknowledged', () => {
    const the = line();
    expect(the.attempts).toEqual([{ protocol: 1 }]);
    the.hear('board:snapshot', the.snapshot(7));
    expect(the.state()).toMatchObject({ phase: 'live', recovered: null });
    expect(the.sent).toEqual([['board:ack', { version: 7 }]]);
  });

  it('[P] a delta that follows is acknowledged', () => {
    const the = line();
    the.hear('board:snapshot', the.snapshot(7));
    the.hear('board:delta', the.delta(7, 9));
    expect(the.sent.at(-1)).toEqual(['board:ack', { version: 9 }]);
  });

  it('[P] a doubt asks for a snapshot once, and takes no delta until it comes', () => {
    const the = line();
    the.hear('board:snapshot', the.snapshot(7));
    the.hear('board:delta', the.delta(8, 9));
    the.hear('board:delta', the.delta(7, 8));
    the.hear('board:delta', { nonsense: true });
    expect(the.sent.filter(([event]) => event === 'board:resync')).toHaveLength(1);
    expect(the.store.place()?.version).toBe(7);
    the.hear('board:snapshot', the.snapshot(12));
    the.hear('board:delta', the.delta(12, 13));
    expect(the.store.place()?.version).toBe(13);
  });

  it('[P] a doubt that is not answered within 10 s starts over, without asking to resume', () => {
    const the = line();
    the.hear('board:snapshot', the.snapshot(7));
    the.hear('board:delta', the.delta(8, 9));
    the.pass(10_000);
    expect(the.state()?.phase).toBe('lost');
    the.pass(1_500);
    expect(the.attempts.at(-1)).toEqual({ protocol: 1 });
  });

  it('[P] after a break it resumes from its epoch and version, at 1, 2, 4 … s', () => {
    const the = line();
    the.hear('board:snapshot', the.snapshot(7));
    the.hear('disconnect', 'transport close');
    expect(the.state()).toMatchObject({ phase: 'lost', dataAt: 1_000_000, lostAt: 1_000_000, retryAt: 1_001_000 });
    the.pass(1_000);
    expect(the.attempts.at(-1)).toEqual({ protocol: 1, epoch: 'e', version: 7 });
    the.hear('connect_error', new Error('websocket error'));
    expect(the.state()).toMatchObject({ lostAt: 1_000_000, retryAt: 1_003_000 });
    the.pass(2_000);
    the.hear('connect_error', new Error('websocket error'));
    expect(the.state()?.retryAt).toBe(1_007_000);
  });

  it('[P] the gap is told for 10 s when the line is back, also from a server with another epoch', () => {
    const the = line();
    the.hear('board:snapshot', the.snapshot(7));
    the.hear('disconnect', 'transport close');
    the.pass(60_000);
    the.hear('board:snapshot', the.snapshot(1, 'other'));
    expect(the.state()).toMatchObject({ phase: 'live', recovered: { from: 1_000_000, to: 1_060_000 } });
    expect(the.store.place()).toMatchObject({ epoch: 'other', version: 1 });
    the.pass(10_000);
    expect(the.state()?.recovered).toBe(null);
  });

  it('[P] silence after connecting is a dead line after 10 s', () => {
    const the = line();
    the.pass(10_000);
    expect(the.state()?.phase).toBe('lost');
  });

  it('[P] a stranger is sent to sign in and tries no more', () => {
    const the = line();
    the.hear('connect_error', new Error('unauthorized'));
    the.pass(120_000);
    expect(the.strangers()).toBe(1);
    expect(the.attempts).toHaveLength(1);
  });

  it('[P] another protocol asks for a reload and tries no more', () => {
    const the = line();
    the.hear('connect_error', new Error('protocol_mismatch'));
    the.pass(120_000);
    expect(the.state()?.phase).toBe('outdated');
    expect(the.attempts).toHaveLength(1);
  });

  it('[P] waking tries at once, and leaves a live line alone unless it slept', () => {
    const the = line();
    the.hear('board:snapshot', the.snapshot(7));
    the.connection.wake(false);
    expect(the.attempts).toHaveLength(1);
    the.connection.wake(true);
    expect(the.attempts).toHaveLength(2);
    the.hear('disconnect', 'ping timeout');
    the.connection.wake(false);
    expect(the.attempts).toHaveLength(3);
  });

  it('[P] a closed connection says and tries nothing', () => {
    const the = line();
    the.hear('board:snapshot', the.snapshot(7));
    the.connection.close();
    const before = the.state();
    the.hear('disconnect', 'transport close');
    the.hear('board:delta', the.delta(7, 8));
    the.pass(60_000);
    expect(the.state()).toBe(before);
    expect(the.store.place()?.version).toBe(7);
  });
});

describe('waiting and clocks', () => {
  it('[P] waits double from 1 s to 30 s and spread by a quarter', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((failures) => backOffMs(failures, 0.5))).toEqual([
      1000, 2000, 4000, 8000, 16000, 30000, 30000,
    ]);
    expect(backOffMs(0, 0)).toBe(750);
    expect(backOffMs(0, 1)).toBe(1250);
    expect(backOffMs(9, 1)).toBe(30_000);
  });

  it('[P] the skew is that of the fastest message, and follows a clock that was set back', () => {
    const skew = createClockSkew();
    skew.add(10_000, 9_000);
    skew.add(11_000, 10_400);
    expect(skew.skewMs()).toBe(1_000);
    skew.add(12_000, 72_000);
    expect(skew.skewMs()).toBe(-60_000);
  });
});

describe('the board kept for a reload', () => {
  it('[P] comes back as it was, and nothing else does', () => {
    const kept = new Map<string, string>();
    const storage = {
      setItem: (key: string, text: string) => {
        kept.set(key, text);
      },
      getItem: (key: string) => kept.get(key) ?? null,
    };
    expect(readSavedBoard(storage)).toBe(null);
    const the = line();
    the.hear('board:snapshot', the.snapshot(7));
    const place = the.store.place();
    const whole = the.store.board();
    if (!place || !whole) throw new Error('no board');
    saveBoard(storage, { snapshot: { ...place, board: whole }, skewMs: 250 });
    expect(readSavedBoard(storage)).toEqual({ snapshot: { ...place, board: whole }, skewMs: 250 });
    for (const key of kept.keys()) kept.set(key, '{"snapshot":{"epoch":1},"skewMs":0}');
    expect(readSavedBoard(storage)).toBe(null);
  });
});
