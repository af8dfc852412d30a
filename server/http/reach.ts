// How far a caller reaches, asked where an order or a record is at hand: the extension it acts for, the call it reads.
// It decides nothing itself; the permission table and the caller's scope do.
import type { Board, Call } from '../../lib/protocol/board.ts';
import type { Action } from '../../lib/protocol/permissions.ts';
import { reachesAgent, reachesCall } from '../../lib/protocol/scope.ts';
import type { Session } from '../access/session.ts';
import { ApiError } from './api-error.ts';

/** @throws 403 `not_permitted` when the caller may not do this for that extension. */
export function demandAgent(session: Session, action: Action, extension: string, board: Board): void {
  if (reachesAgent(session, action, extension, board)) return;
  const message =
    session.role === 'agent' && session.extension !== null
      ? `You may do this for your own extension ${session.extension} only.`
      : `Extension ${extension} is not among the queues and agents of your account.`;
  throw new ApiError('not_permitted', message, { details: { extension } });
}

/** Who may not read a call is told that there is none: its existence is already news. @throws 404 `not_found` */
export function demandCall(session: Session, call: Call | null, board: Board): void {
  if (call ? reachesCall(session, 'call.read', call, board) : reachesAll(session)) return;
  throw new ApiError('not_found', 'Nobody knows such a call.');
}

/** What only the PBX or the log knows belongs to nobody's scope. */
const reachesAll = (session: Session) => reachesCall(session, 'call.read', { queue: null, legs: [] }, { agents: {} });
