// One call event onto the board. Decides which call it belongs to, whether calls are one, and which extensions it
// reveals as queues; what the call then is follows from its facts. Idempotent, and blind to order but for instants.
import { sameNumber } from '../dialling/same-number.ts';
import { isAgent, memoryOf, touchAgent } from './agent-record.ts';
import { addEvent, joinFacts, newFacts } from './call-facts.ts';
import { startOf } from './derive-call.ts';
import type { Draft } from './draft.ts';
import type { CallFacts, Mark } from './facts.ts';
import type { CallHeard } from './input.ts';
import { keyOf, keysOf, matchCall } from './keys.ts';
import { NEIGHBOUR_MS } from './limits.ts';
import { placeCall, withdrawCall } from './place-call.ts';
import { count, writeQueue } from './queue-record.ts';
import { schedule } from './schedule.ts';
import { isUsable } from './usable-name.ts';

export function decideIn(draft: Draft, event: CallHeard): void {
  const names = [
    event.shortId,
    event.fullId,
    event.extension,
    event.queue.said === 'number' ? event.queue.number : null,
  ];
  if (names.some((name) => name !== null && !isUsable(name))) return;
  const memory = draft.memory();
  const n = memory.heard + 1;
  draft.setMemory({ heard: n, heardAt: Math.max(memory.heardAt ?? 0, event.at) });
  learnQueues(draft, event);
  if (event.extension !== null) hearExtension(draft, event.extension, event.at);

  const match = matchCall(draft.lookup, event);
  let facts = draft.facts.get(match.byRef ?? match.byId ?? '');
  const second = match.byRef !== null && match.byId !== null ? draft.facts.get(match.byId) : undefined;
  if (facts && second && second.id !== facts.id) facts = joinCalls(draft, facts, second, event.at);
  facts ??= firstFacts(draft, event, n);
  facts = addEvent(facts, event, n);
  register(draft, facts);
  facts = joinNeighbours(draft, facts, event.at);
  placeCall(draft, facts, event.at);

  // Where an abandon is booked says nothing of that extension.
  const { extension } = event;
  if (extension !== null && event.final !== 'abandoned' && isAgent(draft, extension)) {
    touchAgent(draft, extension, event.at, facts.id);
  }
  if (event.phase === 'ringing' && extension !== null) {
    const queue = draft.queues.get(extension);
    if (queue && !queue.waitingKnown) draft.queues.set(extension, { ...queue, waitingKnown: true });
  }
}

function learnQueues(draft: Draft, event: CallHeard): void {
  const learned: string[] = [];
  if (event.queue.said === 'number') {
    const { number, name } = event.queue;
    const known = draft.queueMemory.get(number);
    const told = name === null || known?.told ? {} : { told: name };
    if (!draft.queues.get(number) || 'told' in told) {
      if (writeQueue(draft, number, told)) learned.push(number);
    }
  }
  if (event.extension !== null && event.extensionIsQueue && !draft.queues.get(event.extension)) {
    writeQueue(draft, event.extension, {});
    learned.push(event.extension);
  }
  for (const number of learned) becameQueue(draft, number, event.at);
}

/** An extension turned out to be a queue: it is no agent, and calls it was on are read anew. */
export function becameQueue(draft: Draft, number: string, at: number): void {
  draft.agents.set(number, null);
  for (const id of [...draft.calls.keys()]) {
    const facts = draft.facts.get(id);
    if (facts?.marks.some((mark) => mark.extension === number)) placeCall(draft, facts, at);
  }
}

function hearExtension(draft: Draft, extension: string, at: number): void {
  if (draft.context.isQueue(extension)) return;
  const memory = memoryOf(draft, extension);
  draft.agentMemory.set(extension, {
    ...memory,
    heardAt: Math.max(memory.heardAt ?? at, at),
    freeFrom: null,
    goneAt: null,
    busy: null,
  });
}

/** The call's id is the full PBX id if the first event has one, else the short one; `~2` if it is taken. */
function firstFacts(draft: Draft, event: CallHeard, n: number): CallFacts {
  const wanted = event.fullId ?? event.shortId;
  const taken = (id: string) => draft.facts.get(id) !== undefined || draft.lookup.ids(keyOf.former(id)).length > 0;
  let id = wanted;
  for (let next = 2; taken(id); next++) id = `${wanted}~${next}`;
  const plain = `w${id.replaceAll(/[^0-9A-Za-z]/g, '-')}`;
  let ref = plain;
  for (let next = 2; draft.lookup.ids(keyOf.ref(ref)).length > 0; next++) ref = `${plain}-${next}`;
  return newFacts(event, id, ref, n);
}

function register(draft: Draft, facts: CallFacts): void {
  for (const key of keysOf(facts)) {
    const ids = draft.keys.get(key) ?? [];
    if (!ids.includes(facts.id)) draft.keys.set(key, [...ids, facts.id]);
  }
}

/** Whichever was heard first keeps its id; the other's record goes, and its ids and reference mean the first. */
function joinCalls(draft: Draft, a: CallFacts, b: CallFacts, at: number): CallFacts {
  const [kept, other] = a.firstAt < b.firstAt || (a.firstAt === b.firstAt && a.id < b.id) ? [a, b] : [b, a];
  count(draft, kept.counted, null);
  count(draft, other.counted, null);
  const joined = joinFacts(kept, other);
  for (const key of keysOf(other)) {
    const ids = (draft.keys.get(key) ?? []).filter((id) => id !== other.id);
    draft.keys.set(key, ids.includes(kept.id) ? ids : [...ids, kept.id]);
  }
  schedule(draft, null, other);
  draft.facts.set(other.id, null);
  withdrawCall(draft, other.id, at);
  draft.facts.set(joined.id, joined);
  register(draft, joined);
  return joined;
}

/** Neighbouring ids of a queue that is an extension: same party, seconds apart, and exactly one side the queue's. */
function joinNeighbours(draft: Draft, facts: CallFacts, at: number): CallFacts {
  if (facts.party === null) return facts;
  const isQueueMark = (mark: Mark) =>
    mark.extension !== null && (mark.asQueue || draft.context.isQueue(mark.extension));
  const byQueue = (one: CallFacts) => one.marks.some(isQueueMark);
  let joined = facts;
  for (const id of draft.lookup.ids(keyOf.party(facts.party))) {
    if (id === joined.id || joined.formerIds.includes(id)) continue;
    const other = draft.facts.get(id);
    if (
      !other ||
      other.party === null ||
      joined.party === null ||
      !sameNumber(other.party, joined.party) ||
      byQueue(other) === byQueue(joined)
    )
      continue;
    if (Math.abs(startOf(other) - startOf(joined)) > NEIGHBOUR_MS) continue;
    draft.facts.set(joined.id, joined);
    joined = joinCalls(draft, joined, other, at);
  }
  return joined;
}
