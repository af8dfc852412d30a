// The board as this page knows it: one copy whole, for sums, and one entry per record in the query cache, for tiles.
// A record that did not change keeps its reference and wakes nobody; one delta wakes its panels once.
// It never repairs: what does not follow is a doubt, and a doubt is answered by a snapshot.
import { hashKey, notifyManager, type QueryClient } from '@tanstack/react-query';
import type { Board, Kind, RecordOf, Source, TypedOp } from '../../lib/protocol/board.ts';
import type { Snapshot } from '../../lib/protocol/realtime.ts';
import type { TrustedDelta } from './read-message.ts';

export interface BoardPlace {
  readonly epoch: string;
  readonly version: number;
  /** Server time of the last message, Unix ms. */
  readonly now: number;
}
export interface BoardStore {
  readonly client: QueryClient;
  /** null before the first snapshot. The same object until something changes. */
  board(): Board | null;
  place(): BoardPlace | null;
  replace(snapshot: Snapshot): void;
  /** false = it does not follow what is here; nothing was changed. */
  apply(delta: TrustedDelta): boolean;
  setSource(source: Source, now: number): void;
  /** Called once per change, with the same beat that wakes the tiles. */
  subscribe(listener: () => void): () => void;
}

export const recordKey = (kind: Kind, id: string) => ['board', kind, id] as const;
export const idsKey = (kind: Kind) => ['board', 'ids', kind] as const;
export const sourceKey = ['board', 'source'] as const;
export const versionKey = ['board', 'version'] as const;

type Table<T> = Readonly<Record<string, T>>;
type Tables = { readonly [K in Kind]: Table<RecordOf[K]> };

const byNumber = (a: string, b: string) => a.length - b.length || (a < b ? -1 : Number(a > b));
const calledSince = (table: Tables['calls']) => (a: string, b: string) =>
  (table[a]?.startedAt ?? 0) - (table[b]?.startedAt ?? 0) || (a < b ? -1 : Number(a > b));

function idsOf(kind: Kind, tables: Tables): string[] {
  const ids = Object.keys(tables[kind]);
  return ids.sort(kind === 'calls' ? calledSince(tables.calls) : byNumber);
}

/** The next tables, or null when an op patches a record that is not here. */
function next(tables: Tables, ops: readonly TypedOp[]): Tables | null {
  const agents = { ...tables.agents };
  const queues = { ...tables.queues };
  const calls = { ...tables.calls };
  for (const op of ops) {
    const done = op[1] === 'agents' ? change(agents, op) : op[1] === 'queues' ? change(queues, op) : change(calls, op);
    if (!done) return null;
  }
  const touched = new Set(ops.map((op) => op[1]));
  return {
    agents: touched.has('agents') ? agents : tables.agents,
    queues: touched.has('queues') ? queues : tables.queues,
    calls: touched.has('calls') ? calls : tables.calls,
  };
}

type OpOn<T> =
  | readonly ['put', Kind, string, T]
  | readonly ['patch', Kind, string, Partial<T>]
  | readonly ['del', Kind, string];

function change<T>(table: Record<string, T>, op: OpOn<T>): boolean {
  const id = op[2];
  if (op[0] === 'del') {
    delete table[id];
    return true;
  }
  if (op[0] === 'put') {
    table[id] = op[3];
    return true;
  }
  const known = table[id];
  if (known === undefined) return false;
  table[id] = { ...known, ...op[3] };
  return true;
}

export function createBoardStore(client: QueryClient): BoardStore {
  client.setQueryDefaults(['board'], { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY });
  const cache = client.getQueryCache();
  const listeners = new Set<() => void>();
  /** Entries of records that are gone, kept while a panel still looks at them. */
  const gone = new Set<string>();
  let board: Board | null = null;
  let place: BoardPlace | null = null;

  function forget(): void {
    for (const hash of gone) {
      const query = cache.get(hash);
      if (query && query.getObserversCount() > 0) continue;
      if (query) cache.remove(query);
      gone.delete(hash);
    }
  }
  function write(kind: Kind, id: string, record: RecordOf[Kind] | undefined): void {
    const key = recordKey(kind, id);
    client.setQueryData(key, record ?? null);
    const hash = hashKey(key);
    if (record === undefined) gone.add(hash);
    else gone.delete(hash);
  }
  function publish(kind: Kind, before: Tables | null, after: Tables, ids: Iterable<string>): void {
    let moved = before === null;
    for (const id of ids) {
      const old = before?.[kind][id];
      const now = after[kind][id];
      if (old === now && before !== null) continue;
      if ((old === undefined) !== (now === undefined)) moved = true;
      write(kind, id, now);
    }
    if (moved) client.setQueryData(idsKey(kind), idsOf(kind, after));
  }
  function settle(after: Board, at: BoardPlace, touched: ReadonlyMap<Kind, Iterable<string>>): void {
    const before = board;
    forget();
    notifyManager.batch(() => {
      board = after;
      place = at;
      for (const [kind, ids] of touched) publish(kind, before, after, ids);
      if (before?.source !== after.source) client.setQueryData(sourceKey, after.source);
      client.setQueryData(versionKey, { epoch: at.epoch, version: at.version });
      for (const listener of listeners) notifyManager.schedule(listener);
    });
  }

  return {
    client,
    board: () => board,
    place: () => place,
    replace(snapshot) {
      const { epoch, version, now } = snapshot;
      const all = (kind: Kind) => new Set([...Object.keys(board?.[kind] ?? {}), ...Object.keys(snapshot.board[kind])]);
      const touched = new Map<Kind, Iterable<string>>([
        ['agents', all('agents')],
        ['queues', all('queues')],
        ['calls', all('calls')],
      ]);
      settle(snapshot.board, { epoch, version, now }, touched);
    },
    apply({ epoch, from, to, now, ops }) {
      if (!board || !place || epoch !== place.epoch || from !== place.version || to < from) return false;
      if (ops.length === 0) {
        place = { epoch, version: to, now };
        return true;
      }
      const tables = next(board, ops);
      if (!tables) return false;
      const touched = new Map<Kind, Set<string>>();
      for (const op of ops) {
        const ids = touched.get(op[1]);
        if (ids) ids.add(op[2]);
        else touched.set(op[1], new Set([op[2]]));
      }
      settle({ ...tables, source: board.source }, { epoch, version: to, now }, touched);
      return true;
    },
    setSource(source, now) {
      if (!board || !place) return;
      settle({ ...board, source }, { ...place, now }, new Map());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
