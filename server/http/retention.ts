// How long things are kept, over HTTP. The key of hashed numbers goes at once with a shorter time; the rest goes at night.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import { lettersOutliveLog, type RetentionTold, retentionBounds } from '../../lib/protocol/retention.ts';
import { dropNumberKeys } from '../access/audit-number-key.ts';
import { msOf } from '../retention.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';
import { defined } from './settings-csv.ts';

export function retentionRoutes(app: FastifyInstance, services: ApiServices): void {
  const { retention, audit, clock, db } = services;
  const told = async (): Promise<RetentionTold> => ({
    days: retention.current(),
    bounds: retentionBounds,
    lastRun: await retention.lastRun(),
  });

  route(app, services, endpoints.retention, told);
  route(app, services, endpoints.putRetention, async ({ body, session }) => {
    const patch = defined(body);
    if (!lettersOutliveLog({ ...retention.current(), ...patch })) {
      const problem = 'Unread webhooks are listed for at least as long as the log is kept.';
      throw new ApiError('invalid_input', problem, { details: { issues: [{ path: 'deadLetters', problem }] } });
    }
    await audit.append({ kind: 'setting_changed', who: session, subject: 'retention', details: patch });
    const { orders } = await retention.put(patch);
    await dropNumberKeys(db, clock.now() - msOf(orders));
    return told();
  });
}
