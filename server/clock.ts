// Time as an argument: nothing in the server asks the machine for the time or waits by itself.
export interface Timer {
  cancel(): void;
}
export interface Clock {
  /** Unix ms. */
  now(): number;
  /** Runs `fn` once after `ms`; never keeps the process alive by itself. */
  after(ms: number, fn: () => void): Timer;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const handle = setTimeout(fn, ms);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
};
