// What a simulated PBX may be started with.
import type { SimClock } from './base/clock.ts';
import type { HookAuth } from './hooks/send-hook.ts';
import type { HookSettings } from './hooks/vocabulary.ts';
import type { Strictness } from './plane/names.ts';
import type { DialPlan } from './world/types.ts';

export interface SimulatorOptions {
  /** Whole number; the same seed is the same day. Default 1. */
  readonly seed?: number;
  /** 1 to 5,000; default 40. */
  readonly agents?: number;
  /** 1 to 90; default 5. */
  readonly queues?: number;
  /** 0 = any free one (default). */
  readonly port?: number;
  /** Nothing else is allowed. */
  readonly host?: '127.0.0.1';
  /** The system's by default; `manual` moves only by `advance` or the control plane. */
  readonly clock?: SimClock | 'manual';
  /** Where a `manual` clock starts, Unix ms. Default a Monday morning. */
  readonly startAt?: number;
  readonly strictness?: Strictness;
  readonly hook?: (HookSettings & { readonly auth?: HookAuth }) | undefined;
  /** The day goes on by itself. Default false: nothing happens but by command. */
  readonly lively?: boolean;
  /** Multiplies how often somebody calls. Default 1. */
  readonly rate?: number;
  /** A steady load of about so many events a second, instead of a day. */
  readonly eventsPerSecond?: number;
  /** Default 30. */
  readonly historyDays?: number;
  /** IANA zone of the PBX's local times. Default Europe/Madrid. */
  readonly zone?: string;
  /** What numbers do that the HTTP plane dials. Default `random` when lively, else `answer`. */
  readonly dialPlan?: DialPlan;
  /** Queues are agents too and send a ring when somebody enters: only then can a board know who waits. Default false. */
  readonly queuesRing?: boolean;
}
