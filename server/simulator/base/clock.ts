// Time as an argument. The simulated PBX never asks the machine for the time: it is handed a clock, which a test moves.
export interface SimTimer {
  cancel(): void;
}
export interface SimClock {
  /** Unix ms. */
  now(): number;
  /** Runs `fn` once after `ms`. */
  after(ms: number, fn: () => void): SimTimer;
}
export interface ManualSimClock extends SimClock {
  /** Moves time forward by `ms`, firing in order what falls due. */
  advance(ms: number): Promise<void>;
}

export const systemSimClock: SimClock = {
  now: () => Date.now(),
  after(ms, fn) {
    const handle = setTimeout(fn, ms);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
};

export function manualSimClock(startAt: number): ManualSimClock {
  let now = startAt;
  let sequence = 0;
  const timers = new Map<number, { due: number; fn: () => void }>();
  const earliest = (end: number) => {
    let found: [number, { due: number; fn: () => void }] | undefined;
    for (const entry of timers) if (entry[1].due <= end && (!found || entry[1].due < found[1].due)) found = entry;
    return found;
  };
  return {
    now: () => now,
    after(ms, fn) {
      const key = sequence++;
      timers.set(key, { due: now + Math.max(0, Math.round(ms)), fn });
      return { cancel: () => void timers.delete(key) };
    },
    advance(ms) {
      const end = now + ms;
      for (let next = earliest(end); next; next = earliest(end)) {
        timers.delete(next[0]);
        now = Math.max(now, next[1].due);
        next[1].fn();
      }
      now = end;
      return Promise.resolve();
    },
  };
}

export function isManual(clock: SimClock): clock is ManualSimClock {
  return 'advance' in clock && typeof clock.advance === 'function';
}
