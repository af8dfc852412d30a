// The whole API under /api, in a scope of its own: its body readers and its table of endpoints touch nothing beside it.
import type { FastifyInstance } from 'fastify';
import { type Endpoint, endpoints } from '../../lib/protocol/endpoints.ts';
import { createDiallingSettings } from '../dialling-settings.ts';
import type { ApiServices } from './api-services.ts';
import { auditRoutes } from './audit.ts';
import { boardRoutes } from './board.ts';
import { callRoutes } from './calls.ts';
import { connectionRoutes } from './connection.ts';
import { createDialling } from './dial-rules.ts';
import { diallingRoutes } from './dialling.ts';
import { ledgerRoutes } from './ledger.ts';
import { numberPlans } from './number-plans.ts';
import { numberRoutes } from './numbers.ts';
import { numbersSeenRoutes } from './numbers-seen.ts';
import { docsPage, openApiDocument } from './openapi.ts';
import { peopleRoutes } from './people.ts';
import { privacyRoutes } from './privacy.ts';
import { recordRoutes } from './records.ts';
import { retentionRoutes } from './retention.ts';
import { route } from './route.ts';
import { screenRoutes } from './screens.ts';
import { sessionRoutes } from './session.ts';
import { settingsRoutes } from './settings.ts';
import { totpRoutes } from './totp.ts';

/** Registers every endpoint of the table. Await `app.ready()` before listening: the dialling guard is brought back there. */
export function apiRoutes(app: FastifyInstance, services: ApiServices): void {
  app.register((scope, _options, done) => {
    readBodies(scope);
    const diallingSettings = createDiallingSettings(services);
    const dialling = createDialling(services, numberPlans(), diallingSettings);
    sessionRoutes(scope, services);
    totpRoutes(scope, services);
    boardRoutes(scope, services);
    callRoutes(scope, services, dialling, diallingSettings);
    numberRoutes(scope, services, dialling);
    numbersSeenRoutes(scope, services);
    settingsRoutes(scope, services);
    diallingRoutes(scope, services, diallingSettings);
    peopleRoutes(scope, services);
    screenRoutes(scope, services);
    recordRoutes(scope, services);
    ledgerRoutes(scope, services);
    connectionRoutes(scope, services);
    privacyRoutes(scope, services);
    retentionRoutes(scope, services);
    auditRoutes(scope, services);
    const document = openApiDocument(services.access.cookieName);
    const page = docsPage();
    route(scope, services, endpoints.openapi, async () => document);
    route(scope, services, endpoints.docs, async ({ reply }) => {
      reply.header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      return page;
    });
    done();
  });
}

/** JSON and, for tables, CSV as bytes; an order without a body may still say that it is JSON. */
function readBodies(scope: FastifyInstance): void {
  const readJson = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 65_536 }, (request, body, done) => {
    const text = typeof body === 'string' ? body : body.toString('utf8');
    if (text.trim() === '') done(null, undefined);
    else void readJson(request, text, done);
  });
  scope.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: 1_048_576 }, (_request, body, done) =>
    done(null, body),
  );
}

/** Methods the table knows for a path; empty when it knows no such path. */
export function methodsOf(path: string): string[] {
  return Object.values<Endpoint>(endpoints)
    .filter((endpoint) => new RegExp(`^${endpoint.path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`).test(path))
    .map((endpoint) => endpoint.method);
}
