// A state being changed: rules read and write through it and see their own writes. At the end it yields one change per
// touched record, comparing only those. Never touches the state it was made from; never lives longer than one step.
import type { Agent, Call, Queue, Source, TypedOp } from '../protocol/board.ts';
import type { Change } from './change.ts';
import type { Context, QueueRules } from './context.ts';
import type { AgentMemory, CallFacts, QueueMemory } from './facts.ts';
import type { Lookup } from './keys.ts';
import { differences, same } from './same.ts';
import { own, shardGet, shardKeys } from './shards.ts';
import type { BoardState, Memory } from './state.ts';

type Scalars = Pick<Memory, 'day' | 'heard' | 'heardAt' | 'askable'>;

/** Reads fall through to the base, writes stay here. null = removed. */
interface Overlay<T> {
  get(key: string): T | undefined;
  set(key: string, value: T | null): void;
  /** Touched keys in order of first touch, with what they were and are. */
  touched(): Iterable<readonly [key: string, before: T | undefined, after: T | undefined]>;
  keys(): Iterable<string>;
}

function overlay<T>(base: (key: string) => T | undefined, baseKeys: () => Iterable<string>): Overlay<T> {
  const writes = new Map<string, T | null>();
  return {
    get(key) {
      const written = writes.get(key);
      if (written !== undefined) return written ?? undefined;
      return base(key);
    },
    set(key, value) {
      if (key !== '__proto__') writes.set(key, value);
    },
    *touched() {
      for (const [key, value] of writes) yield [key, base(key), value ?? undefined];
    },
    *keys() {
      for (const key of baseKeys()) if (writes.get(key) !== null) yield key;
      for (const [key, value] of writes) if (value !== null && base(key) === undefined) yield key;
    },
  };
}

export interface Draft {
  readonly timezone: string;
  readonly agents: Overlay<Agent>;
  readonly queues: Overlay<Queue>;
  readonly calls: Overlay<Call>;
  readonly facts: Overlay<CallFacts>;
  readonly keys: Overlay<string[]>;
  readonly agentMemory: Overlay<AgentMemory>;
  readonly queueMemory: Overlay<QueueMemory>;
  readonly due: Overlay<string[]>;
  readonly past: Overlay<string[]>;
  /** Numbers of the queues the extension is a member of, sorted. */
  queuesOf(extension: string): string[];
  /** To be called by whoever writes a queue's members. */
  membersChanged(): void;
  readonly lookup: Lookup;
  readonly context: Context;
  memory(): Scalars;
  setMemory(patch: Partial<Scalars>): void;
  source(): Source;
  setSource(patch: Partial<Source>): void;
  changes(): Change[];
}

