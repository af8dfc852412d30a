// How far a caller reaches, asked where an order or a record is at hand: the extension it acts for, the call it reads.
// It decides nothing itself; the permission table and the caller's scope do.
import type * as z from 'zod/mini';
import { maskNumber } from '../../lib/dialling/mask.ts';
import { maskNumbersIn, maskValues } from '../../lib/dialling/mask-numbers-in.ts';
import type { Board, Call } from '../../lib/protocol/board.ts';
import type { CallAnswer } from '../../lib/protocol/endpoint-shapes.ts';
import type { Action } from '../../lib/protocol/permissions.ts';
import { reachesAgent, reachesCall, seesNumber } from '../../lib/protocol/scope.ts';
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

type Told = z.infer<typeof CallAnswer>;

/** What is known of a call, with its number or with as much of it as the caller may see. */
export function callFor(session: Session, told: Told, board: Board): Told {
  // What only the PBX knows is in nobody's queue.
  if (seesNumber(session, told.call ?? { queue: null, legs: [] }, board)) return told;
  const { call, events, pbx } = told;
  return {
    call: call && { ...call, party: call.party === null ? null : maskNumber(call.party) },
    events: events.map((event) => ({ ...event, query: maskNumbersIn(event.query), body: maskNumbersIn(event.body) })),
    pbx: pbx && Object.fromEntries(Object.entries(pbx).map(([name, value]) => [name, maskValues(value)])),
  };
}
