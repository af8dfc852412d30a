// A clock that moves only when told to. Timers fire in order of their due time while it advances.
import type { Clock, Timer } from '../../server/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time forward by `ms`, firing what falls due; lets promises settle between timers. */
  advance(ms: number): Promise<void>;
  /** Timers that still wait. */
  pending(): number;
}

export function manualClock(start = Date.UTC(2026, 2, 2, 9, 0, 0)): ManualClock {
  let now = start;
  let sequence = 0;
  const timers = new Map<number, { due: number; fn: () => void }>();
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    after(ms, fn): Timer {
      const key = sequence++;
      timers.set(key, { due: now + Math.max(0, ms), fn });
      return { cancel: () => void timers.delete(key) };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        let next: [number, { due: number; fn: () => void }] | undefined;
        for (const entry of timers) {
          if (entry[1].due <= end && (!next || entry[1].due < next[1].due)) next = entry;
        }
        if (!next) break;
        timers.delete(next[0]);
        now = Math.max(now, next[1].due);
        next[1].fn();
        await settle();
      }
      now = end;
      await settle();
    },
    pending: () => timers.size,
  };
}
