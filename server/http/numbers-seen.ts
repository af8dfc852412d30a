// Who sees whole numbers: the house's setting, and showing one masked number to somebody who asks. The trail says who
// asked before the number is told; a number nobody could write down is not told.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import { reachesCall } from '../../lib/protocol/scope.ts';
import type { Session } from '../access/session.ts';
import { endedCall } from '../db/ended-calls.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

/** One reads a number now and then; a list of them is an export, which has its own right. */
const perMinute = 30;
const minuteMs = 60_000;

export function numbersSeenRoutes(app: FastifyInstance, services: ApiServices): void {
  const { access, audit, clock, liveBoard } = services;
  const asked = new Map<string, readonly number[]>();

  function demandPace({ key }: Session): void {
    const now = clock.now();
    const recent = (asked.get(key) ?? []).filter((at) => at > now - minuteMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= perMinute) {
      const retryAfterSeconds = Math.max(1, Math.ceil((oldest + minuteMs - now) / 1_000));
      throw new ApiError('too_many_requests', `${perMinute} numbers a minute are shown: wait ${retryAfterSeconds} s.`, {
        details: { retryAfterSeconds },
        retryAfterSeconds,
      });
    }
    asked.set(key, [...recent, now]);
  }

  route(app, services, endpoints.revealNumber, async ({ params, session }) => {
    const call = liveBoard.findCall(params.id) ?? (await endedCall(services.db, params.id));
    // Of an erased number there is nothing left to show.
    const isErased = call?.party?.includes('•') ?? false;
    if (!call || call.party === null || isErased || !reachesCall(session, 'number.reveal', call, liveBoard.board())) {
      throw new ApiError('not_found', 'Nobody knows such a call, or its number.');
    }
    demandPace(session);
    const details = { number: await audit.numberDetails(call.party) };
    await audit.append({ kind: 'number_revealed', who: session, subject: call.id, details });
    return { number: call.party };
  });

  route(app, services, endpoints.numbersSeen, async () => ({ people: access.numbers.current() }));
  route(app, services, endpoints.putNumbersSeen, async ({ body, session }) => {
    await audit.append({ kind: 'setting_changed', who: session, subject: 'numbers seen', details: { ...body } });
    await access.numbers.put(body.people);
    return { people: access.numbers.current() };
  });
}
