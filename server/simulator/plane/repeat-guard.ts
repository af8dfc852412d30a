// The same number from the same extension again within 15 seconds is not carried out.
import type { SimClock } from '../base/clock.ts';

export const guardMs = 15_000;

export type RepeatGuard = (extension: string, number: string) => boolean;

/** True = may go, and is remembered; false = too soon. */
export function repeatGuard(clock: SimClock): RepeatGuard {
  const last = new Map<string, number>();
  return (extension, number) => {
    const now = clock.now();
    for (const [key, at] of last) {
      if (at + guardMs > now) break;
      last.delete(key);
    }
    const key = `${extension}/${number}`;
    if (last.has(key)) return false;
    last.set(key, now);
    return true;
  };
}
