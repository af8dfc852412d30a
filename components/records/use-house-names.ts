// What agents and queues are called, from the live board; who is not on it is shown by number.
'use client';
import type { Board } from '../../lib/protocol/board.ts';
import { useBoardSelector } from '../live/connection.tsx';
import { perBoard } from '../live/per-board.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}
export interface HouseNames {
  readonly agents: readonly Named[];
  readonly queues: readonly Named[];
  readonly agent: (extension: string) => string;
  readonly queue: (number: string) => string;
}

const byName = (a: Named, b: Named) => a.name.localeCompare(b.name, undefined, { numeric: true });
const read = perBoard((board: Board) => ({
  agents: Object.values(board.agents)
    .map(({ extension, name }) => ({ id: extension, name: name ?? extension }))
    .sort(byName),
  queues: Object.values(board.queues)
    .map(({ number, name }) => ({ id: number, name: name ?? number }))
    .sort(byName),
}));
const sameList = (a: readonly Named[], b: readonly Named[]) =>
  a.length === b.length && a.every((one, i) => one.id === b[i]?.id && one.name === b[i]?.name);
const same = (a: ReturnType<typeof read>, b: ReturnType<typeof read>) =>
  sameList(a.agents, b.agents) && sameList(a.queues, b.queues);
const nobody: readonly Named[] = [];

export function useHouseNames(): HouseNames {
  const found = useBoardSelector(read, same);
  const agents = found?.agents ?? nobody;
  const queues = found?.queues ?? nobody;
  return {
    agents,
    queues,
    agent: (extension) => agents.find(({ id }) => id === extension)?.name ?? extension,
    queue: (number) => queues.find(({ id }) => id === number)?.name ?? number,
  };
}
