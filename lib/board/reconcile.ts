// A poll onto the board. Decides what an answer of the PBX may say: nothing about a call that had an event since the
// question left, nothing about ringing legs and waiting calls, and never that everybody is gone at once.
import type { AgentState } from '../protocol/board.ts';
import { advanceIn } from './advance.ts';
import { isAgent, memoryOf, openLeg, refreshQueues, touchAgent } from './agent-record.ts';
import { closeLeg } from './close-leg.ts';
import { becameQueue } from './decide.ts';
import { type Draft, startDraft } from './draft.ts';
import type { CallFacts } from './facts.ts';
import type { StatePolled } from './input.ts';
import { BUSY_REASON_MS, GONE_MS } from './limits.ts';
import { placeCall } from './place-call.ts';
import { setMembers, writeQueue } from './queue-record.ts';
import type { BoardState } from './state.ts';
import { isUsable } from './usable-name.ts';

/** What of a poll must be logged: what changes the board or what it remembers. null = nothing at all. */
export function trimPoll(state: BoardState, poll: StatePolled): StatePolled | null {
  const draft = startDraft(state);
  advanceIn(draft, poll.at);
  const queues = Object.fromEntries(queuesThatMatter(draft, poll));
  // Whether an extension is an agent depends on the queues, so the agents are judged after them.
  learnQueues(draft, queues, poll.at);
  const agents = Object.fromEntries(agentsThatMatter(draft, poll));
  const gone = goneThatMatter(draft, poll);
  const any = Object.keys(queues).length + Object.keys(agents).length + gone.length > 0;
  if (!any) return null;
  return {
    type: 'state_polled',
    at: poll.at,
    askedAt: poll.askedAt,
    complete: false,
    ...(Object.keys(agents).length > 0 ? { agents } : {}),
    ...(Object.keys(queues).length > 0 ? { queues } : {}),
    ...(gone.length > 0 ? { gone } : {}),
  };
}

export function reconcileIn(draft: Draft, poll: StatePolled): void {
  learnQueues(draft, Object.fromEntries(queuesThatMatter(draft, poll)), poll.at);
  const agents = agentsThatMatter(draft, poll);
  const gone = goneThatMatter(draft, poll);
  for (const [extension, said] of agents) hearPoll(draft, extension, said, poll);
  for (const extension of gone) missFromPoll(draft, extension, poll);
}

type QueueSaid = NonNullable<StatePolled['queues']>[string];
type AgentSaid = NonNullable<StatePolled['agents']>[string];
function queuesThatMatter(draft: Draft, poll: StatePolled): [string, QueueSaid][] {
  const said = Object.entries(poll.queues ?? {}).filter(([number]) => isUsable(number));
  const matter = said.filter(([number, queue]) => {
    const known = draft.queues.get(number);
    if (!known || (queue.name !== null && queue.name !== (draft.queueMemory.get(number)?.told ?? null))) return true;
    const members = [...new Set(queue.members)];
    return members.length !== known.members.length || members.some((one, index) => one !== known.members[index]);
  });
  if (poll.complete && said.length > 0) {
    for (const number of draft.queues.keys()) {
      const known = draft.queues.get(number);
      if (poll.queues && !Object.hasOwn(poll.queues, number) && known && known.members.length > 0) {
        matter.push([number, { name: null, members: [] }]);
      }
    }
  }
  return matter;
}

function learnQueues(draft: Draft, queues: Readonly<Record<string, QueueSaid>>, at: number): void {
  const touched = new Set<string>();
  for (const [number, said] of Object.entries(queues)) {
    const learned = writeQueue(draft, number, said.name === null ? {} : { told: said.name });
    for (const extension of setMembers(draft, number, said.members)) touched.add(extension);
    if (learned) becameQueue(draft, number, at);
  }
  for (const extension of touched) refreshQueues(draft, extension);
}

