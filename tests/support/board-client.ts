// A screen as a test needs it: connects, keeps its own copy of the board by the protocol alone, and notes every message.
import { io, type Socket } from 'socket.io-client';
import type { Board } from '../../lib/protocol/board.ts';
import type { ClientEvents, Delta, ServerEvents, Snapshot, SourceMessage } from '../../lib/protocol/realtime.ts';
import { applyOp } from './hand-board.ts';

export interface BoardClient {
  readonly socket: Socket<ServerEvents, ClientEvents>;
  readonly snapshots: Snapshot[];
  readonly deltas: Delta[];
  readonly sources: SourceMessage[];
  /** Breaks of the chain; must stay empty. */
  readonly gaps: string[];
  board(): Board | null;
  version(): number;
  epoch(): string | null;
  /** Resolves when the predicate holds; looked at after each message. */
  until(holds: (client: BoardClient) => boolean): Promise<void>;
  close(): void;
}
export interface ClientOptions {
  readonly auth?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  /** Acknowledge what arrives, as a browser does. Default true. */
  readonly acks?: () => boolean;
}

export function boardClient(url: string, options: ClientOptions = {}): BoardClient {
  const socket: Socket<ServerEvents, ClientEvents> = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { protocol: 1, token: 'open', ...options.auth },
    ...(options.headers ? { extraHeaders: options.headers } : {}),
  });
  let board: Board | null = null;
  let version = typeof options.auth?.version === 'number' ? options.auth.version : -1;
  let epoch: string | null = typeof options.auth?.epoch === 'string' ? options.auth.epoch : null;
  const waiting = new Set<() => void>();
  const client: BoardClient = {
    socket,
    snapshots: [],
    deltas: [],
    sources: [],
    gaps: [],
    board: () => board,
    version: () => version,
    epoch: () => epoch,
    until: (holds) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!holds(client)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        socket.once('connect_error', reject);
        look();
      }),
    close: () => socket.close(),
  };
  const looked = () => {
    for (const look of [...waiting]) look();
  };
  const ack = () => {
    if (options.acks?.() !== false) socket.emit('board:ack', { version });
    looked();
  };
  socket.on('board:snapshot', (message) => {
    client.snapshots.push(message);
    board = message.board;
    version = message.version;
    epoch = message.epoch;
    ack();
  });
  socket.on('board:delta', (message) => {
    client.deltas.push(message);
    if (message.from !== version || message.epoch !== epoch) {
      client.gaps.push(`had ${epoch} ${version}, got ${message.epoch} ${message.from} to ${message.to}`);
    }
    if (board) for (const op of message.ops) board = applyOp(board, op);
    version = message.to;
    ack();
  });
  socket.on('board:source', (message) => {
    client.sources.push(message);
    if (board) board = { ...board, source: message };
    looked();
  });
  socket.on('connect', looked);
  socket.on('disconnect', looked);
  return client;
}

/** The words of a refused connection. */
export function refusalOf(client: BoardClient): Promise<string> {
  return new Promise((resolve) => client.socket.once('connect_error', (error) => resolve(error.message)));
}
