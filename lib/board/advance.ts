// What time alone does: silence ends rings and waits, ended calls leave, midnight clears the counters, facts are
// forgotten. Every effect carries the instant it was due, in the order it was due, so it does not matter how often or
// how late this is called. Never asks for the time.
import type { Call } from '../protocol/board.ts';
import { nextMidnight, startOfDay } from '../time/zone.ts';
import type { Change } from './change.ts';
import { closeLeg } from './close-leg.ts';
import { type Draft, startDraft } from './draft.ts';
import type { CallFacts } from './facts.ts';
import { keysOf } from './keys.ts';
import {
  FORGET_STEP_MS,
  LEAVE_MS,
  OPEN_SILENCE_MS,
  REMEMBER_MS,
  RING_SILENCE_MS,
  TRANSFER_GRACE_MS,
  WAIT_SILENCE_MS,
} from './limits.ts';
import { placeCall } from './place-call.ts';
import { noneToday } from './queue-record.ts';
import type { BoardState } from './state.ts';

export function advance(state: BoardState, now: number): Change[] {
  const draft = startDraft(state);
  advanceIn(draft, now);
  return draft.changes();
}

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

function nextDueIn(draft: Draft): Due | null {
  let first: { at: number; happen: () => void } | null = null;
  const offer = (at: number, happen: () => void) => {
    if (first === null || at < first.at) first = { at, happen };
  };
  const { day } = draft.memory();
  if (day !== null) offer(day.end, () => beginDay(draft, day.end));
  for (const id of draft.calls.keys()) {
    const call = draft.calls.get(id);
    const facts = draft.facts.get(id);
    if (call && facts) offerCall(draft, call, facts, offer);
  }
  for (const bucket of draft.past.keys()) offer(Number(bucket), () => forget(draft, bucket));
  return first;
}

function offerCall(draft: Draft, call: Call, facts: CallFacts, offer: (at: number, happen: () => void) => void): void {
  if (call.state === 'ended') {
    const at = (facts.endSeenAt ?? facts.lastAt) + LEAVE_MS;
    offer(at, () => leave(draft, facts, at));
    return;
  }
  const heardAt = Math.max(facts.lastAt, facts.vouchedAt ?? 0);
  let silence = OPEN_SILENCE_MS;
  if (call.legs.every((leg) => leg.state === 'ended')) {
    const transferred = call.legs.some((leg) => leg.result === 'transferred');
    const open = call.state === 'ringing' ? RING_SILENCE_MS : WAIT_SILENCE_MS;
    if (call.state !== 'talking') silence = transferred ? TRANSFER_GRACE_MS : open;
  }
  const at = heardAt + silence;
  offer(at, () => placeCall(draft, { ...facts, ended: { at, n: draft.memory().heard } }, at));
  for (const leg of call.legs) {
    if (leg.state !== 'ringing') continue;
    let ringHeardAt = facts.vouchedAt ?? 0;
    for (const mark of facts.marks) {
      if (mark.extension === leg.extension) ringHeardAt = Math.max(ringHeardAt, mark.lastAt);
    }
    const due = ringHeardAt + RING_SILENCE_MS;
    offer(due, () => closeLeg(draft, facts, leg.extension, due, due));
  }
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
  draft.facts.set(facts.id, { ...facts, left: true });
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
