// How far the server's clock is from this machine's, measured from the instants in its messages. A message is always
// late, never early: the largest difference of the last few is the truest. A step of either clock starts anew.

export interface ClockSkew {
  /** Notes one message: its `now`, and this machine's clock at its arrival. Unix ms. */
  add(serverNow: number, localNow: number): void;
  /** Server minus local, ms; 0 before the first message. */
  skewMs(): number;
}

const remembered = 32;
/** A difference this far below the estimate is a clock that was set, not a slow message. Milliseconds. */
const stepMs = 5_000;

export function createClockSkew(firstMs = 0): ClockSkew {
  let samples: number[] = [];
  let skewMs = firstMs;
  return {
    add(serverNow, localNow) {
      const sample = serverNow - localNow;
      if (samples.length > 0 && sample < skewMs - stepMs) samples = [];
      samples = [...samples.slice(1 - remembered), sample];
      skewMs = Math.max(...samples);
    },
    skewMs: () => skewMs,
  };
}
