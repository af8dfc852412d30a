// Hands ended calls to the store: when they end, and again when a late event changes what is known of them.
// It never holds up the board; what the disk refuses is tried again, and a start writes what the log brings back.
import type { Change } from '../lib/board/change.ts';
import { findCall } from '../lib/board/find-call.ts';
import type { BoardState } from '../lib/board/state.ts';
import type { Call } from '../lib/protocol/board.ts';
import type { Clock, Timer } from './clock.ts';
import type { Logger } from './log.ts';

const gatherMs = 100;
const retryMs = 5_000;
/** Above this the oldest are left to the log: a disk that refuses for hours must not fill the memory. */
const keptAtMost = 20_000;

export interface EndedCalls {
  note(state: BoardState, changes: readonly Change[]): void;
  /** Writes what waits now. */
  flush(): Promise<void>;
  /** Writes what is left. */
  close(): Promise<void>;
}

export function createEndedCalls(parts: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly save: (calls: readonly Call[]) => Promise<void>;
}): EndedCalls {
  const { clock, log } = parts;
  const waiting = new Map<string, Call>();
  let timer: Timer | null = null;
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    const calls = [...waiting.values()];
    waiting.clear();
    if (calls.length === 0) return;
    try {
      await parts.save(calls);
    } catch (error) {
      log.error({ err: error, count: calls.length }, 'ended calls could not be stored; tried again soon');
      // What became known meanwhile is newer.
      for (const call of calls) if (!waiting.has(call.id)) waiting.set(call.id, call);
      for (const id of waiting.keys()) {
        if (waiting.size <= keptAtMost) break;
        waiting.delete(id);
      }
      later(retryMs);
    }
  }
  function later(ms: number) {
    timer ??= clock.after(ms, () => {
      timer = null;
      writing = (writing ?? Promise.resolve()).then(write);
    });
  }

  return {
    note(state, changes) {
      for (const [, kind, id] of changes) {
        if ((kind !== 'calls' && kind !== 'memory:calls') || id === undefined) continue;
        const call = findCall(state, id);
        if (call?.state === 'ended') waiting.set(call.id, call);
        else waiting.delete(id);
      }
      if (waiting.size > 0) later(gatherMs);
    },
    async flush() {
      writing = (writing ?? Promise.resolve()).then(write);
      await writing;
    },
    async close() {
      timer?.cancel();
      await writing;
      timer?.cancel();
      await write();
      timer?.cancel();
    },
  };
}
