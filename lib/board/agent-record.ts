// An agent's record from its open legs, else from the poll. Decides who is an agent at all: an extension that is no
// queue and no service. Never ends a call: a free extension with a talking leg is for the polls to settle.
import type { Agent, Call } from '../protocol/board.ts';
import type { Draft } from './draft.ts';
import type { AgentMemory } from './facts.ts';

export const blankAgent: AgentMemory = {
  settings: null,
  polled: null,
  heardAt: null,
  freeFrom: null,
  goneAt: null,
  busy: null,
};

export function memoryOf(draft: Draft, extension: string): AgentMemory {
  return draft.agentMemory.get(extension) ?? blankAgent;
}

export function isAgent(draft: Draft, extension: string): boolean {
  return !draft.context.isQueue(extension) && memoryOf(draft, extension).settings?.kind !== 'service';
}

/** The call's leg that occupies the extension now: the talking one if it has both. */
export function openLeg(call: Call | undefined, extension: string): 'talking' | 'ringing' | null {
  let state: 'talking' | 'ringing' | null = null;
  if (call === undefined || call.state === 'ended') return null;
  for (const leg of call.legs) {
    if (leg.extension !== extension || leg.state === 'ended') continue;
    if (leg.state === 'talking') return 'talking';
    state = 'ringing';
  }
  return state;
}

/** Puts the call into the agent's list or takes it out, and sets the state that follows. */
export function touchAgent(draft: Draft, extension: string, at: number, callId: string | null): void {
  if (!isAgent(draft, extension)) {
    draft.agents.set(extension, null);
    return;
  }
  const known = draft.agents.get(extension);
  const ids = new Set(known?.calls);
  if (callId !== null) ids.add(callId);
  const open: { id: string; talking: boolean; since: number }[] = [];
  for (const id of ids) {
    const call = draft.calls.get(id);
    const state = openLeg(call, extension);
    if (call && state) open.push({ id, talking: state === 'talking', since: call.startedAt });
  }
  open.sort((a, b) => Number(b.talking) - Number(a.talking) || a.since - b.since || (a.id < b.id ? -1 : 1));
  const calls = open.map((one) => one.id);
  const stated = stateOf(draft, extension, open[0] ?? null, known);
  const memory = memoryOf(draft, extension);
  draft.agents.set(extension, {
    extension,
    name: memory.settings?.name ?? null,
    team: memory.settings?.team ?? null,
    state: stated.state,
    word: memory.goneAt !== null ? null : (memory.polled?.word ?? null),
    since: known && known.state === stated.state ? known.since : at,
    queues: known?.queues ?? draft.queuesOf(extension),
    calls,
    from: stated.from,
  });
}

function stateOf(
  draft: Draft,
  extension: string,
  first: { id: string; talking: boolean } | null,
  known: Agent | undefined,
): Pick<Agent, 'state' | 'from'> {
  if (first) {
    const facts = first.talking ? draft.facts.get(first.id) : undefined;
    const told = facts?.marks.some((mark) => mark.extension === extension && mark.phase === 'answered') ?? true;
    return { state: first.talking ? 'talking' : 'ringing', from: told ? 'hook' : 'inferred' };
  }
  const { polled, heardAt, goneAt } = memoryOf(draft, extension);
  if (goneAt !== null) return { state: 'disconnected', from: 'poll' };
  if (polled === null) return { state: 'unknown', from: 'hook' };
  // "Busy" of before the last event was about the call that is over; the next poll says what is true now.
  const older = heardAt !== null && polled.askedAt <= heardAt;
  if (older && ['busy', 'talking', 'ringing'].includes(polled.state)) return { state: 'free', from: 'hook' };
  if (known?.state === polled.state && known.calls.length === 0) return { state: polled.state, from: known.from };
  return { state: polled.state, from: older ? 'hook' : 'poll' };
}

/** For an extension that becomes an agent while it has calls: a service that is none any more. */
export function openCalls(draft: Draft, extension: string): string[] {
  const ids: string[] = [];
  for (const id of draft.calls.keys()) if (openLeg(draft.calls.get(id), extension)) ids.push(id);
  return ids;
}

/** After a queue's members changed. */
export function refreshQueues(draft: Draft, extension: string): void {
  const agent = draft.agents.get(extension);
  if (agent) draft.agents.set(extension, { ...agent, queues: draft.queuesOf(extension) });
}
