// The ledger of abandoned calls over HTTP: who calls whom back, and what became of it.
import type { FastifyInstance } from 'fastify';
import { instantOf } from '../../lib/protocol/audit.ts';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { Session } from '../access/session.ts';
import { claimLine, closeLine, type LedgerResult, type Line, readLedger, releaseLine } from '../records/ledger.ts';
import { readKey } from '../records/present-record.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { recordReach, recordSight } from './record-reach.ts';
import { route } from './route.ts';

export function ledgerRoutes(app: FastifyInstance, services: ApiServices): void {
  const { db, clock } = services;
  const callerOf = (session: Session) => {
    const board = services.liveBoard.board();
    const { key, name } = session;
    return { key, name, reach: recordReach(session, 'ledger.work', board), sight: recordSight(session, board) };
  };
  const act = async (change: typeof claimLine, id: string, session: Session): Promise<Line> => {
    const place = readKey(id);
    const result: LedgerResult = place
      ? await change(db, place, callerOf(session), clock.now())
      : { ok: false, why: 'unknown' };
    if (result.ok) return result.line;
    if (result.why === 'unknown') throw new ApiError('not_found', 'There is no such open line.');
    const { byName, until } = result;
    throw new ApiError('already_claimed', `${byName} is going to call back.`, { details: { byName, until } });
  };

  route(app, services, endpoints.abandoned, async ({ query, session }) => {
    const filter = {
      state: query.state ?? null,
      queues: query.queue?.split(',') ?? [],
      from: query.from === undefined ? null : instantOf(query.from),
      to: query.to === undefined ? null : instantOf(query.to),
    };
    return { lines: await readLedger(db, callerOf(session), filter, clock.now()) };
  });
  route(app, services, endpoints.claimAbandoned, ({ params, session }) => act(claimLine, params.id, session));
  route(app, services, endpoints.releaseAbandoned, ({ params, session }) => act(releaseLine, params.id, session));
  route(app, services, endpoints.closeAbandoned, ({ params, session }) => act(closeLine, params.id, session));
}
