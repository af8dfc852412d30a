// The live board for the components under it: one connection, and hooks that wake a component for its own record only.
// It never writes a record by itself; everything here was told by the server.
'use client';
import { notifyManager, QueryClient, QueryClientProvider, skipToken, useQuery } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Agent, Board, Call, Kind, Queue, Source } from '../../lib/protocol/board.ts';
import { type BoardStore, createBoardStore, idsKey, recordKey, sourceKey } from './board-store.ts';
import { browserSocket } from './browser-socket.ts';
import { type ClockSkew, createClockSkew } from './clock-skew.ts';
import { type BoardSocket, type ConnectionState, openConnection } from './open-connection.ts';
import { forgetSavedBoard, readSavedBoard, saveBoard } from './saved-board.ts';
import { onSessionBack, tellSessionOver } from './session-over.ts';

export type { ConnectionState } from './open-connection.ts';

/** The server's clock as far as this page can tell. Unix ms. */
export interface ServerClock {
  now(): number;
  /** Server minus this machine, ms. */
  skewMs(): number;
}
interface Live {
  readonly store: BoardStore;
  readonly clock: ServerClock;
  readonly skew: ClockSkew;
  readonly retryNow: () => void;
  readonly onSocket: (wire: Wire) => () => void;
  readonly states: { get(): ConnectionState; subscribe(listener: () => void): () => void };
}

/** Gets the socket when it is made, to say and hear what is not about the board. */
export type Wire = (socket: BoardSocket) => void;

const LiveContext = createContext<Live | null>(null);
const atFirst: ConnectionState = { phase: 'connecting', dataAt: null, lostAt: null, retryAt: null, recovered: null };
const nobody: readonly string[] = [];

function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('LiveProvider is missing above this component');
  return live;
}

interface Machine extends Live {
  start(): () => void;
}

function createMachine(): Machine {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } });
  const store = createBoardStore(client);
  const skew = createClockSkew();
  const listeners = new Set<() => void>();
  let state = atFirst;
  let wake: (force: boolean) => void = () => {};
  let socket: BoardSocket | null = null;
  const wires = new Set<Wire>();
  const clock: ServerClock = { now: () => Date.now() + skew.skewMs(), skewMs: () => skew.skewMs() };
  return {
    store,
    skew,
    clock,
    retryNow: () => wake(true),
    onSocket(wire) {
      wires.add(wire);
      if (socket) wire(socket);
      return () => void wires.delete(wire);
    },
    states: {
      get: () => state,
      subscribe(listener) {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
    },
    start() {
      let stranger = false;
      const saved = store.board() ? null : readSavedBoard(sessionStorage);
      if (saved) {
        skew.add(Date.now() + saved.skewMs, Date.now());
        store.replace(saved.snapshot);
      }
      const open = () =>
        openConnection({
          store,
          skew,
          openSocket(handshake) {
            socket = browserSocket(handshake);
            for (const wire of wires) wire(socket);
            return socket;
          },
          now: () => Date.now(),
          random: () => Math.random(),
          after(ms, run) {
            const timer = setTimeout(run, ms);
            return () => clearTimeout(timer);
          },
          onState(next) {
            state = next;
            notifyManager.batch(() => {
              for (const listener of listeners) notifyManager.schedule(listener);
            });
          },
          onStranger() {
            stranger = true;
            forgetSavedBoard(sessionStorage);
            // A page with somebody's work on it asks to sign in again, and comes back as it was.
            if (tellSessionOver()) return;
            location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
          },
        });
      let connection = open();
      wake = (force) => connection.wake(force);
      const stopWatching = watchForSleep(wake);
      const stopWaiting = onSessionBack(() => {
        stranger = false;
        connection.close();
        connection = open();
      });
      const keep = () => {
        const board = store.board();
        const place = store.place();
        if (board && place && !stranger)
          saveBoard(sessionStorage, { snapshot: { ...place, board }, skewMs: skew.skewMs() });
      };
      addEventListener('pagehide', keep);
      return () => {
        removeEventListener('pagehide', keep);
        stopWatching();
        stopWaiting();
        connection.close();
      };
    },
  };
}

