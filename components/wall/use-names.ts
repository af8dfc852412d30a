// Short names of everybody, worked out again only when a name changes.
'use client';
import { shortNames } from '../../lib/board/display-name.ts';
import type { Agent, Board, Queue } from '../../lib/protocol/board.ts';
import { useBoardSelector } from '../live/connection.tsx';
import { perBoard } from '../live/per-board.ts';

function sameNames(a: readonly Agent[], b: readonly Agent[]): boolean {
  return (
    a.length === b.length && a.every((agent, i) => agent.extension === b[i]?.extension && agent.name === b[i]?.name)
  );
}

let last: { readonly agents: readonly Agent[]; readonly names: ReadonlyMap<string, string> } | null = null;
const namesOf = perBoard((board: Board) => {
  const agents = Object.values(board.agents);
  if (!last || !sameNames(last.agents, agents)) last = { agents, names: shortNames(agents) };
  return last.names;
});
const noNames: ReadonlyMap<string, string> = new Map();

/** Extension to short name; the same map until somebody's name changes. */
export function useShortNames(): ReadonlyMap<string, string> {
  return useBoardSelector(namesOf) ?? noNames;
}

/** A queue without a name is its number. */
export function queueName(queue: Pick<Queue, 'number' | 'name'>): string {
  return queue.name ?? queue.number;
}
