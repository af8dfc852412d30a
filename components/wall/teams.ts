// Agents by team, with the counts of each; who has no team comes last.
import { countStates, type StateCounts } from '../../lib/board/select.ts';
import type { Agent, AgentState, Board } from '../../lib/protocol/board.ts';
import { perBoard } from '../live/per-board.ts';

export interface Team {
  /** null = without a team */
  readonly name: string | null;
  readonly agents: readonly { readonly extension: string; readonly state: AgentState }[];
  readonly counts: StateCounts;
}

export const teamsOf = perBoard((board: Board): readonly Team[] =>
  [...Map.groupBy(Object.values(board.agents), (agent: Agent) => agent.team)]
    .map(([name, agents]) => ({
      name,
      agents: agents.map(({ extension, state }) => ({ extension, state })),
      counts: countStates(agents),
    }))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || (a.name ?? '').localeCompare(b.name ?? '')),
);

export function sameTeams(a: readonly Team[], b: readonly Team[]): boolean {
  return (
    a.length === b.length &&
    a.every((team, i) => {
      const other = b[i];
      return (
        team.name === other?.name &&
        team.agents.length === other.agents.length &&
        team.agents.every(
          (agent, j) => agent.extension === other.agents[j]?.extension && agent.state === other.agents[j].state,
        )
      );
    })
  );
}
