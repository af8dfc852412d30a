// Keeps refusals from filling the audit trail: alike ones of one visitor are written at most once in ten minutes, with
// how many were left out since. The first of a kind is always written.
import type { Clock } from '../clock.ts';

export interface Repeats {
  /** null = leave it out; else how many like it were left out before. */
  take(key: string): number | null;
}

const everyMs = 600_000;
const forgetMs = 3_600_000;
const mostKeys = 2_000;
/** Once so many are remembered, or written within a minute, all further visitors are one. */
const others = '';

/** `mostAMinute`: each row is a commit on the disk, and a flood from many addresses must not slow the wall. */
export function createRepeats(clock: Pick<Clock, 'now'>, mostAMinute: number): Repeats {
  const seen = new Map<string, { at: number; leftOut: number }>();
  let minute = 0;
  let written = 0;
  return {
    take(key) {
      const now = clock.now();
      // They stand in the order they were written: the oldest first.
      for (const [old, { at }] of seen) {
        if (now - at < forgetMs) break;
        seen.delete(old);
      }
      if (Math.floor(now / 60_000) !== minute) {
        minute = Math.floor(now / 60_000);
        written = 0;
      }
      const name = seen.has(key) || (seen.size < mostKeys && written < mostAMinute) ? key : others;
      const known = seen.get(name);
      if (known && now - known.at < everyMs) {
        known.leftOut += 1;
        return null;
      }
      written += 1;
      seen.delete(name);
      seen.set(name, { at: now, leftOut: 0 });
      return known?.leftOut ?? 0;
    },
  };
}
