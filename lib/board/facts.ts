// What the board remembers beside what it shows: the facts of each call as a set of distinct events, and what
// polls said of each extension. Names and shapes only. Private: none of it crosses the wire.
import * as z from 'zod/mini';

const text = z.string();
const textOrNull = z.nullable(z.string());
const at = z.number();
const atOrNull = z.nullable(z.number());

/**
 * One distinct event of a call, however often it came. `n` counts every event the board ever heard: it is the order
 * of receipt, which is all the order there is, and decides nothing about results.
 */
export const Mark = z.object({
  phase: z.enum(['ringing', 'answered', 'hung_up', 'ring_ended']),
  extension: textOrNull,
  /** The body itself named the extension as a queue. */
  asQueue: z.boolean(),
  direction: z.nullable(z.enum(['in', 'out'])),
  /** `unsaid`, `none`, or `=` and the queue's number. */
  queue: text,
  final: z.nullable(z.enum(['answered', 'missed', 'finished', 'lost', 'abandoned', 'ring_ended'])),
  info: z.nullable(z.enum(['answer', 'busy', 'cancel', 'no_answer', 'transfer', 'attended_transfer'])),
  infoWord: textOrNull,
  /** The PBX's own time of the end, the earliest told. */
  endedAt: atOrNull,
  firstAt: at,
  firstN: at,
  lastAt: at,
  lastN: at,
  /** The last receipt that can have meant a new ring or answer: one that followed an end at the same extension. */
  againAt: at,
  againN: at,
  /** Of a ring's end: when each ring it ended began (null: not heard) and ended. */
  spans: z.array(z.tuple([atOrNull, at])),
});

/** What a call adds to a queue's counters of a day. Kept so that it can be taken back exactly. */
export const Contribution = z.object({
  queue: text,
  /** Start of the day, Unix ms. */
  day: at,
  answered: z.number(),
  abandoned: z.number(),
  shortAbandoned: z.number(),
  withinTarget: z.number(),
  waitMs: z.number(),
  talkMs: z.number(),
});

/** A conclusion, void as soon as something newer is heard of what it concluded about. */
const Concluded = z.object({ extension: text, at, n: z.number() });

export const CallFacts = z.object({
  id: text,
  ref: text,
  /** Refs and ids of calls that turned out to be this one. */
  formerRefs: z.array(text),
  formerIds: z.array(text),
  fullIds: z.array(text),
  shortIds: z.array(text),
  party: textOrNull,
  ddi: textOrNull,
  /** The earliest start the PBX told, uncorrected for plausibility. */
  startTold: atOrNull,
  firstAt: at,
  lastAt: at,
  lastN: z.number(),
  marks: z.array(Mark),
  /** Agents that a poll showed busy while the dialler rang them. */
  answers: z.array(Concluded),
  /** Legs closed by polls or by silence. */
  closed: z.array(Concluded),
  /** The whole call closed by silence, by callInfo, or by polls. */
  ended: z.nullable(z.object({ at, n: z.number() })),
  /** callInfo said the call was alive at this instant. */
  vouchedAt: atOrNull,
  /** When the end became known: it leaves the board by this, not by what the PBX says of the end. */
  endSeenAt: atOrNull,
  /** When time alone changes something about it; null once it has left the board. */
  dueAt: atOrNull,
  /** It has left the board. */
  left: z.boolean(),
  counted: z.nullable(Contribution),
});

export const AgentMemory = z.object({
  settings: z.nullable(z.object({ name: textOrNull, team: textOrNull, kind: z.enum(['agent', 'service']) })),
  /** The first poll of the present run of equal answers. */
  polled: z.nullable(
    z.object({
      state: z.enum(['free', 'ringing', 'talking', 'busy', 'disconnected', 'unknown']),
      word: text,
      at,
      askedAt: at,
    }),
  ),
  /** Last event about this extension. */
  heardAt: atOrNull,
  /** First poll of a run that says free or gone while a leg talks here. */
  freeFrom: z.nullable(z.object({ at, askedAt: at })),
  /** Since when complete polls do not name it. */
  goneAt: atOrNull,
  /** A turn to busy that polls saw: when, and how many of them in a row. */
  busy: z.nullable(z.object({ at, polls: z.number() })),
});

export const QueueMemory = z.object({
  settings: z.nullable(
    z.object({
      name: textOrNull,
      targetSeconds: z.number(),
      shortAbandonSeconds: z.number(),
      ddis: z.array(text),
      hours: z.nullable(z.record(z.string(), z.array(z.tuple([z.string(), z.string()])))),
    }),
  ),
  /** The name the PBX gave it. */
  told: textOrNull,
});

export type Mark = z.infer<typeof Mark>;
export type Contribution = z.infer<typeof Contribution>;
export type CallFacts = z.infer<typeof CallFacts>;
export type AgentMemory = z.infer<typeof AgentMemory>;
export type QueueMemory = z.infer<typeof QueueMemory>;
