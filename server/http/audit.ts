// The audit trail over HTTP: read page by page, never written here.
import type { FastifyInstance } from 'fastify';
import { instantOf } from '../../lib/protocol/audit.ts';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

const pageRows = 50;

export function auditRoutes(app: FastifyInstance, services: ApiServices): void {
  const { audit } = services;
  route(app, services, endpoints.audit, async ({ query }) => {
    const { from, to, kind, who, cursor } = query;
    const filter = {
      from: from === undefined ? null : instantOf(from),
      to: to === undefined ? null : instantOf(to),
      kind: kind ?? null,
      who: who?.trim() || null,
      before: cursor === undefined ? null : Number(cursor),
    };
    // One more than is shown tells whether there are others.
    const found = await audit.read(filter, pageRows + 1);
    const rows = found.slice(0, pageRows);
    return { rows, next: found.length > pageRows ? String(rows.at(-1)?.sequence) : null };
  });
}
