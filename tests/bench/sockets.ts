// Many sockets that listen to the board as screens do, and when each change of an agent reached the last of them.
import { io } from 'socket.io-client';
import { nowMs } from './load.ts';
import { openRawSocket } from './raw-socket.ts';

export interface Heard {
  readonly extension: string;
  readonly state: string;
  readonly at: number;
}
export interface Watchers {
  /** Every agent change that reached the socket that connected last, in order. */
  readonly heard: readonly Heard[];
  close(): void;
}

type Op = readonly [string, string, string, Record<string, unknown>?];

/** Connects `count` sockets; resolves when all have their snapshot. */
export async function watch(url: string, token: string, count: number): Promise<Watchers> {
  const heard: Heard[] = [];
  const others = await Promise.all(Array.from({ length: count - 1 }, () => openRawSocket(url, token)));
  const socket = io(url, { transports: ['websocket'], auth: { protocol: 1, token }, forceNew: true });
  socket.on('board:delta', (delta: { to: number; ops: Op[] }) => {
    socket.emit('board:ack', { version: delta.to });
    const at = nowMs();
    for (const [, kind, id, fields] of delta.ops) {
      if (kind === 'agents' && typeof fields?.state === 'string')
        heard.push({ extension: id, state: fields.state, at });
    }
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('board:snapshot', () => resolve());
    socket.once('connect_error', reject);
  });
  return {
    heard,
    close: () => {
      socket.disconnect();
      for (const other of others) other.close();
    },
  };
}
