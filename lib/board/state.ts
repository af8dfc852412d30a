// The whole state of the board: what is shown and what is remembered. Plain JSON: a checkpoint is exactly this.
// Decides which checkpoints are accepted; a shape it does not know is refused, and the whole log is folded instead.
import * as z from 'zod/mini';
import { Board } from '../protocol/board.ts';
import { AgentMemory, CallFacts, QueueMemory } from './facts.ts';

/** Bump it with every change to what is remembered. */
export const SHAPE = 2;

const shards = <T extends z.core.SomeType>(value: T) => z.record(z.string(), z.record(z.string(), value));

export const Memory = z.object({
  shape: z.literal(SHAPE),
  timezone: z.string(),
  /** Today in the house's zone, Unix ms; null before the first input. */
  day: z.nullable(z.object({ start: z.number(), end: z.number() })),
  /** How many events were heard, ever. */
  heard: z.number(),
  /** Receipt of the last event of any call. */
  heardAt: z.nullable(z.number()),
  /** callInfo has answered for a live call, so its "unknown" means something. */
  askable: z.boolean(),
  calls: shards(CallFacts),
  /** `f:` full id, `s:` short id, `r:` ref, `i:` former id, `p:` party, to ids of calls. */
  keys: shards(z.array(z.string())),
  agents: shards(AgentMemory),
  queues: z.record(z.string(), QueueMemory),
  /** Calls on the board by the span of time in which something is due. */
  due: z.record(z.string(), z.array(z.string())),
  /** Calls that left the board, by the instant at which they are forgotten. */
  past: z.record(z.string(), z.array(z.string())),
});
export type Memory = z.infer<typeof Memory>;

const BoardState = z.object({ board: Board, memory: Memory });
export interface BoardState {
  readonly board: Board;
  readonly memory: Memory;
}

export function emptyBoardState(house: { readonly timezone: string }): BoardState {
  return {
    board: {
      source: {
        pbx: 'stale',
        pbxAt: null,
        pbxWhy: 'starting',
        hooks: 'silent',
        hooksAt: null,
        hooksWhy: 'none_since_start',
      },
      agents: {},
      queues: {},
      calls: {},
    },
    memory: {
      shape: SHAPE,
      timezone: house.timezone,
      day: null,
      heard: 0,
      heardAt: null,
      askable: false,
      calls: {},
      keys: {},
      agents: {},
      queues: {},
      due: {},
      past: {},
    },
  };
}

/** null for anything that is no state of this shape. The zone is the caller's to compare: `memory.timezone`. */
export function parseBoardState(value: unknown): BoardState | null {
  const parsed = z.safeParse(BoardState, value);
  return parsed.success ? parsed.data : null;
}
