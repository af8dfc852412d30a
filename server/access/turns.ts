// Lets a costly piece of work run so many times at once and no more; some wait in line, the rest is told to come back.
// A flood of sign-ins, from however many addresses, leaves the machine to the wall.

export interface Turns {
  /** Runs it now or when its turn comes; null = the line is full, it was not run. */
  take<T>(work: () => Promise<T>): Promise<T> | null;
}

export function createTurns(atOnce: number, inLine: number): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];
  async function run<T>(work: () => Promise<T>): Promise<T> {
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  }
  return {
    take(work) {
      if (running < atOnce) return run(work);
      if (waiting.length >= inLine) return null;
      return new Promise<void>((turn) => waiting.push(turn)).then(() => run(work));
    },
  };
}
