// Sums over the whole board for the wall. One pass makes all counts of a screen, so that they always add up.
import type { Agent, AgentState, Board, Call, Queue } from '../protocol/board.ts';

export type StateCounts = Readonly<Record<AgentState, number>> & { readonly total: number; readonly connected: number };

/** The order of groups on a wall: who needs looking at first, who is gone last. */
export const stateOrder: readonly AgentState[] = ['ringing', 'talking', 'busy', 'unknown', 'free', 'disconnected'];

/** [M7] Every agent is in exactly one state: the counts add up to the total. An agent in three queues is one agent. */
export function countStates(agents: Iterable<Agent>): StateCounts {
  const counts: Record<AgentState, number> = {
    free: 0,
    ringing: 0,
    talking: 0,
    busy: 0,
    disconnected: 0,
    unknown: 0,
  };
  for (const agent of agents) counts[agent.state] += 1;
  const total = stateOrder.reduce((sum, state) => sum + counts[state], 0);
  return { ...counts, total, connected: total - counts.disconnected };
}

export function sameCounts(a: StateCounts, b: StateCounts): boolean {
  return stateOrder.every((state) => a[state] === b[state]);
}

/**
 * What an agent's timer times: one stay in one state, with one call if there is one. A later stay in the same state is
 * another spell, even where nothing in between was seen (a screen that was cut off): its timer starts anew.
 */
export function spellOf(agent: Pick<Agent, 'state' | 'calls' | 'since'>): string {
  return `${agent.state} ${agent.calls[0] ?? agent.since}`;
}

export function membersOf(board: Board, queue: Queue): Agent[] {
  return queue.members.flatMap((extension) => board.agents[extension] ?? []);
}

/** Queues by number: a fixed order, so that places are learned. */
export function queuesInOrder(board: Board): Queue[] {
  return Object.values(board.queues).sort((a, b) => byNumber(a.number, b.number));
}

export function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/** Start of the longest-waiting call of these queues, Unix ms; null = nobody waits. */
export function oldestWaitingAt(board: Board, queues: readonly Queue[]): number | null {
  let oldest: number | null = null;
  for (const queue of queues) {
    for (const id of queue.waiting) {
      const call = board.calls[id];
      if (call && (oldest === null || call.startedAt < oldest)) oldest = call.startedAt;
    }
  }
  return oldest;
}

export interface Waiting {
  /** Callers known to wait; a caller in two lists counts once. */
  readonly count: number;
  readonly oldestAt: number | null;
  /** false when not one of the queues can show its callers: a screen shows a dash, not 0. */
  readonly known: boolean;
}

/** [M8] Who waits, over these queues. */
export function waitingIn(board: Board, queues: readonly Queue[]): Waiting {
  const ids = new Set(queues.flatMap((queue) => queue.waiting));
  const known = queues.some((queue) => queue.waitingKnown) || ids.size > 0;
  return { count: ids.size, oldestAt: oldestWaitingAt(board, queues), known };
}

/** Open calls first, the longest waiting on top; ended ones after them, the newest on top. */
export function callsInOrder(calls: readonly Call[]): Call[] {
  const rank = { waiting: 0, ringing: 1, talking: 2, ended: 3 } as const;
  return [...calls].sort((a, b) => {
    const groups = rank[a.state] - rank[b.state];
    if (groups !== 0) return groups;
    const within = a.state === 'ended' ? (b.endedAt ?? 0) - (a.endedAt ?? 0) : a.startedAt - b.startedAt;
    return within || (a.id < b.id ? -1 : 1);
  });
}
