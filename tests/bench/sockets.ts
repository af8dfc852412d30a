// Many sockets that listen to the board as screens do, and when each change of an agent reached them.
import { io, type Socket } from 'socket.io-client';
import { nowMs } from './load.ts';

export interface Heard {
  readonly extension: string;
  readonly state: string;
  readonly at: number;
}
export interface Watchers {
  /** Of the first socket: every agent change, in order. */
  readonly heard: readonly Heard[];
  /** Arrival times of each delta on every socket, for the spread. */
  readonly deltaBytes: readonly number[];
  readonly opsBytes: readonly { readonly ops: number; readonly bytes: number }[];
  close(): void;
}

type Op = readonly [string, string, string, Record<string, unknown>?];

/** Connects `count` sockets; resolves when all have their snapshot. */
export async function watch(url: string, token: string, count: number): Promise<Watchers> {
  const heard: Heard[] = [];
  const deltaBytes: number[] = [];
  const opsBytes: { ops: number; bytes: number }[] = [];
  const sockets: Socket[] = [];
  await Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise<void>((resolve, reject) => {
          const socket = io(url, { transports: ['websocket'], auth: { protocol: 1, token }, forceNew: true });
          sockets.push(socket);
          socket.once('board:snapshot', () => resolve());
          socket.once('connect_error', reject);
          socket.on('board:delta', (delta: { to: number; ops: Op[] }) => {
            socket.emit('board:ack', { version: delta.to });
            if (index !== count - 1) return;
            const at = nowMs();
            const bytes = JSON.stringify(delta).length;
            deltaBytes.push(bytes);
            opsBytes.push({ ops: delta.ops.length, bytes });
            for (const [, kind, id, fields] of delta.ops) {
              if (kind === 'agents' && typeof fields?.state === 'string')
                heard.push({ extension: id, state: fields.state, at });
            }
          });
        }),
    ),
  );
  return {
    heard,
    deltaBytes,
    opsBytes,
    close: () => {
      for (const socket of sockets) socket.disconnect();
    },
  };
}
