// One beat a second for everything on a page that shows time, on the whole second of the server's clock, so that
// all timers turn over together. It renders nothing: whoever listens writes its own text.
import type { ServerClock } from './connection.tsx';

export type Tick = (now: number) => void;
export interface Ticker {
  /** Called at once and then every second. Returns the way to stop. */
  listen(tick: Tick): () => void;
}

const tickers = new WeakMap<ServerClock, Ticker>();

/** The ticker of a page's clock: one per clock, running while somebody listens. */
export function tickerOf(clock: ServerClock): Ticker {
  const known = tickers.get(clock);
  if (known) return known;
  const made = createTicker(clock);
  tickers.set(clock, made);
  return made;
}

function createTicker(clock: ServerClock): Ticker {
  const listeners = new Set<Tick>();
  let running = false;
  function beat() {
    const now = clock.now();
    for (const tick of listeners) tick(now);
    running = listeners.size > 0;
    if (running) again();
  }
  // A little after the second: a timer that fires early would show the old one for a whole second more.
  function again() {
    setTimeout(beat, 1_000 - (clock.now() % 1_000) + 5);
  }
  return {
    listen(tick) {
      listeners.add(tick);
      tick(clock.now());
      if (!running) again();
      running = true;
      return () => {
        listeners.delete(tick);
      };
    },
  };
}
