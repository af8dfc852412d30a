// The PBX does not carry out the same number from the same extension again within 15 s, and does not say so.
// This decides it before the PBX is asked, so that a person reads why. State is an argument; nothing is kept here.

/** Milliseconds between two orders of one extension to one number. */
export const guardMs = 15_000;

/** Instant of the last order that counts, by {@link guardKey}. Oldest first. */
export type GuardMemory = Map<string, number>;

/** Acting extension (for transit-agent the origin) and the normalised number. */
export function guardKey(extension: string, number: string): string {
  return `${extension}>${number}`;
}

/** Whole seconds to wait, rounded up, 1 to 15; null = go ahead. */
export function secondsLeft(memory: GuardMemory, key: string, now: number): number | null {
  const last = memory.get(key);
  if (last === undefined) return null;
  const left = last + guardMs - now;
  return left > 0 ? Math.min(guardMs / 1000, Math.ceil(left / 1000)) : null;
}

/** Notes an order about to be sent, and drops what has passed. Call {@link release} when it turns out refused. */
export function hold(memory: GuardMemory, key: string, now: number): void {
  for (const [other, at] of memory) {
    if (at + guardMs > now) break;
    memory.delete(other);
  }
  memory.delete(key);
  memory.set(key, now);
}

/** A refused order, or one that was never sent, does not count. Only the order that took the place gives it back. */
export function release(memory: GuardMemory, key: string, heldAt: number): void {
  if (memory.get(key) === heldAt) memory.delete(key);
}