function agentsThatMatter(draft: Draft, poll: StatePolled): [string, AgentSaid][] {
  const matter: [string, AgentSaid][] = [];
  for (const extension in poll.agents) {
    const said = poll.agents[extension];
    if (said && Object.hasOwn(poll.agents, extension) && isUsable(extension) && matters(draft, extension, said, poll)) {
      matter.push([extension, said]);
    }
  }
  return matter;
}

const frees = (state: AgentState) => state === 'free' || state === 'disconnected';

function matters(draft: Draft, extension: string, said: AgentSaid, poll: StatePolled): boolean {
  const memory = draft.agentMemory.get(extension);
  if (!memory || memory.polled === null) return true;
  const agent = draft.agents.get(extension);
  const differs = memory.polled.state !== said.state || memory.polled.word !== said.word || memory.goneAt !== null;
  if (!agent) return differs || isAgent(draft, extension);
  // An event heard after the question left is newer than the answer; the next poll will say it again.
  if (memory.heardAt !== null && poll.askedAt <= memory.heardAt) return false;
  if (differs) return true;
  if (agent.calls.length === 0) return agent.state !== said.state || countsBusy(draft, extension, said, poll);
  if (frees(said.state)) return agent.state === 'talking';
  return memory.freeFrom !== null || untoldAnswer(draft, extension, said, poll) !== null;
}

/** Turned busy while no event of any call came: the second such poll makes the events silent. */
function countsBusy(draft: Draft, extension: string, said: AgentSaid, poll: StatePolled): boolean {
  const { busy } = memoryOf(draft, extension);
  return said.state === 'busy' && busy !== null && busy.polls < 2 && poll.at > busy.at;
}

/** The call that rings here and that "busy" means answered, because no event ever says so. */
function untoldAnswer(draft: Draft, extension: string, said: AgentSaid, poll: StatePolled): CallFacts | null {
  const agent = draft.agents.get(extension);
  const [id, second] = agent?.calls ?? [];
  if (said.state !== 'busy' || id === undefined || second !== undefined) return null;
  const call = draft.calls.get(id);
  const facts = draft.facts.get(id);
  if (!call || !facts || openLeg(call, extension) !== 'ringing' || poll.askedAt <= facts.lastAt) return null;
  const here = facts.marks.filter((mark) => mark.extension === extension);
  if (here.some((mark) => mark.direction === 'out' || mark.info === 'attended_transfer')) return null;
  // A blind transfer is taken without a word, too.
  if (here.some((mark) => mark.info === 'transfer')) return facts;
  // Dialled for the agent: another leg dials out, or nothing says that anybody called us.
  const dialled = facts.marks.some((mark) => mark.direction === 'out' && mark.extension !== extension);
  return dialled || (call.queue === null && call.ddi === null && call.legs.length === 1) ? facts : null;
}

function hearPoll(draft: Draft, extension: string, said: AgentSaid, poll: StatePolled): void {
  const memory = memoryOf(draft, extension);
  const was = memory.polled;
  const dialled = untoldAnswer(draft, extension, said, poll);
  const turnedBusy = said.state === 'busy' && was !== null && was.state === 'free';
  const busy = turnedBusy
    ? { at: poll.at, polls: 1 }
    : said.state === 'busy' && memory.busy !== null
      ? { at: memory.busy.at, polls: Math.min(2, memory.busy.polls + (poll.at > memory.busy.at ? 1 : 0)) }
      : null;
  draft.agentMemory.set(extension, {
    ...memory,
    polled: { state: said.state, word: said.word, at: poll.at, askedAt: poll.askedAt },
    freeFrom: frees(said.state) ? memory.freeFrom : null,
    goneAt: null,
    busy,
  });
  if (!isAgent(draft, extension)) return;
  if (frees(said.state)) pollSaysFree(draft, extension, poll);
  if (dialled) {
    const answered = { extension, at: poll.at, n: draft.memory().heard };
    placeCall(draft, { ...dialled, answers: [...dialled.answers, answered] }, poll.at);
  }
  touchAgent(draft, extension, poll.at, null);
}

