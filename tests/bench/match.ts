// Pairs what was sent with what was seen of the same agent in the same state afterwards.
import type { Sent } from './load.ts';

/** Latencies in ms; an event that was never seen counts as `missing`. */
export function latencies(
  sent: readonly Sent[],
  seen: readonly { extension: string; state: string; at: number }[],
): { ms: number[]; missing: number } {
  const byKey = new Map<string, number[]>();
  for (const one of seen) {
    const key = `${one.extension} ${one.state}`;
    byKey.set(key, [...(byKey.get(key) ?? []), one.at]);
  }
  const ms: number[] = [];
  let missing = 0;
  for (const one of [...sent].sort((a, b) => a.sentAt - b.sentAt)) {
    const times = byKey.get(`${one.extension} ${one.state}`);
    const at = times?.find((t) => t >= one.sentAt);
    if (at === undefined || at - one.sentAt > 5_000) {
      missing++;
      continue;
    }
    ms.push(at - one.sentAt);
  }
  return { ms, missing };
}
