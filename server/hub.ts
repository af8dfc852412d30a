// The sockets: who may connect, which room they belong to, and the road from a board change to their wires.
// It decides nothing about calls; it never trusts a message from a client and never lets one socket disturb another.
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type Socket } from 'socket.io';
import type { Source } from '../lib/protocol/board.ts';
import { may } from '../lib/protocol/permissions.ts';
import {
  Ack,
  type ClientEvent,
  type ClientEvents,
  clientEvents,
  Handshake,
  PROTOCOL,
  type Refusal,
  type ServerEvents,
} from '../lib/protocol/realtime.ts';
import { ScreenReport } from '../lib/protocol/screen-shapes.ts';
import type { Audit } from './access/audit.ts';
import type { Screens } from './access/screens.ts';
import type { Access, Session } from './access/session.ts';
import type { Clock } from './clock.ts';
import type { Metrics } from './http/metrics.ts';
import { createHubPeer, type HubPeer } from './hub-peer.ts';
import { createHubRoom, type HubRoom } from './hub-room.ts';
import type { LiveBoard, Published } from './live-board.types.ts';
import type { Logger } from './log.ts';
import { createPulse } from './pulse.ts';
import { type View, viewOf } from './view.ts';

const maxSockets = 2_000;
const maxSocketsPerPerson = 100;
/** Far above what a browser sends (an ack per delta); beyond it the socket is closed. */
const maxMessagesPerSecond = 200;
const resyncEveryMs = 1_000;
const lookAgainMs = 60_000;
const freshnessMs = 1_000;
/** Changes kept for resuming: about a minute at 100 a second. */
const keptChanges = 6_000;
const keptOps = 60_000;

