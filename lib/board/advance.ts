// What time alone does: silence ends rings and waits, ended calls leave, midnight clears the counters, facts are
// forgotten. Every effect carries the instant it was due, in the order it was due, so it does not matter how often or
// how late this is called. Never asks for the time.
import { nextMidnight, startOfDay } from '../time/zone.ts';
import { closeLeg } from './close-leg.ts';
import { type Draft, startDraft } from './draft.ts';
import type { CallFacts } from './facts.ts';
import { keysOf } from './keys.ts';
import { FORGET_STEP_MS, REMEMBER_MS } from './limits.ts';
import { placeCall } from './place-call.ts';
import { noneToday } from './queue-record.ts';
import { dueOf, nextCallDue, schedule } from './schedule.ts';
import type { BoardState } from './state.ts';

/** The next instant at which time alone changes something, Unix ms; null before anything was heard. */
export function nextDue(state: BoardState): number | null {
  return nextDueIn(startDraft(state))?.at ?? null;
}

export function advanceIn(draft: Draft, now: number): void {
  if (draft.memory().day === null) draft.setMemory({ day: dayOf(draft, now) });
  for (;;) {
    const due = nextDueIn(draft);
    if (due === null || due.at > now) return;
    due.happen();
  }
}

const dayOf = (draft: Draft, at: number) => ({
  start: startOfDay(at, draft.timezone),
  end: nextMidnight(at, draft.timezone),
});

interface Due {
  readonly at: number;
  happen(): void;
}

/** The earliest of all; of equal instants midnight first, then calls by id, then forgetting. */
function nextDueIn(draft: Draft): Due | null {
  let first: Due | null = null;
  const { day } = draft.memory();
  if (day !== null) first = { at: day.end, happen: () => beginDay(draft, day.end) };
  const call = nextCallDue(draft);
  if (call && (first === null || call.at < first.at)) first = { at: call.at, happen: () => callIsDue(draft, call.id) };
  for (const bucket of draft.past.keys()) {
    const at = Number(bucket);
    if (first === null || at < first.at) first = { at, happen: () => forget(draft, bucket) };
  }
  return first;
}

function callIsDue(draft: Draft, id: string): void {
  const call = draft.calls.get(id);
  const facts = draft.facts.get(id);
  if (!facts) return;
  if (!call) {
    schedule(draft, null, facts);
    return;
  }
  const { at, what } = dueOf(call, facts);
  if (what === 'leave') leave(draft, facts, at);
  else if (what === 'end') placeCall(draft, { ...facts, ended: { at, n: draft.memory().heard } }, at);
  else closeLeg(draft, facts, what.ringAt, at, at);
}

/** Counters of yesterday go; a call that started then still counts there, not here. */
function beginDay(draft: Draft, at: number): void {
  draft.setMemory({ day: dayOf(draft, at) });
  for (const number of [...draft.queues.keys()]) {
    const queue = draft.queues.get(number);
    if (queue) draft.queues.set(number, { ...queue, today: noneToday });
  }
}

function leave(draft: Draft, facts: CallFacts, at: number): void {
  draft.calls.set(facts.id, null);
  schedule(draft, null, { ...facts, left: true });
  const bucket = String(Math.ceil((at + REMEMBER_MS) / FORGET_STEP_MS) * FORGET_STEP_MS);
  draft.past.set(bucket, [...(draft.past.get(bucket) ?? []), facts.id]);
}

function forget(draft: Draft, bucket: string): void {
  for (const id of draft.past.get(bucket) ?? []) {
    const facts = draft.facts.get(id);
    // It may have come back to the board since, or be in a later bucket too.
    if (!facts?.left) continue;
    for (const key of keysOf(facts)) {
      const ids = (draft.keys.get(key) ?? []).filter((one) => one !== id);
      draft.keys.set(key, ids.length > 0 ? ids : null);
    }
    draft.facts.set(id, null);
  }
  draft.past.set(bucket, null);
}
