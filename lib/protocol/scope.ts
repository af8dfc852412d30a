// What an account was given to see and to act for. Decides for a caller, an action and the board whether an agent, a
// queue or a call is within reach. Pure; asked where the data is read, never only at a door.
import type { Agent, Board, Call } from './board.ts';
import { type Action, type Reach, reachOf } from './permissions.ts';
import type { Role } from './roles.ts';

/** null = everything. A listed queue brings its members along; agents may be listed beside. */
export type Scope = { readonly queues: readonly string[]; readonly agents: readonly string[] } | null;

export interface Caller {
  readonly role: Role;
  /** The own extension; null for who has none. */
  readonly extension: string | null;
  readonly scope: Scope;
  /** Left out = `whole`. */
  readonly numbers?: NumbersSeen;
}

/** `own_queues`: callers of other queues are masked for people, too; the house decides. */
export const numbersSeen = ['whole', 'own_queues'] as const;
export type NumbersSeen = (typeof numbersSeen)[number];

/** The reach with the caller's scope taken in: an unlimited scope reaches all. */
export function reachFor(caller: Caller, action: Action): Reach {
  const reach = reachOf(caller.role, action);
  return reach === 'scope' && caller.scope === null ? 'all' : reach;
}

const memberOf = (agent: Pick<Agent, 'queues'> | undefined, queues: readonly string[]) =>
  agent?.queues.some((queue) => queues.includes(queue)) === true;

/** `agents` of the board tell who belongs to a queue; an extension nobody knows belongs to none. */
export function reachesAgent(caller: Caller, action: Action, extension: string, board: Pick<Board, 'agents'>): boolean {
  switch (reachFor(caller, action)) {
    case 'all':
      return true;
    case 'self':
      return caller.extension === extension;
    case 'scope': {
      const { agents, queues } = caller.scope ?? { agents: [], queues: [] };
      const known = Object.hasOwn(board.agents, extension) ? board.agents[extension] : undefined;
      return agents.includes(extension) || memberOf(known, queues);
    }
    default:
      return false;
  }
}

/** A call belongs to the queue it entered and to everybody it rang at. */
export function reachesCall(
  caller: Caller,
  action: Action,
  call: Pick<Call, 'queue' | 'legs'>,
  board: Pick<Board, 'agents'>,
): boolean {
  const reach = reachFor(caller, action);
  if (reach === 'all') return true;
  if (reach === 'scope' && call.queue !== null && caller.scope?.queues.includes(call.queue)) return true;
  return call.legs.some((leg) => reachesAgent(caller, action, leg.extension, board));
}

/**
 * Whether the caller sees the whole number of the other party. Where the house masks by queues: of calls that rang at
 * the own extension, and of those in a queue of the own scope or one that the own extension belongs to.
 */
export function seesNumber(caller: Caller, call: Pick<Call, 'queue' | 'legs'>, board: Pick<Board, 'agents'>): boolean {
  if (!reachesCall(caller, 'number.whole', call, board)) return false;
  if (caller.numbers !== 'own_queues') return true;
  const { extension, scope } = caller;
  if (extension !== null && call.legs.some((leg) => leg.extension === extension)) return true;
  if (call.queue === null) return false;
  const own = extension !== null && Object.hasOwn(board.agents, extension) ? board.agents[extension] : undefined;
  return scope?.queues.includes(call.queue) === true || memberOf(own, [call.queue]);
}
