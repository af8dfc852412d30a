// How far the PBX's clock is from ours, from `Date` headers that tell whole seconds only. Each answer allows a span of
// values; several together narrow it. Decides the smallest skew that fits them all.

/** Answers that are looked at together: a minute or so of polls. */
const kept = 16;

export interface Skew {
  /** All in Unix ms: the header's second, when the question left, when the head of the answer came. */
  add(date: number, askedAt: number, headAt: number): void;
  /** PBX clock minus ours, ms; null before any answer. */
  value(): number | null;
}

export function createSkew(): Skew {
  let spans: { readonly low: number; readonly high: number }[] = [];
  return {
    add(date, askedAt, headAt) {
      const span = { low: date - headAt, high: date + 999 - askedAt };
      const fitting = spans.filter((other) => other.low <= span.high && other.high >= span.low);
      // One that contradicts the newest is older than a step of either clock.
      spans = [...fitting.slice(1 - kept), span];
    },
    value() {
      if (spans.length === 0) return null;
      const low = Math.max(...spans.map((span) => span.low));
      const high = Math.min(...spans.map((span) => span.high));
      const [from, to] = low <= high ? [low, high] : [high, low];
      return Math.min(Math.max(0, from), to);
    },
  };
}
