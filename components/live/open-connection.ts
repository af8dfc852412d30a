// Keeps one page connected to the board: handshake, snapshot, deltas, acknowledgements, and what to do when in doubt.
// It never repairs a board and never guesses a version; a doubt asks for a snapshot, a refusal says who must act.
import type { ClientEvents, PROTOCOL } from '../../lib/protocol/realtime.ts';
import { backOffMs } from './back-off.ts';
import type { BoardStore } from './board-store.ts';
import type { ClockSkew } from './clock-skew.ts';
import { readDelta, readSnapshot, readSource } from './read-message.ts';

export interface ConnectionState {
  /** `connecting` = first attempt, `live`, `lost`, `outdated` = the server speaks another protocol: reload. */
  readonly phase: 'connecting' | 'live' | 'lost' | 'outdated';
  /** Server time of the newest data when the phase began; null = none yet. */
  readonly dataAt: number | null;
  /** Server time at which the connection was lost. */
  readonly lostAt: number | null;
  /** Server time of the next attempt; null while one is running or none is due. */
  readonly retryAt: number | null;
  /** The gap that was just closed; shown for 10 s. Server time. */
  readonly recovered: { readonly from: number; readonly to: number } | null;
}
export interface Parts {
  readonly store: BoardStore;
  readonly skew: ClockSkew;
  readonly openSocket: (handshake: () => Handshake) => BoardSocket;
  readonly now: () => number;
  readonly random: () => number;
  /** Returns a function that cancels. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly onState: (state: ConnectionState) => void;
  /** The session is over. */
  readonly onStranger: () => void;
}
export interface Handshake {
  readonly protocol: number;
  readonly epoch?: string;
  readonly version?: number;
}
/** What is used of a socket.io client; `connect_error` hands over the server's word. */
export interface BoardSocket {
  on(event: string, listener: (message: unknown) => void): void;
  emit<E extends keyof ClientEvents>(event: E, ...message: Parameters<ClientEvents[E]>): void;
  connect(): void;
  disconnect(): void;
}
export interface OpenConnection {
  /** Woken from sleep, back online, or somebody pressed "try now". Cheap when all is well. */
  wake(force: boolean): void;
  close(): void;
}

/** What we speak; a bump of the protocol's number fails to compile here. */
const spoken: typeof PROTOCOL = 1;
export const recoveredShownMs = 10_000;
/** An answer to a doubt, or to a handshake, that takes longer is a dead connection. */
const patienceMs = 10_000;
/** Shorter breaks are not worth a word. */
const worthSayingMs = 2_000;

export function openConnection(parts: Parts): OpenConnection {
  const { store, skew, now, after } = parts;
  let state: ConnectionState = {
    phase: 'connecting',
    dataAt: store.place()?.now ?? null,
    lostAt: null,
    retryAt: null,
    recovered: null,
  };
  let failures = 0;
  let closed = false;
  let doubting = false;
  /** After a doubt that was not answered, the resume is not trusted either. */
  let resume = true;
  let cancelRetry = () => {};
  let cancelPatience = () => {};
  let cancelPraise = () => {};

  const serverNow = () => now() + skew.skewMs();
  const say = (change: Partial<ConnectionState>) => {
    if (closed) return;
    state = { ...state, ...change };
    parts.onState(state);
  };

  const socket = parts.openSocket(() => {
    const place = resume ? store.place() : null;
    return place ? { protocol: spoken, epoch: place.epoch, version: place.version } : { protocol: spoken };
  });

  function attempt(): void {
    cancelRetry();
    if (closed || state.phase === 'outdated') return;
    say({ retryAt: null });
    doubting = false;
    socket.connect();
    expectData();
  }
  function expectData(): void {
    cancelPatience();
    cancelPatience = after(patienceMs, () => {
      resume = false;
      socket.disconnect();
      lose();
    });
  }
  function lose(): void {
    if (closed || state.phase === 'outdated') return;
    cancelPatience();
    cancelRetry();
    const waitMs = backOffMs(failures, parts.random());
    failures += 1;
    const at = serverNow();
    const first = state.phase !== 'lost';
    cancelRetry = after(waitMs, attempt);
    cancelPraise();
    say({
      phase: 'lost',
      dataAt: store.place()?.now ?? state.dataAt,
      lostAt: first ? at : state.lostAt,
      retryAt: at + waitMs,
      recovered: null,
    });
  }
  function settled(): void {
    const place = store.place();
    cancelPatience();
    doubting = false;
    resume = true;
    failures = 0;
    if (place) socket.emit('board:ack', { version: place.version });
    if (state.phase === 'live') return;
    const to = serverNow();
    const from = state.phase === 'lost' ? (state.dataAt ?? null) : null;
    const recovered =
      from !== null && state.lostAt !== null && to - state.lostAt >= worthSayingMs ? { from, to } : null;
    say({ phase: 'live', dataAt: place?.now ?? null, lostAt: null, retryAt: null, recovered });
    cancelPraise();
    if (recovered) cancelPraise = after(recoveredShownMs, () => say({ recovered: null }));
  }
  function doubt(): void {
    if (doubting) return;
    doubting = true;
    expectData();
    socket.emit('board:resync');
  }

  socket.on('board:snapshot', (message) => {
    if (closed) return;
    const snapshot = readSnapshot(message);
    if (!snapshot) {
      // A snapshot we cannot read will not become readable by asking again at once.
      resume = false;
      socket.disconnect();
      lose();
      return;
    }
    skew.add(snapshot.now, now());
    store.replace(snapshot);
    settled();
  });
  socket.on('board:delta', (message) => {
    if (closed || doubting) return;
    const delta = readDelta(message);
    if (!delta) return doubt();
    skew.add(delta.now, now());
    if (store.apply(delta)) settled();
    else doubt();
  });
  socket.on('board:source', (message) => {
    if (closed) return;
    const source = readSource(message);
    if (!source) return;
    const { now: toldAt, ...rest } = source;
    skew.add(toldAt, now());
    store.setSource(rest, toldAt);
  });
  socket.on('disconnect', (reason) => {
    // Our own disconnect() says so itself, and what follows is decided where it was called.
    if (reason !== 'io client disconnect') lose();
  });
  socket.on('connect_error', (error) => {
    const word = error instanceof Error ? error.message : '';
    if (word === 'unauthorized') {
      closed = true;
      cancelPatience();
      socket.disconnect();
      parts.onStranger();
      return;
    }
    if (word === 'protocol_mismatch') {
      cancelPatience();
      say({ phase: 'outdated', retryAt: null });
      socket.disconnect();
      return;
    }
    lose();
  });

  attempt();
  return {
    wake(force) {
      if (closed || state.phase === 'outdated') return;
      if (state.phase === 'live' && !force) return;
      if (state.phase === 'live') socket.disconnect();
      attempt();
    },
    close() {
      closed = true;
      cancelRetry();
      cancelPatience();
      cancelPraise();
      socket.disconnect();
    },
  };
}
