// When time alone changes something about a call, and the index by which the next such call is found without looking
// at all of them. Decides the due instants; what happens then is advance's.
import type { Call } from '../protocol/board.ts';
import type { Draft } from './draft.ts';
import type { CallFacts, Mark } from './facts.ts';
import { LEAVE_MS, OPEN_SILENCE_MS, RING_SILENCE_MS, TRANSFER_GRACE_MS, WAIT_SILENCE_MS } from './limits.ts';

/** Width of one entry of the index, ms: few entries, and few calls in each. */
const SPAN_MS = 10_000;

export interface CallDue {
  readonly at: number;
  /** `leave` the board, `end` of the whole call, or the extension whose ring has been silent. */
  readonly what: 'leave' | 'end' | { readonly ringAt: string };
}

export function dueOf(call: Call, facts: CallFacts): CallDue {
  if (call.state === 'ended') return { at: (facts.endSeenAt ?? facts.lastAt) + LEAVE_MS, what: 'leave' };
  let due: CallDue = {
    at: Math.max(facts.lastAt, facts.vouchedAt ?? 0) + silenceOf(call, facts),
    what: 'end',
  };
  for (const leg of call.legs) {
    if (leg.state !== 'ringing') continue;
    let heardAt = facts.vouchedAt ?? 0;
    for (const mark of facts.marks) if (mark.extension === leg.extension) heardAt = Math.max(heardAt, mark.lastAt);
    const at = heardAt + RING_SILENCE_MS;
    if (at < due.at) due = { at, what: { ringAt: leg.extension } };
  }
  return due;
}

function silenceOf(call: Call, facts: CallFacts): number {
  if (call.state === 'talking' || call.legs.some((leg) => leg.state !== 'ended')) return OPEN_SILENCE_MS;
  // Rings that ended since the transfer show that the call waits where it was sent.
  const last = facts.marks.reduce<Mark | null>((a, b) => (a === null || b.lastN > a.lastN ? b : a), null);
  const transferred = call.legs.some((leg) => leg.result === 'transferred');
  if (transferred && last?.phase === 'hung_up') return TRANSFER_GRACE_MS;
  return call.state === 'ringing' ? RING_SILENCE_MS : WAIT_SILENCE_MS;
}

/** Writes the facts with their due instant, and the index with them. null: nothing is due for it any more. */
export function schedule(draft: Draft, call: Call | null, facts: CallFacts): void {
  const dueAt = call === null ? null : dueOf(call, facts).at;
  const was = draft.facts.get(facts.id)?.dueAt ?? null;
  const before = was === null ? null : spanOf(was);
  const after = dueAt === null ? null : spanOf(dueAt);
  if (before !== after) {
    if (before !== null) {
      const others = (draft.due.get(before) ?? []).filter((id) => id !== facts.id);
      draft.due.set(before, others.length > 0 ? others : null);
    }
    if (after !== null) draft.due.set(after, [...(draft.due.get(after) ?? []), facts.id].sort());
  }
  draft.facts.set(facts.id, { ...facts, dueAt });
}

const spanOf = (at: number) => String(Math.floor(at / SPAN_MS));

/** The call with the earliest due instant; of several the first by id. */
export function nextCallDue(draft: Draft): { readonly id: string; readonly at: number } | null {
  let first: string | null = null;
  for (const span of draft.due.keys()) if (first === null || Number(span) < Number(first)) first = span;
  let next: { id: string; at: number } | null = null;
  for (const id of first === null ? [] : (draft.due.get(first) ?? [])) {
    const at = draft.facts.get(id)?.dueAt ?? null;
    if (at !== null && (next === null || at < next.at)) next = { id, at };
  }
  return next;
}
