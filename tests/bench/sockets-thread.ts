// The thread of the listening sockets: says "ready" when all have their snapshot, and tells what was heard when asked.
import { parentPort, workerData } from 'node:worker_threads';
import { io } from 'socket.io-client';
import * as z from 'zod';
import { nowMs } from './load.ts';
import { openRawSocket } from './raw-socket.ts';
import type { Heard } from './sockets.ts';

type Op = readonly [string, string, string, Record<string, unknown>?];

const { url, token, count } = z.object({ url: z.string(), token: z.string(), count: z.number() }).parse(workerData);
const heard: Heard[] = [];
await Promise.all(Array.from({ length: count - 1 }, () => openRawSocket(url, token)));
const socket = io(url, { transports: ['websocket'], auth: { protocol: 1, token }, forceNew: true });
socket.on('board:delta', (delta: { to: number; ops: Op[] }) => {
  socket.emit('board:ack', { version: delta.to });
  const at = nowMs();
  for (const [, kind, id, fields] of delta.ops) {
    if (kind === 'agents' && typeof fields?.state === 'string') heard.push({ extension: id, state: fields.state, at });
  }
});
await new Promise<void>((resolve, reject) => {
  socket.once('board:snapshot', () => resolve());
  socket.once('connect_error', reject);
});
parentPort?.on('message', () => parentPort?.postMessage(heard));
parentPort?.postMessage('ready');
