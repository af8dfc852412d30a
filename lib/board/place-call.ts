// Brings the board in line with one call's facts: its record, the agents on it, its queue's list and counters.
// The only writer of call records. Decides nothing itself: what a call is comes from deriveCall.
import type { Call } from '../protocol/board.ts';
import { touchAgent } from './agent-record.ts';
import { deriveCall } from './derive-call.ts';
import type { Draft } from './draft.ts';
import type { CallFacts } from './facts.ts';
import { count, setWaiting } from './queue-record.ts';
import { schedule } from './schedule.ts';

/** Stands in a queue's list: it came in for that queue and nobody has taken it, whether agents ring or not. */
export function isWaitingFor(call: Call): boolean {
  return (
    call.queue !== null &&
    call.answeredAt === null &&
    (call.state === 'ringing' || call.state === 'waiting') &&
    call.direction === 'in' &&
    !call.legs.some((leg) => leg.result === 'answered' || leg.result === 'transferred')
  );
}

/** `at` is the instant the change is due to: the event's receipt, the poll's, or when silence ran out. */
export function placeCall(draft: Draft, facts: CallFacts, at: number): Call {
  const before = draft.calls.get(facts.id);
  const { call, contribution } = deriveCall(facts, draft.context);
  const ended = call.state === 'ended';
  const endSeenAt = ended ? (facts.endSeenAt ?? at) : null;
  const left = ended && facts.left;
  count(draft, facts.counted, contribution);
  // What counted on another day stays as it was counted.
  const counted = contribution ?? yesterdays(draft, facts);
  if (!left) draft.calls.set(facts.id, call);
  schedule(draft, left ? null : call, { ...facts, endSeenAt, left, counted });

  if (before?.queue && before.queue !== call.queue) setWaiting(draft, before.queue, facts.id, null);
  if (call.queue !== null) setWaiting(draft, call.queue, facts.id, isWaitingFor(call) ? call.startedAt : null);

  touchLegs(draft, before, call, at);
  return call;
}

const yesterdays = (draft: Draft, facts: CallFacts) =>
  facts.counted !== null && facts.counted.day !== draft.context.day.start ? facts.counted : null;

/** Removes the record; the facts stay until they are forgotten or belong to another call. */
export function withdrawCall(draft: Draft, id: string, at: number): void {
  const before = draft.calls.get(id);
  if (!before) return;
  draft.calls.set(id, null);
  if (before.queue !== null) setWaiting(draft, before.queue, id, null);
  touchLegs(draft, before, null, at);
}

function touchLegs(draft: Draft, before: Call | undefined, after: Call | null, at: number): void {
  const extensions = new Set<string>();
  for (const leg of before?.legs ?? []) if (leg.state !== 'ended') extensions.add(leg.extension);
  for (const leg of after?.legs ?? []) if (leg.state !== 'ended') extensions.add(leg.extension);
  for (const extension of extensions) touchAgent(draft, extension, at, after?.id ?? null);
}