/** A machine that slept wakes with a socket that looks alive: a beat that comes far too late tells. */
function watchForSleep(wake: (force: boolean) => void): () => void {
  const beatMs = 5_000;
  // Hidden tabs are woken once a minute: only a longer silence is sleep.
  const asleepMs = 90_000;
  let last = Date.now();
  const beat = setInterval(() => {
    const now = Date.now();
    if (now - last > asleepMs) wake(true);
    last = now;
  }, beatMs);
  const gently = () => wake(false);
  const shown = () => {
    if (document.visibilityState === 'visible') wake(false);
  };
  const restored = (event: PageTransitionEvent) => {
    if (event.persisted) wake(true);
  };
  addEventListener('online', gently);
  addEventListener('pageshow', restored);
  document.addEventListener('visibilitychange', shown);
  return () => {
    clearInterval(beat);
    removeEventListener('online', gently);
    removeEventListener('pageshow', restored);
    document.removeEventListener('visibilitychange', shown);
  };
}

/** Connects while it is mounted. Also provides the query client for what is asked over HTTP below it. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [machine] = useState(createMachine);
  useEffect(() => machine.start(), [machine]);
  return (
    <QueryClientProvider client={machine.store.client}>
      <LiveContext value={machine}>{children}</LiveContext>
    </QueryClientProvider>
  );
}

function useRecord<T>(key: readonly unknown[]): T | null {
  const { data } = useQuery<T | null>({ queryKey: key, queryFn: skipToken, notifyOnChangeProps: ['data'] });
  return data ?? null;
}

/** null = no such agent (any more), or nothing known yet. */
export const useAgent = (extension: string): Agent | null => useRecord<Agent>(recordKey('agents', extension));
export const useQueueRecord = (number: string): Queue | null => useRecord<Queue>(recordKey('queues', number));
export const useCall = (id: string): Call | null => useRecord<Call>(recordKey('calls', id));
/** How the sources are; null before the first snapshot. */
export const useSource = (): Source | null => useRecord<Source>(sourceKey);
/** Changes only when a record comes or goes. Agents and queues by number, calls by start. */
export const useIds = (kind: Kind): readonly string[] => useRecord<readonly string[]>(idsKey(kind)) ?? nobody;

/**
 * A value made of the whole board. `select` should be defined outside the component, wrapped in `perBoard` when
 * several components use it; `equal` keeps the previous value, and the component asleep. null = no board yet.
 */
export function useBoardSelector<T>(select: (board: Board) => T, equal: (a: T, b: T) => boolean = Object.is): T | null {
  const { store } = useLive();
  const [memory] = useState<{ board: Board | null; select: unknown; value: T | null }>(() => ({
    board: null,
    select: null,
    value: null,
  }));
  const read = useCallback(() => {
    const board = store.board();
    if (!board) return null;
    if (memory.board === board && memory.select === select) return memory.value;
    const value = select(board);
    if (memory.value === null || !equal(memory.value, value)) memory.value = value;
    memory.board = board;
    memory.select = select;
    return memory.value;
  }, [store, memory, select, equal]);
  return useSyncExternalStore(store.subscribe, read, () => null);
}

export function useConnection(): ConnectionState {
  const { states } = useLive();
  return useSyncExternalStore(states.subscribe, states.get, () => atFirst);
}
/** Stable. */
export const useOnSocket = (): Live['onSocket'] => useLive().onSocket;
/** Tries to connect at once. */
export const useRetryNow = (): (() => void) => useLive().retryNow;
/** Stable: safe in effects and tickers. Never call it while rendering on the server. */
export const useServerClock = (): ServerClock => useLive().clock;
/** `const now = useServerNow(); … now()` → Unix ms by the server's clock. */
export const useServerNow = (): (() => number) => useLive().clock.now;
/** Reads the board now, in an event handler; never while rendering. */
export function useBoardNow(): () => Board | null {
  return useLive().store.board;
}
/** To look at the board after each change without rendering: `subscribe(listener)` returns how to stop. Stable. */
export function useBoardChanges(): (listener: () => void) => () => void {
  return useLive().store.subscribe;
}
