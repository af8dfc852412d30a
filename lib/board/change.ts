// What a rule decided, as data: published ops and private ones side by side, in the order they are applied.
// Private changes keep the checkpoint complete; they never cross the wire.
import type { Source, TypedOp } from '../protocol/board.ts';
import type { AgentMemory, CallFacts, QueueMemory } from './facts.ts';
import type { Memory } from './state.ts';

export type MemoryChange =
  | readonly ['put', 'memory:calls', string, CallFacts]
  | readonly ['del', 'memory:calls', string]
  | readonly ['put', 'memory:keys', string, string[]]
  | readonly ['del', 'memory:keys', string]
  | readonly ['put', 'memory:agents', string, AgentMemory]
  | readonly ['del', 'memory:agents', string]
  | readonly ['put', 'memory:queues', string, QueueMemory]
  | readonly ['del', 'memory:queues', string]
  | readonly ['put', 'memory:due', string, string[]]
  | readonly ['del', 'memory:due', string]
  | readonly ['put', 'memory:past', string, string[]]
  | readonly ['del', 'memory:past', string]
  | readonly ['memory', Partial<Pick<Memory, 'day' | 'heard' | 'heardAt' | 'askable'>>];

/** The state of the sources travels in a message of its own and bumps no version. */
export type SourceChange = readonly ['source', Partial<Source>];

export type Change = TypedOp | MemoryChange | SourceChange;

export function isPublic(change: Change): change is TypedOp {
  return change[1] === 'agents' || change[1] === 'queues' || change[1] === 'calls';
}

export function publicOps(changes: readonly Change[]): TypedOp[] {
  return changes.filter(isPublic);
}
