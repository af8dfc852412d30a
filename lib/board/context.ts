// What deriving a call may know beside the call's own facts: which numbers are queues, which DDIs lead to them and
// who is in them. Everything is read at the moment of deriving; nothing is kept.
import { sameNumber } from '../dialling/same-number.ts';

export interface QueueRules {
  readonly number: string;
  readonly members: readonly string[];
  readonly ddis: readonly string[];
  readonly targetSeconds: number;
  readonly shortAbandonSeconds: number;
}

export interface Context {
  readonly day: { readonly start: number; readonly end: number };
  isQueue(extension: string): boolean;
  queue(number: string): QueueRules | null;
  /** All queues; their order never decides. */
  queues(): readonly QueueRules[];
}

/** The queue a called number leads to. Two queues that claim the same number claim it in vain. */
export function queueOfDdi(context: Context, ddi: string): string | null {
  const fitting = context.queues().filter((queue) => queue.ddis.some((one) => sameNumber(one, ddi)));
  return fitting.length === 1 ? (fitting[0]?.number ?? null) : null;
}

/** The only queue that contains every one of the extensions. */
export function queueOfMembers(context: Context, extensions: readonly string[]): string | null {
  if (extensions.length === 0) return null;
  const fitting = context
    .queues()
    .filter((queue) => extensions.every((extension) => queue.members.includes(extension)));
  return fitting.length === 1 ? (fitting[0]?.number ?? null) : null;
}