export interface HubParts {
  readonly liveBoard: LiveBoard;
  readonly access: Access;
  readonly screens: Pick<Screens, 'came' | 'left' | 'reported' | 'onTold'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** What is refused here is written down. */
  readonly audit: Pick<Audit, 'refused'>;
  /** A browser's page of another origin asks for a socket. */
  readonly isElsewhere: (request: IncomingMessage) => boolean;
  /** Seconds until this address may open one more, null = now. */
  readonly waitOf: (request: IncomingMessage) => number | null;
  /** Who asks, for the audit trail. */
  readonly peerOf: (request: IncomingMessage) => string;
}
export interface HubOnServer extends HubParts {
  readonly server: HttpServer;
  /** Gets the upgrades that are not ours; false = unwanted, the connection is cut. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}
export interface Hub {
  sockets(): number;
  close(): Promise<void>;
}

interface SocketData {
  session: Session;
  view: View;
  known: { readonly epoch?: string | undefined; readonly version?: number | undefined };
}
type BoardSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

export function createHub(parts: HubOnServer): Hub {
  const { liveBoard, access, clock, log, metrics } = parts;
  // A server that never listens: upgrades reach socket.io only through our own door below.
  const door = createServer();
  const io = new Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>(door, {
    path: '/socket.io',
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    allowRequest(request, answer) {
      const elsewhere = parts.isElsewhere(request);
      if (elsewhere) void denied(null, 'socket', 'bad_origin', request);
      answer(elsewhere ? ('bad_origin' satisfies Refusal) : null, !elsewhere);
    },
  });

  /** Never throws; alike refusals of one visitor are one row in ten minutes. */
  const denied = (who: Session | null, subject: string, code: string, request: IncomingMessage) =>
    parts.audit.refused({ kind: 'denied', who, subject }, code, parts.peerOf(request));

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (error) => log.debug({ err: error }, 'upgrade failed'));
    const wait = parts.waitOf(request);
    if (wait !== null)
      socket.end(`HTTP/1.1 429 Too Many Requests\r\nRetry-After: ${wait}\r\nConnection: close\r\n\r\n`);
    else if (request.url?.startsWith('/socket.io/') === true) io.engine.handleUpgrade(request, socket, head);
    else if (parts.onUpgrade?.(request, socket, head) !== true) socket.destroy();
  };
  parts.server.on('upgrade', onUpgrade);

  const recent: Published[] = [];
  let recentOps = 0;
  const since = (version: number) => {
    const index = recent.findLastIndex((change) => change.from === version);
    return index < 0 ? null : recent.slice(index);
  };

  const rooms = new Map<string, HubRoom>();
  const peers = new Map<string, HubPeer>();
  const lastBytes = new Map<string, number>();
  const emitTo = (to: readonly HubPeer[]) => io.to(to.map((peer) => peer.id));
  const noteSent = (to: readonly HubPeer[], version: number) => {
    for (const peer of to) peer.sent.push({ to: version, bytes: lastBytes.get(peer.id) ?? 0 });
  };
  const roomOf = (view: View): HubRoom => {
    const open = rooms.get(view.key);
    if (open) return open;
    const room = createHubRoom({
      view,
      liveBoard,
      clock,
      since,
      send: {
        delta(to, message) {
          if (to.length === 0) return;
          emitTo(to).emit('board:delta', message);
          noteSent(to, message.to);
        },
        snapshot(to, message) {
          if (to.length === 0) return;
          emitTo(to).emit('board:snapshot', message);
          noteSent(to, message.version);
        },
      },
      counted: {
        delta: () => metrics.deltasSent.inc(),
        snapshot: (reason, count) => metrics.snapshotsSent.inc({ reason }, count),
      },
    });
    rooms.set(view.key, room);
    return room;
  };

  io.use((socket, next) => {
    admit(socket).then(
      (refusal) => next(refusal ? new Error(refusal) : undefined),
      (error: unknown) => {
        log.error({ err: error }, 'a handshake could not be judged');
        next(new Error('unauthorized' satisfies Refusal));
      },
    );
  });
  async function admit(socket: BoardSocket): Promise<Refusal | null> {
    const handshake = Handshake.safeParse(socket.handshake.auth);
    if (!handshake.success || handshake.data.protocol !== PROTOCOL) return 'protocol_mismatch';
    if (io.engine.clientsCount > maxSockets) return 'too_many';
    const session = await access.session(credentials(socket));
    const view = session && viewOf(session);
    if (!session) return 'unauthorized';
    if (!view) {
      await denied(session, 'socket', 'not_permitted', socket.request);
      return 'unauthorized';
    }
    if (socketsOf(session).length >= maxSocketsPerPerson) return 'too_many';
    socket.data = { session, view, known: { epoch: handshake.data.epoch, version: handshake.data.version } };
    return null;
  }
  const socketsOf = (session: Session) =>
    [...io.sockets.sockets.values()].filter((socket) => socket.data.session.key === session.key);

  const socketsOfSession = (sessionId: string) =>
    [...io.sockets.sockets.values()].filter((socket) => socket.data.session.sessionId === sessionId);

  io.on('connection', (socket) => {
    const { view, known } = socket.data;
    const room = roomOf(view);
    const peer = createHubPeer(socket.id, () => waitingBytes);
    let waitingBytes = 0;
    socket.conn.on('packetCreate', (packet) => {
      const length = typeof packet.data === 'string' ? packet.data.length : 0;
      waitingBytes += length;
      lastBytes.set(socket.id, length);
    });
    socket.conn.on('drain', () => {
      waitingBytes = 0;
    });
    peers.set(socket.id, peer);
    metrics.sockets.set(peers.size);

    let messages = 0;
    let messagesSince = clock.now();
    let resyncAt = Number.NEGATIVE_INFINITY;
    let resyncLater: { cancel(): void } | null = null;
    socket.use(([event], next) => {
      if (clock.now() - messagesSince > 1_000) {
        messagesSince = clock.now();
        messages = 0;
      }
      messages += 1;
      if (messages > maxMessagesPerSecond) {
        log.warn({ who: socket.data.session.name }, 'a socket talks too much and is closed');
        socket.disconnect(true);
        return;
      }
      const name = isClientEvent(event) ? event : null;
      const allowed = name !== null && may(socket.data.session.role, clientEvents[name]);
      metrics.socketEvents.inc({ event: name ?? 'unknown', outcome: allowed ? 'accepted' : 'refused' });
      if (allowed) return next();
      // What no table knows was typed by a stranger: its name stays out of the trail.
      void denied(socket.data.session, `socket ${name ?? 'unknown event'}`, 'not_permitted', socket.request);
    });
    const { screen } = socket.data.session;
    /** Each event of the table, and no other; who may was asked before. */
    const handlers: Readonly<Record<ClientEvent, (message: unknown) => void>> = {
      'board:ack'(message) {
        const ack = Ack.safeParse(message);
        if (ack.success) room.acked(peer, ack.data.version);
      },
      'board:resync'() {
        // One in doubt too often is answered late, never left in doubt.
        if (resyncLater) return;
        const run = () => {
          resyncLater = null;
          resyncAt = clock.now();
          room.resync(peer);
        };
        const waitMs = resyncAt + resyncEveryMs - clock.now();
        if (waitMs <= 0) run();
        else resyncLater = clock.after(waitMs, run);
      },
      'screen:report'(message) {
        const report = ScreenReport.safeParse(message);
        if (screen && report.success) parts.screens.reported(screen.id, report.data);
      },
    };
    for (const name of clientEventNames) socket.on(name, handlers[name]);
    if (screen) parts.screens.came(screen.id);
    socket.on('disconnect', () => {
      if (screen) parts.screens.left(screen.id);
      resyncLater?.cancel();
      room.leave(peer);
      peers.delete(socket.id);
      lastBytes.delete(socket.id);
      metrics.sockets.set(peers.size);
    });
    room.enter(peer, known);
  });

  let told: Source = liveBoard.board().source;
  let latest = told;
  const freshness = createPulse(clock, freshnessMs, () => {
    told = latest;
    io.emit('board:source', { ...latest, now: clock.now() });
  });
  const unhear = [
    liveBoard.onChange((change) => {
      recent.push(change);
      recentOps += change.ops.length;
      while (recent.length > keptChanges || (recentOps > keptOps && recent.length > 1)) {
        recentOps -= recent.shift()?.ops.length ?? 0;
      }
      for (const room of rooms.values()) room.changed();
    }),
    // Who missed something gets the board as it is now.
    liveBoard.onRedacted(() => {
      recent.length = 0;
      recentOps = 0;
    }),
    liveBoard.onSource((source) => {
      latest = source;
      freshness.touch();
      // A change of state is told at once; a mere age can wait for its second.
      if (source.pbx !== told.pbx || source.pbxWhy !== told.pbxWhy) freshness.flush();
      if (source.hooks !== told.hooks || source.hooksWhy !== told.hooksWhy) freshness.flush();
    }),
    access.onRevoked((sessionId) => {
      for (const socket of socketsOfSession(sessionId)) socket.disconnect(true);
    }),
    parts.screens.onTold((sessionId, word) => {
      for (const socket of socketsOfSession(sessionId)) socket.emit(`screen:${word}`);
    }),
  ];

  /** A session may have ended, lost a right or changed its view without anybody telling us. */
  async function lookAgain() {
    for (const socket of [...io.sockets.sockets.values()]) {
      try {
        const session = await access.session(credentials(socket));
        if (!session || viewOf(session)?.key !== socket.data.view.key) socket.disconnect(true);
      } catch (error) {
        log.warn({ err: error }, 'a session could not be looked up again; its socket stays for now');
      }
    }
  }
  let closed = false;
  let again = clock.after(lookAgainMs, tick);
  function tick() {
    void lookAgain().finally(() => {
      if (!closed) again = clock.after(lookAgainMs, tick);
    });
  }

  return {
    sockets: () => peers.size,
    async close() {
      closed = true;
      again.cancel();
      freshness.cancel();
      for (const stop of unhear) stop();
      for (const room of rooms.values()) room.close();
      parts.server.off('upgrade', onUpgrade);
      await io.close();
    },
  };
}

const clientEventNames = Object.keys(clientEvents).filter(isClientEvent);
function isClientEvent(name: unknown): name is ClientEvent {
  return typeof name === 'string' && Object.hasOwn(clientEvents, name);
}

/** A token in the handshake counts alone; else the cookie of the upgrade request. */
function credentials(socket: BoardSocket): Record<string, string | string[] | undefined> {
  const handshake = Handshake.safeParse(socket.handshake.auth);
  const token = handshake.success ? handshake.data.token : undefined;
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  return { cookie: socket.handshake.headers.cookie, authorization: socket.handshake.headers.authorization };
}
