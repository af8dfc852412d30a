// What operators enter about agents and queues: one by one, as lists, and as CSV. What is stored here the board hears of.
import type { FastifyInstance } from 'fastify';
import { defaultAgentSettings, defaultQueueSettings } from '../../lib/board/input.ts';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { Session } from '../access/session.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';
import { agentsFromCsv, agentsToCsv, defined, queuesFromCsv, queuesToCsv } from './settings-csv.ts';

export function settingsRoutes(app: FastifyInstance, services: ApiServices): void {
  const { settings, liveBoard, audit } = services;
  /** Before the change: none is made that is not written down. Names stay out, the trail can never forget them. */
  const changing = (who: Session, subject: string, details: Readonly<Record<string, unknown>>) =>
    audit.append({ kind: 'setting_changed', who, subject, details });
  const exporting = (who: Session, subject: string) => audit.append({ kind: 'export', who, subject });

  route(app, services, endpoints.agentSettingsList, async () => ({ agents: await settings.agents() }));
  route(app, services, endpoints.agentSettings, async ({ params }) => {
    const agents = await settings.agents();
    return own(agents, params.extension) ?? defaultAgentSettings;
  });
  route(app, services, endpoints.putAgentSettings, async ({ params, body, session }) => {
    const patch = defined(body);
    await changing(session, `agent ${params.extension}`, { fields: Object.keys(patch) });
    return settings.putAgent(params.extension, patch);
  });
  route(app, services, endpoints.exportAgents, async ({ reply, session }) => {
    await exporting(session, 'agents.csv');
    reply.header('content-disposition', 'attachment; filename="agents.csv"');
    // Those the board knows come along unnamed: the file is the form to fill in.
    const known = Object.keys(liveBoard.board().agents).map((extension) => [extension, defaultAgentSettings]);
    return agentsToCsv({ ...Object.fromEntries(known), ...(await settings.agents()) });
  });
  route(app, services, endpoints.importAgents, async ({ body, session }) => {
    const rows = agentsFromCsv(body);
    await changing(session, 'agents.csv', { rows: Object.keys(rows).length });
    await settings.putAgents(rows);
    return { rows: Object.keys(rows).length };
  });

  route(app, services, endpoints.queueSettingsList, async () => ({ queues: await settings.queues() }));
  route(app, services, endpoints.queueSettings, async ({ params }) => {
    const queues = await settings.queues();
    return own(queues, params.number) ?? defaultQueueSettings;
  });
  route(app, services, endpoints.putQueueSettings, async ({ params, body, session }) => {
    const patch = defined(body);
    await changing(session, `queue ${params.number}`, { fields: Object.keys(patch) });
    return settings.putQueue(params.number, patch);
  });
  route(app, services, endpoints.exportQueues, async ({ reply, session }) => {
    await exporting(session, 'queues.csv');
    reply.header('content-disposition', 'attachment; filename="queues.csv"');
    const known = Object.keys(liveBoard.board().queues).map((number) => [number, defaultQueueSettings]);
    return queuesToCsv({ ...Object.fromEntries(known), ...(await settings.queues()) });
  });
  route(app, services, endpoints.importQueues, async ({ body, session }) => {
    const rows = queuesFromCsv(body);
    await changing(session, 'queues.csv', { rows: Object.keys(rows).length });
    await settings.putQueues(rows);
    return { rows: Object.keys(rows).length };
  });
}

function own<T>(records: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(records, key) ? (records[key] ?? null) : null;
}
