// A live board moved by hand: tests of what comes after it say which ops happened, and nothing is decided.
import type { Board, Call, Source, TypedOp } from '../../lib/protocol/board.ts';
import type { Clock } from '../../server/clock.ts';
import type { LiveBoard, Published } from '../../server/live-board.types.ts';

export interface HandBoard extends LiveBoard {
  publish(...ops: readonly TypedOp[]): void;
  /** Something was taken out of it. */
  redacted(): void;
}

export function agentRecord(extension: string, state: 'free' | 'busy' | 'talking' = 'free') {
  return {
    extension,
    name: null,
    team: null,
    state,
    word: 'Libre',
    since: 0,
    queues: [],
    calls: [],
    from: 'poll' as const,
  };
}

export function handBoard(clock: Clock, epoch = 'epoch-1'): HandBoard {
  const changeListeners = new Set<(change: Published) => void>();
  const sourceListeners = new Set<(source: Source) => void>();
  const redactedListeners = new Set<() => void>();
  let version = 0;
  let board: Board = {
    source: { pbx: 'live', pbxAt: null, pbxWhy: null, hooks: 'off', hooksAt: null, hooksWhy: null },
    agents: {},
    queues: {},
    calls: {},
  };
  return {
    epoch,
    version: () => version,
    board: () => board,
    publish(...ops) {
      for (const op of ops) board = applyOp(board, op);
      version += 1;
      for (const listener of changeListeners) listener({ from: version - 1, to: version, ops, now: clock.now() });
    },
    touchSource(patch) {
      board = { ...board, source: { ...board.source, ...patch } };
      for (const listener of sourceListeners) listener(board.source);
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onSource(listener) {
      sourceListeners.add(listener);
      return () => sourceListeners.delete(listener);
    },
    onRedacted(listener) {
      redactedListeners.add(listener);
      return () => redactedListeners.delete(listener);
    },
    redacted() {
      for (const listener of redactedListeners) listener();
    },
    accept: () => Promise.reject(new Error('a hand board takes no input')),
    acceptHook: () => Promise.reject(new Error('a hand board takes no hook')),
    replay: () => Promise.reject(new Error('a hand board replays nothing')),
    findCall: (): Call | null => null,
    close: () => Promise.resolve(),
  };
}

/** Also what a client does with an op: a second, independent reading of the protocol. */
export function applyOp(board: Board, op: readonly [string, string, string, unknown?]): Board {
  const [what, kind, id, fields] = op;
  const table: Record<string, unknown> = { ...Object.entries(board).find(([name]) => name === kind)?.[1] };
  if (what === 'del') delete table[id];
  else if (what === 'put') table[id] = fields;
  else if (table[id] !== undefined) table[id] = Object.assign({}, table[id], fields);
  return { ...board, [kind]: table };
}