export function startDraft(state: BoardState): Draft {
  const { board, memory } = state;
  const inRecord = <T>(record: Record<string, T>) =>
    overlay<T>(
      (key) => own(record, key),
      () => Object.keys(record),
    );
  const agents = inRecord(board.agents);
  const queues = inRecord(board.queues);
  const calls = inRecord(board.calls);
  const queueMemory = inRecord(memory.queues);
  const due = inRecord(memory.due);
  const past = inRecord(memory.past);
  const facts = overlay<CallFacts>(
    (key) => shardGet(memory.calls, key),
    () => shardKeys(memory.calls),
  );
  const keys = overlay<string[]>(
    (key) => shardGet(memory.keys, key),
    () => shardKeys(memory.keys),
  );
  const agentMemory = overlay<AgentMemory>(
    (key) => shardGet(memory.agents, key),
    () => shardKeys(memory.agents),
  );
  const before: Scalars = {
    day: memory.day,
    heard: memory.heard,
    heardAt: memory.heardAt,
    askable: memory.askable,
  };
  let scalars = before;
  let source = board.source;
  let memberships: Map<string, string[]> | null = null;

  const rulesOf = (queue: Queue): QueueRules => ({
    number: queue.number,
    members: queue.members,
    ddis: queueMemory.get(queue.number)?.settings?.ddis ?? [],
    targetSeconds: queue.targetSeconds,
    shortAbandonSeconds: queue.shortAbandonSeconds,
  });
  const context: Context = {
    get day() {
      return scalars.day ?? { start: 0, end: 0 };
    },
    isQueue: (extension) => queues.get(extension) !== undefined,
    queue(number) {
      const queue = queues.get(number);
      return queue ? rulesOf(queue) : null;
    },
    queues() {
      const all: QueueRules[] = [];
      for (const key of queues.keys()) {
        const queue = queues.get(key);
        if (queue) all.push(rulesOf(queue));
      }
      return all;
    },
  };

  return {
    timezone: memory.timezone,
    agents,
    queues,
    calls,
    facts,
    keys,
    agentMemory,
    queueMemory,
    due,
    past,
    queuesOf(extension) {
      memberships ??= membershipsOf(queues);
      return memberships.get(extension) ?? [];
    },
    membersChanged() {
      memberships = null;
    },
    lookup: { ids: (key) => keys.get(key) ?? [], facts: (id) => facts.get(id) },
    context,
    memory: () => scalars,
    setMemory(patch) {
      scalars = { ...scalars, ...patch };
    },
    source: () => source,
    setSource(patch) {
      source = { ...source, ...patch };
    },
    changes() {
      const changes: Change[] = [];
      changes.push(...opsOf('queues', queues), ...opsOf('calls', calls), ...opsOf('agents', agents));
      for (const [key, was, is] of facts.touched()) {
        if (is === undefined) was !== undefined && changes.push(['del', 'memory:calls', key]);
        else if (is !== was) changes.push(['put', 'memory:calls', key, is]);
      }
      for (const [key, was, is] of keys.touched()) {
        if (is === undefined) was !== undefined && changes.push(['del', 'memory:keys', key]);
        else if (!same(is, was)) changes.push(['put', 'memory:keys', key, is]);
      }
      for (const [key, was, is] of agentMemory.touched()) {
        if (is === undefined) was !== undefined && changes.push(['del', 'memory:agents', key]);
        else if (!same(is, was)) changes.push(['put', 'memory:agents', key, is]);
      }
      for (const [key, was, is] of queueMemory.touched()) {
        if (is === undefined) was !== undefined && changes.push(['del', 'memory:queues', key]);
        else if (!same(is, was)) changes.push(['put', 'memory:queues', key, is]);
      }
      for (const [key, was, is] of due.touched()) {
        if (is === undefined) was !== undefined && changes.push(['del', 'memory:due', key]);
        else if (!same(is, was)) changes.push(['put', 'memory:due', key, is]);
      }
      for (const [key, was, is] of past.touched()) {
        if (is === undefined) was !== undefined && changes.push(['del', 'memory:past', key]);
        else if (!same(is, was)) changes.push(['put', 'memory:past', key, is]);
      }
      const memoryPatch = differences(before, scalars);
      if (memoryPatch) changes.push(['memory', memoryPatch]);
      const sourcePatch = differences(board.source, source);
      if (sourcePatch) changes.push(['source', sourcePatch]);
      return changes;
    },
  };
}

function membershipsOf(queues: Overlay<Queue>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const number of [...queues.keys()].sort()) {
    for (const extension of queues.get(number)?.members ?? []) {
      const numbers = found.get(extension);
      if (numbers) numbers.push(number);
      else found.set(extension, [number]);
    }
  }
  return found;
}

function opsOf(kind: 'agents', records: Overlay<Agent>): TypedOp[];
function opsOf(kind: 'queues', records: Overlay<Queue>): TypedOp[];
function opsOf(kind: 'calls', records: Overlay<Call>): TypedOp[];
function opsOf(kind: TypedOp[1], records: Overlay<Agent> | Overlay<Queue> | Overlay<Call>): unknown[] {
  const ops: unknown[] = [];
  for (const [key, was, is] of records.touched()) {
    if (is === undefined) {
      if (was !== undefined) ops.push(['del', kind, key]);
    } else if (was === undefined) ops.push(['put', kind, key, is]);
    else {
      const fields = differences<object>(was, is);
      if (fields) ops.push(['patch', kind, key, fields]);
    }
  }
  return ops;
}
