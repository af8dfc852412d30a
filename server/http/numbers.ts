// How a number is read and whether it may be dialled, before anybody orders it.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { ApiServices } from './api-services.ts';
import type { Dialling } from './dial-rules.ts';
import { route } from './route.ts';

export function numberRoutes(app: FastifyInstance, services: ApiServices, dialling: Dialling): void {
  route(app, services, endpoints.checkNumber, async ({ body }) => {
    const verdict = dialling.check(body.number);
    if (verdict.ok) {
      const { ok: allowed, ...how } = verdict;
      return { allowed, code: null, reason: null, ...how };
    }
    const { code, reason, read } = verdict;
    return {
      allowed: false,
      code,
      reason,
      kind: read?.kind ?? null,
      e164: read?.e164 ?? null,
      wire: null,
      national: read?.national ?? null,
      international: read?.international ?? null,
      country: read?.country ?? null,
    };
  });
}
