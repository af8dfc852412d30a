// What the board looks like on the wire: the records that HTTP, the sockets and every panel share.
// Decides names and shapes only. Instants are Unix milliseconds; there are no running durations.
// Source of the names: the outer contract, section 5 of the README's "Board" chapter.
import * as z from 'zod/mini';

const at = z.number();
const atOrNull = z.nullable(z.number());

export const agentStates = ['free', 'ringing', 'talking', 'busy', 'disconnected', 'unknown'] as const;
export const callResults = ['answered', 'abandoned', 'missed', 'busy', 'cancelled', 'failed', 'unknown'] as const;
/** A leg can also end because the call was transferred away from it, or because somebody else took it. */
export const legResults = [...callResults, 'transferred', 'elsewhere'] as const;
/** What was concluded rather than told by the PBX. */
export const inferences = ['answer', 'end', 'queue'] as const;

/** Closed list: why the PBX source is not `live`. null = nothing to say. */
export const pbxWhys = [
  'starting',
  'timeout',
  'unreachable',
  'unauthorized',
  'server_error',
  'unreadable',
  'empty',
  'unknown_action',
] as const;
/** Closed list: why the event source is not `live`. */
export const hooksWhys = ['not_configured', 'none_since_start', 'busy_without_event', 'cannot_store'] as const;

export const Source = z.object({
  /** `live`; `stale` = 2 polls missed; `down` = no good answer for max(4 periods, 30 s). */
  pbx: z.enum(['live', 'stale', 'down']),
  /** Instant of the last good answer to a poll. */
  pbxAt: atOrNull,
  pbxWhy: z.nullable(z.enum(pbxWhys)),
  /** `silent` = none since start, or an agent turned busy in two polls without any event; `off` = no sender is configured. */
  hooks: z.enum(['live', 'silent', 'off']),
  /** Instant of the last accepted event. */
  hooksAt: atOrNull,
  hooksWhy: z.nullable(z.enum(hooksWhys)),
});

export const Agent = z.object({
  extension: z.string(),
  name: z.nullable(z.string()),
  team: z.nullable(z.string()),
  state: z.enum(agentStates),
  /** The PBX's own word of the last poll ("Libre"), null before any. */
  word: z.nullable(z.string()),
  since: at,
  /** Numbers of the queues this agent is a member of. */
  queues: z.array(z.string()),
  /** Ids of the open calls here, the talking one first. */
  calls: z.array(z.string()),
  from: z.enum(['poll', 'hook', 'inferred']),
});

export const QueueToday = z.object({
  /** Calls that entered the queue; holds `abandoned` and `shortAbandoned` both. */
  offered: z.number(),
  answered: z.number(),
  /** Without the short ones. */
  abandoned: z.number(),
  shortAbandoned: z.number(),
  withinTarget: z.number(),
  /** Sum and maximum of the waits of answered calls, ms. */
  waitMsTotal: z.number(),
  longestWaitMs: z.number(),
  talkMsTotal: z.number(),
});

export const Queue = z.object({
  number: z.string(),
  name: z.nullable(z.string()),
  members: z.array(z.string()),
  /** Ids of waiting calls, oldest first. */
  waiting: z.array(z.string()),
  /** false: no event can show this queue's callers; screens show "—". */
  waitingKnown: z.boolean(),
  /** Seconds within which a call counts as answered in time, and under which an abandon is short. */
  targetSeconds: z.number(),
  shortAbandonSeconds: z.number(),
  /** Opening hours by weekday in the house's time zone; null = always open. */
  hours: z.nullable(z.record(z.string(), z.array(z.tuple([z.string(), z.string()])))),
  today: QueueToday,
});

export const Leg = z.object({
  extension: z.string(),
  state: z.enum(['ringing', 'talking', 'ended']),
  ringAt: atOrNull,
  answerAt: atOrNull,
  endAt: atOrNull,
  result: z.nullable(z.enum(legResults)),
  cause: z.nullable(z.string()),
  transfer: z.nullable(z.enum(['blind', 'attended'])),
});

export const Call = z.object({
  /** The full PBX id if the first event had one, else the short id, `~2` appended if taken; never changes. */
  id: z.string(),
  pbxIds: z.array(z.string()),
  ref: z.string(),
  direction: z.enum(['in', 'out']),
  /** The outside number, as the PBX wrote it; null when withheld or unknown. */
  party: z.nullable(z.string()),
  ddi: z.nullable(z.string()),
  queue: z.nullable(z.string()),
  startedAt: at,
  state: z.enum(['ringing', 'waiting', 'talking', 'ended']),
  answeredAt: atOrNull,
  endedAt: atOrNull,
  result: z.nullable(z.enum(callResults)),
  /** `answer` `busy` `cancel` `no_answer`, or the PBX's word. */
  cause: z.nullable(z.string()),
  inferred: z.nullable(z.array(z.enum(inferences))),
  legs: z.array(Leg),
});

export const Board = z.object({
  source: Source,
  agents: z.record(z.string(), Agent),
  queues: z.record(z.string(), Queue),
  calls: z.record(z.string(), Call),
});

export const kinds = ['agents', 'queues', 'calls'] as const;
const kind = z.enum(kinds);
const fields = z.record(z.string(), z.unknown());

/** `put` replaces a record, `patch` overwrites some of its fields (shallow, never removes one), `del` removes it. */
export const Op = z.union([
  z.tuple([z.literal('put'), kind, z.string(), fields]),
  z.tuple([z.literal('patch'), kind, z.string(), fields]),
  z.tuple([z.literal('del'), kind, z.string()]),
]);

export type AgentState = (typeof agentStates)[number];
export type CallResult = (typeof callResults)[number];
export type LegResult = (typeof legResults)[number];
export type Inference = (typeof inferences)[number];
export type PbxWhy = (typeof pbxWhys)[number];
export type HooksWhy = (typeof hooksWhys)[number];
export type Source = z.infer<typeof Source>;
export type Agent = z.infer<typeof Agent>;
export type QueueToday = z.infer<typeof QueueToday>;
export type Queue = z.infer<typeof Queue>;
export type Leg = z.infer<typeof Leg>;
export type Call = z.infer<typeof Call>;
export type Board = z.infer<typeof Board>;
export type Kind = (typeof kinds)[number];
export interface RecordOf {
  agents: Agent;
  queues: Queue;
  calls: Call;
}
/** The typed form of {@link Op}; what is written, where the schema is what is read. */
export type TypedOp = {
  [K in Kind]:
    | readonly ['put', K, string, RecordOf[K]]
    | readonly ['patch', K, string, Partial<RecordOf[K]>]
    | readonly ['del', K, string];
}[Kind];
