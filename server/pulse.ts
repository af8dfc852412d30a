// Runs something at once when it was quiet, then at most once per window: the first change is never held back.
import type { Clock, Timer } from './clock.ts';

export interface Pulse {
  /** Something is due: now if the window since the last run has passed, else at its end. */
  touch(): void;
  /** Runs now if something is due. */
  flush(): void;
  cancel(): void;
}

export function createPulse(clock: Clock, windowMs: number, run: () => void): Pulse {
  let timer: Timer | null = null;
  let lastAt = Number.NEGATIVE_INFINITY;
  const fire = () => {
    timer?.cancel();
    timer = null;
    lastAt = clock.now();
    run();
  };
  return {
    touch() {
      if (timer) return;
      // A clock set back must not hold a change for longer than one window.
      const waitMs = Math.min(windowMs, lastAt + windowMs - clock.now());
      if (waitMs <= 0) fire();
      else timer = clock.after(waitMs, fire);
    },
    flush() {
      if (timer) fire();
    },
    cancel() {
      timer?.cancel();
      timer = null;
    },
  };
}
