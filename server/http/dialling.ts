// The dialling settings over HTTP: how much may be called, and the stop of all calls.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { DiallingSettings } from '../dialling-settings.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';
import { defined } from './settings-csv.ts';

export function diallingRoutes(app: FastifyInstance, services: ApiServices, settings: DiallingSettings): void {
  app.addHook('onReady', () => settings.load());
  const answer = () => ({ ...settings.current(), stopChange: settings.stopChange() });
  route(app, services, endpoints.dialling, async () => answer());
  route(app, services, endpoints.putDialling, async ({ body, session }) => {
    const { ddis, ...limits } = defined(body);
    const details = { ...limits, ...(ddis === undefined ? {} : { ddis: ddis.length }) };
    // Before the change: none is made that is not written down. Numbers are counted, not named.
    await services.audit.append({ kind: 'setting_changed', who: session, subject: 'dialling', details });
    await settings.put(defined(body), session.name);
    return answer();
  });
}
