// One beat a second for everything on a page that shows time, on the whole second of the server's clock, so that
// all timers turn over together. It renders nothing: whoever listens writes its own text.
import type { ServerClock } from './connection.tsx';

export type Tick = (now: number) => void;
export interface Ticker {
  /** Called at once and then every second. Returns the way to stop. */
  listen(tick: Tick): () => void;
}

/** Timers written before the next frame. */
const ticksInFrame = 60;

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
    write([...listeners], clock.now());
    running = listeners.size > 0;
    if (running) again();
  }
  /** A wall of hundreds turns over within a few frames instead of in one long one; nobody sees the difference. */
  function write(ticks: readonly Tick[], now: number) {
    for (const tick of ticks.slice(0, ticksInFrame)) if (listeners.has(tick)) tick(now);
    const rest = ticks.slice(ticksInFrame);
    if (rest.length > 0) requestAnimationFrame(() => write(rest, now));
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
