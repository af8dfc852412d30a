// What there is in the simulated switchboard. Nothing here moves; the files beside it do.
import type { SimClock, SimTimer } from '../base/clock.ts';
import type { Random } from '../base/random.ts';

export interface Agent {
  readonly extension: string;
  readonly name: string;
  readonly kind: 'agent' | 'service';
  readonly queues: readonly string[];
  registered: boolean;
  /** Busy with something the switchboard sends no event for: a consultation, a call of an unconfigured line. */
  occupied: boolean;
  /** From this many calls on, a further direct call goes to `busyDestination`, or is busy. Queues ring only the idle. */
  busyLevel: number;
  busyDestination: string | null;
  /** Open legs, oldest first. */
  readonly legs: Set<Leg>;
  /** What a poll was last able to see, for the diary. */
  word: StateWord;
}
export type StateWord = 'Libre' | 'Ocupada' | 'Desconectada';

export interface Queue {
  readonly number: string;
  readonly name: string;
  strategy: 'hops' | 'ringall';
  readonly members: readonly string[];
  readonly ddis: readonly string[];
  /** How long one phone rings before the call hops on, ms. */
  ringMs: number;
  /** Where the search for the next agent begins. */
  turn: number;
  /** Oldest first. */
  readonly waiting: Set<Call>;
  readonly counters: { offered: number; answered: number; abandoned: number };
}

export type Result = 'answered' | 'abandoned' | 'missed' | 'busy' | 'cancelled' | 'failed';
export interface Leg {
  readonly call: Call;
  readonly extension: string;
  /** The id its events carry: the call's, or the neighbouring one under a queue that is an agent. */
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** `lifting`: the agent's own phone before a dialled call; no event tells of it. */
  state: 'lifting' | 'ringing' | 'talking' | 'ended';
  readonly ringAt: number;
  answerAt: number | null;
  endAt: number | null;
  result: Result | 'transferred' | 'elsewhere' | null;
  readonly transfer: 'blind' | 'attended' | null;
  timer: SimTimer | null;
}
export interface Call {
  /** Counts up from 1 in the order of their beginning; never on the wire. */
  readonly key: number;
  readonly id: string;
  readonly kind: 'inbound' | 'outbound' | 'transit' | 'dialler';
  readonly party: string;
  readonly ddi: string;
  readonly startedAt: number;
  /** Moved by life itself: agents answer, people hang up. Otherwise somebody commands it. */
  readonly auto: boolean;
  readonly plan: DialPlan;
  queue: string | null;
  /** Agents ring under this id, and the hang-up comes from the queue's own extension. */
  neighbourId: string | null;
  enteredQueueAt: number | null;
  state: 'ringing' | 'waiting' | 'talking' | 'ended';
  answeredAt: number | null;
  endedAt: number | null;
  result: Result | null;
  readonly legs: Leg[];
  readonly timers: Set<SimTimer>;
  /** How long the dialled number may ring, ms. */
  readonly ringMs: number;
  /** The second number of a transit, until it is dialled. */
  second: string | null;
  /** The other half of a transit. */
  partner: Call | null;
  /** The dialler hands over to this extension. */
  readonly handTo: string | null;
}
/** What the outside does when dialled. `manual`: nothing, until commanded. */
export type DialPlan = 'answer' | 'busy' | 'no_answer' | 'manual' | 'random';

export interface CallEvent {
  /** Counts up from 1. */
  readonly sequence: number;
  readonly at: number;
  readonly callKey: number;
  readonly id: string;
  readonly extension: string;
  readonly state: 'timbre' | 'descolgado' | 'colgado';
  readonly direction: 'entrante' | 'saliente';
  readonly party: string;
  readonly ddi: string;
  /** `200_Faturação`, or blank. */
  readonly queueName: string;
  readonly final: string;
  readonly info: string;
  readonly seconds: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** Life itself, where a call is not commanded. */
export interface Pilot {
  rang(leg: Leg): void;
  talking(leg: Leg): void;
  dialled(leg: Leg): void;
  lifting(leg: Leg): void;
}
export interface StateChange {
  readonly at: number;
  readonly extension: string;
  readonly word: StateWord;
}
export interface World {
  readonly clock: SimClock;
  readonly random: Random;
  readonly zone: string;
  readonly agents: Map<string, Agent>;
  readonly queues: Map<string, Queue>;
  /** Open calls by key. */
  readonly open: Map<number, Call>;
  /** Ended calls, oldest first, bounded. */
  readonly ended: Call[];
  readonly states: StateChange[];
  /** Entries the bounds of `ended` and `states` have dropped. */
  forgotten: number;
  sequence: number;
  callCount: number;
  eventCount: number;
  /** What the outside does when the HTTP plane dials. */
  dialPlan: DialPlan;
  /** Queues exist as agents too, and their extension sends a ring when somebody enters. */
  queuesRing: boolean;
  pilot: Pilot;
  /** Every event there is, before any template or fault. */
  tell: (event: CallEvent) => void;
  /** An extension has become idle. */
  freed: (extension: string) => void;
}
