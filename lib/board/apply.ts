// Changes onto a state, and published ops onto a board: the same arithmetic on the server and in the browser.
// Untouched records and collections keep their reference, so only what changed is drawn again. Never repairs: an op
// that does not fit is a doubt, and a doubt is a fresh snapshot.
import type { Board, Kind, TypedOp } from '../protocol/board.ts';
import type { Change } from './change.ts';
import { isPublic } from './change.ts';
import { own, shardWrite } from './shards.ts';
import type { BoardState, Memory } from './state.ts';
import { isUsable } from './usable-name.ts';

/**
 * null = in doubt: a patch of a record that is not there. The caller asks for a snapshot. Nothing changed: the same
 * board comes back.
 */
export function applyOps(board: Board, ops: readonly TypedOp[]): Board | null {
  let { agents, queues, calls } = board;
  for (const op of ops) {
    if (!isUsable(op[2])) continue;
    let fitted = true;
    if (op[1] === 'agents') {
      if (agents === board.agents) agents = { ...agents };
      fitted = applyTo(agents, op);
    } else if (op[1] === 'queues') {
      if (queues === board.queues) queues = { ...queues };
      fitted = applyTo(queues, op);
    } else {
      if (calls === board.calls) calls = { ...calls };
      fitted = applyTo(calls, op);
    }
    if (!fitted) return null;
  }
  const untouched = agents === board.agents && queues === board.queues && calls === board.calls;
  return untouched ? board : { ...board, agents, queues, calls };
}

type OpOf<T> =
  | readonly ['put', Kind, string, T]
  | readonly ['patch', Kind, string, Partial<T>]
  | readonly ['del', Kind, string];

function applyTo<T extends object>(records: Record<string, T>, op: OpOf<T>): boolean {
  const id = op[2];
  if (op[0] === 'put') records[id] = op[3];
  else if (op[0] === 'del') delete records[id];
  else {
    const known = own(records, id);
    if (known === undefined) return false;
    const next = { ...known };
    for (const key in op[3]) {
      const value = op[3][key];
      if (isUsable(key) && value !== undefined) next[key] = value;
    }
    records[id] = next;
  }
  return true;
}

/** The server's side: its own changes always fit. Throws when they do not, which is a fault in a rule. */
export function apply(state: BoardState, changes: readonly Change[]): BoardState {
  if (changes.length === 0) return state;
  let board = applyOps(state.board, changes.filter(isPublic));
  if (board === null) throw new Error('a rule patched a record that is not on the board');
  let memory = state.memory;
  for (const change of changes) {
    if (change[0] === 'source') board = { ...board, source: { ...board.source, ...change[1] } };
    else if (change[0] === 'memory') memory = { ...memory, ...change[1] };
  }
  memory = writeMemory(memory, changes);
  return board === state.board && memory === state.memory ? state : { board, memory };
}

function writeMemory(memory: Memory, changes: readonly Change[]): Memory {
  const calls: [string, Memory['calls'][string][string] | undefined][] = [];
  const keys: [string, string[] | undefined][] = [];
  const agents: [string, Memory['agents'][string][string] | undefined][] = [];
  const dues: [string, string[] | undefined][] = [];
  let queues = memory.queues;
  let { past, due } = memory;
  for (const change of changes) {
    if (change[0] !== 'put' && change[0] !== 'del') continue;
    if (!isUsable(change[2])) continue;
    if (change[1] === 'memory:calls') calls.push([change[2], change[0] === 'put' ? change[3] : undefined]);
    else if (change[1] === 'memory:keys') keys.push([change[2], change[0] === 'put' ? change[3] : undefined]);
    else if (change[1] === 'memory:agents') agents.push([change[2], change[0] === 'put' ? change[3] : undefined]);
    else if (change[1] === 'memory:queues')
      queues = written(queues, change[2], change[0] === 'put' ? change[3] : undefined);
    else if (change[1] === 'memory:due') dues.push([change[2], change[0] === 'put' ? change[3] : undefined]);
    else if (change[1] === 'memory:past') past = written(past, change[2], change[0] === 'put' ? change[3] : undefined);
  }
  if (dues.length > 0) {
    due = { ...due };
    for (const [key, ids] of dues) {
      if (ids === undefined) delete due[key];
      else due[key] = ids;
    }
  }
  const sharded = calls.length + keys.length + agents.length;
  if (sharded === 0 && queues === memory.queues && past === memory.past && due === memory.due) return memory;
  return {
    ...memory,
    queues,
    past,
    due,
    calls: calls.length > 0 ? shardWrite(memory.calls, calls) : memory.calls,
    keys: keys.length > 0 ? shardWrite(memory.keys, keys) : memory.keys,
    agents: agents.length > 0 ? shardWrite(memory.agents, agents) : memory.agents,
  };
}

function written<T>(record: Record<string, T>, key: string, value: T | undefined): Record<string, T> {
  const next = { ...record };
  if (value === undefined) delete next[key];
  else next[key] = value;
  return next;
}
