// The privacy of stored numbers over HTTP. What is asked for is written down before it is done; the number itself goes
// into no log line and no audit row.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { SoughtNumber } from '../privacy/read-number.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

/** What takes longer is told to be under way. */
const answerWithinMs = 3_000;

const why = {
  number_in_use: 'A call with this number is on the board: wait until it is over, for a minute at least.',
  own_number: 'This number is one of the house: it stands in the settings of agents, queues or dialling.',
} as const;

export function privacyRoutes(app: FastifyInstance, services: ApiServices): void {
  const { privacy, audit, clock } = services;
  const read = (typed: string): SoughtNumber => {
    const number = privacy.read(typed);
    if (number) return number;
    throw new ApiError('invalid_number', 'An outside number has 7 to 15 digits, with or without its country code.');
  };

  route(app, services, endpoints.findNumber, async ({ body, session }) => {
    const number = read(body.number);
    const details = { number: await audit.numberDetails(number.text) };
    await audit.append({ kind: 'number_searched', who: session, details });
    const places = await privacy.find(number);
    return { number: number.text, places, blocked: await privacy.blocked(number) };
  });

  route(app, services, endpoints.eraseNumber, async ({ body, session, reply }) => {
    const number = read(body.number);
    if (body.confirm !== number.lastFour) {
      throw new ApiError('confirm_mismatch', 'These are not the last four digits of the number: nothing was erased.');
    }
    if (privacy.last()?.state === 'running') throw busy();
    const blocked = await privacy.blocked(number);
    if (blocked) throw new ApiError(blocked, why[blocked]);
    const details = { number: await audit.numberDetails(number.text) };
    await audit.append({ kind: 'number_erased', who: session, details });
    const begun = privacy.erase(number);
    if (!begun) throw busy();
    const late = new Promise<void>((resolve) => {
      const timer = clock.after(answerWithinMs, resolve);
      void begun.done.then(() => timer.cancel());
    });
    await Promise.race([begun.done, late]);
    const erasure = privacy.last();
    if (!erasure) throw new Error('an erasure that was begun is not known');
    if (erasure.state === 'running') reply.code(202).send({ erasure });
    return { erasure };
  });

  route(app, services, endpoints.lastErasure, async () => ({ erasure: privacy.last() }));
}

const busy = () => new ApiError('erasure_running', 'A number is being erased: wait until that is done.');
