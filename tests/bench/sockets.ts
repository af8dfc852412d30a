// Many sockets that listen to the board as screens do, and when each change of an agent reached the last of them.
// They live in a thread of their own: what they read must not delay the clock of who sends the events.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface Heard {
  readonly extension: string;
  readonly state: string;
  /** Unix ms with fractions. */
  readonly at: number;
}
export interface Watchers {
  /** Every agent change so far that reached the socket that connected last, in order. */
  heard(): Promise<Heard[]>;
  close(): Promise<void>;
}

/** Connects `count` sockets; resolves when all have their snapshot. */
export async function watch(url: string, token: string, count: number): Promise<Watchers> {
  const worker = new Worker(new URL('./sockets-thread.ts', import.meta.url), { workerData: { url, token, count } });
  await once(worker, 'message');
  return {
    async heard() {
      worker.postMessage('heard');
      const [heard]: Heard[][] = await once(worker, 'message');
      return heard ?? [];
    },
    async close() {
      await worker.terminate();
    },
  };
}
