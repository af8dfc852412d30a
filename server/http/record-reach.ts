// How far a caller reaches among records, as plain lists another thread can hold rows against. Decides nothing itself;
// the permission table, the caller's scope and the house's setting about numbers do.
import type { Board } from '../../lib/protocol/board.ts';
import type { Action } from '../../lib/protocol/permissions.ts';
import { reachFor } from '../../lib/protocol/scope.ts';
import type { Session } from '../access/session.ts';
import type { NumberSight, RecordReach } from '../records/asked-records.ts';

type Agents = Pick<Board, 'agents'>;

export function recordReach(session: Session, action: Action, board: Agents): RecordReach {
  switch (reachFor(session, action)) {
    case 'all':
      return null;
    case 'scope': {
      const { queues, agents } = session.scope ?? { queues: [], agents: [] };
      return { queues, agents: [...new Set([...agents, ...membersOf(queues, board)])] };
    }
    case 'self':
      return { queues: [], agents: session.extension === null ? [] : [session.extension] };
    default:
      return { queues: [], agents: [] };
  }
}

/** As `seesNumber` says of a call on the board. */
export function recordSight(session: Session, board: Agents): NumberSight {
  const reach = recordReach(session, 'number.whole', board);
  if (session.numbers !== 'own_queues' || reachFor(session, 'number.whole') === 'none') return reach;
  const { extension, scope } = session;
  const own = extension !== null && Object.hasOwn(board.agents, extension) ? board.agents[extension] : undefined;
  return {
    queues: [...(scope?.queues ?? []), ...(own?.queues ?? [])],
    agents: extension === null ? [] : [extension],
  };
}

const membersOf = (queues: readonly string[], board: Agents) =>
  Object.values(board.agents)
    .filter((agent) => agent.queues.some((queue) => queues.includes(queue)))
    .map((agent) => agent.extension);
