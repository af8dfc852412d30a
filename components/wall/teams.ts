// Agents by team, with the counts of each; who has no team comes last.
import { countStates, type StateCounts, sameCounts } from '../../lib/board/select.ts';
import type { Agent, Board } from '../../lib/protocol/board.ts';
import { perBoard } from '../live/per-board.ts';

export interface Team {
  /** null = without a team */
  readonly name: string | null;
  readonly extensions: readonly string[];
  readonly counts: StateCounts;
}

export const teamsOf = perBoard((board: Board): readonly Team[] =>
  [...Map.groupBy(Object.values(board.agents), (agent: Agent) => agent.team)]
    .map(([name, agents]) => ({
      name,
      extensions: agents.map((agent) => agent.extension),
      counts: countStates(agents),
    }))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || (a.name ?? '').localeCompare(b.name ?? '')),
);

export function sameTeams(a: readonly Team[], b: readonly Team[]): boolean {
  return (
    a.length === b.length && a.every((team, i) => team.name === b[i]?.name && sameCounts(team.counts, b[i].counts))
  );
}