/** Free or gone while a leg talks here: the second poll in a row closes it, if both are newer than the call's events. */
function pollSaysFree(draft: Draft, extension: string, poll: StatePolled): void {
  const talking: CallFacts[] = [];
  for (const id of draft.agents.get(extension)?.calls ?? []) {
    const facts = draft.facts.get(id);
    const newer = facts && facts.lastAt < poll.askedAt;
    if (newer && openLeg(draft.calls.get(id), extension) === 'talking') talking.push(facts);
  }
  const memory = memoryOf(draft, extension);
  if (talking.length === 0) {
    draft.agentMemory.set(extension, { ...memory, freeFrom: null });
    return;
  }
  const first = memory.freeFrom;
  if (first === null || first.at >= poll.at) {
    draft.agentMemory.set(extension, { ...memory, freeFrom: first ?? { at: poll.at, askedAt: poll.askedAt } });
    return;
  }
  let waits = false;
  for (const facts of talking) {
    if (facts.lastAt >= first.askedAt) waits = true;
    else closeLeg(draft, facts, extension, first.at, poll.at);
  }
  draft.agentMemory.set(extension, { ...memory, freeFrom: waits ? { at: poll.at, askedAt: poll.askedAt } : null });
}

function goneThatMatter(draft: Draft, poll: StatePolled): string[] {
  const matter: string[] = [];
  const miss = (extension: string) => {
    const { goneAt, polled } = memoryOf(draft, extension);
    const agent = draft.agents.get(extension);
    if (!agent) return polled !== null;
    if (goneAt === null) return true;
    return agent.state === 'talking' || (agent.calls.length === 0 && poll.at - goneAt >= GONE_MS);
  };
  if (poll.gone) return poll.gone.filter((extension) => isUsable(extension) && miss(extension));
  // An empty list is an ill PBX, not an empty house.
  if (!poll.complete || !poll.agents || Object.keys(poll.agents).length === 0) return matter;
  const seen = new Set<string>();
  for (const keys of [draft.agents.keys(), draft.agentMemory.keys()]) {
    for (const extension of keys) {
      if (Object.hasOwn(poll.agents, extension) || seen.has(extension)) continue;
      seen.add(extension);
      const { heardAt } = memoryOf(draft, extension);
      if ((heardAt === null || heardAt < poll.askedAt) && miss(extension)) matter.push(extension);
    }
  }
  return matter;
}

function missFromPoll(draft: Draft, extension: string, poll: StatePolled): void {
  const memory = memoryOf(draft, extension);
  const agent = draft.agents.get(extension);
  if (!agent) {
    draft.agentMemory.set(extension, { ...memory, polled: null });
    return;
  }
  const goneAt = memory.goneAt ?? poll.at;
  draft.agentMemory.set(extension, { ...memory, goneAt, polled: null, busy: null });
  pollSaysFree(draft, extension, poll);
  const still = draft.agents.get(extension);
  if (still && still.calls.length === 0 && poll.at - goneAt >= GONE_MS) {
    draft.agents.set(extension, null);
    // Only what an operator entered outlives the extension.
    if (memory.settings === null) draft.agentMemory.set(extension, null);
    else draft.agentMemory.set(extension, { ...memory, polled: null, goneAt: null, freeFrom: null, busy: null });
  } else touchAgent(draft, extension, poll.at, null);
}

/** An agent turned busy in two polls while no event of any call came: the events are silent. */
export function busyWithoutEvent(state: BoardState): boolean {
  const heardAt = state.memory.heardAt ?? Number.NEGATIVE_INFINITY;
  for (const shard of Object.values(state.memory.agents)) {
    for (const memory of Object.values(shard)) {
      if (memory.busy !== null && memory.busy.polls >= 2 && heardAt < memory.busy.at - BUSY_REASON_MS) return true;
    }
  }
  return false;
}
