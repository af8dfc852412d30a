// The one endpoint of the switchboard: who asks, what for, and the answer. Errors are 200 with words, but for 401.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../world/types.ts';
import type { Action, ActionAnswer, ActionContext } from './action.ts';
import * as callActions from './call-actions.ts';
import * as campaignActions from './campaign-actions.ts';
import type { Campaign } from './campaigns.ts';
import type { Keys, Owner } from './credentials.ts';
import type { Archive } from './find-tickets.ts';
import { type ActionName, actionOf, type Dialect, parameterOf, type Strictness } from './names.ts';
import { type PageFaults, pageSpoiler } from './page-faults.ts';
import { basicOf, parametersOf, readBody } from './read-request.ts';
import * as recordActions from './record-actions.ts';
import { repeatGuard } from './repeat-guard.ts';
import { type RestFaults, type StandingFault, spoil, takeFault } from './rest-faults.ts';
import * as stateActions from './state-actions.ts';

const actions: Readonly<Record<ActionName, Action>> = {
  ...callActions,
  ...stateActions,
  ...recordActions,
  ...campaignActions,
};

export interface RestOptions {
  readonly world: World;
  readonly keys: Keys;
  readonly archive: Archive;
  readonly campaigns: Map<string, Campaign>;
  readonly faults: RestFaults;
  /** Read at every request: the control plane may change them. */
  readonly settings: RestSettings;
  readonly seed: number;
}
export interface RestSettings {
  strictness: Strictness;
  /** Answers' dialect. */
  answers: Dialect;
  malformedForm: boolean;
  /** An agent's key may act for another `agente`. */
  actForOthers: boolean;
  /** Orders from this plane go on by themselves. */
  auto: boolean;
  /** How answers are labelled; PHP says text/html if nobody told it otherwise. */
  contentType: string;
  byteOrderMark: boolean;
  pageFaults: PageFaults;
}

export function createRest(options: RestOptions) {
  const { world, keys, settings } = options;
  const mayRepeat = repeatGuard(world.clock);
  const spoilPage = pageSpoiler(options.seed);

  return async (request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'POST') {
      plain(response, 501, 'not emulated');
      return;
    }
    const body = await readBody(request);
    if (body === null) {
      plain(response, 413, 'too long');
      return;
    }
    const parameters = parametersOf(query, request.headers['content-type'] ?? '', body);
    const grantType = parameters.get('grant_type');
    if (grantType !== null) {
      token(request, response, parameters, grantType);
      return;
    }
    const word = parameterOf(parameters, 'action', settings.strictness);
    const name = word === null ? null : actionOf(word, settings.strictness);
    const standing = name === null ? null : takeFault(options.faults, name);
    if (standing && !standing.carriedOut && standing.fault.kind !== 'slow' && standing.fault.kind !== 'truncated') {
      spoil(response, standing.fault, world.clock, '');
      return;
    }
    const owner = ownerOf(request, parameters);
    if (!owner) {
      unauthorized(response);
      return;
    }
    if (word === null)
      return send(response, standing, { json: { estado: 'OK', agente: owner.agent ?? '', clave: owner.how } });
    if (name === null) {
      send(response, standing, { json: { error: 'accion desconocida' } });
      return;
    }
    const agent = parameterOf(parameters, 'agent', settings.strictness) ?? owner.agent;
    const refusal = refusalOf(owner, agent);
    if (refusal !== null) {
      send(response, standing, { json: { error: refusal } });
      return;
    }
    const context: ActionContext = {
      world,
      archive: options.archive,
      campaigns: options.campaigns,
      mayRepeat,
      dialect: settings.answers,
      owner,
      agent,
      auto: settings.auto,
      malformedForm: settings.malformedForm,
      spoilPage: (kind, page) => spoilPage(settings.pageFaults, kind, page),
      get: (parameter) => parameterOf(parameters, parameter, settings.strictness),
    };
    send(response, standing, actions[name](context));
  };

  function ownerOf(request: IncomingMessage, parameters: URLSearchParams): Owner | null {
    const header = request.headers.authorization?.replace(/^Bearer\s+/i, '').trim();
    const found = header ? keys.ownerOf(header) : null;
    if (found) return found;
    const parameter = parameterOf(parameters, 'authorization', settings.strictness);
    return parameter ? keys.ownerOf(parameter) : null;
  }

  /** With the global key somebody has to be named; with an agent's own, naming another may be refused. */
  function refusalOf(owner: Owner, agent: string | null): string | null {
    if (agent === null) return 'Falta el agente';
    if (!world.agents.has(agent) && !world.queues.has(agent)) return 'El agente no existe';
    const foreign = owner.agent !== null && owner.agent !== agent;
    return foreign && !settings.actForOthers ? 'La clave no es de este agente' : null;
  }

  function token(request: IncomingMessage, response: ServerResponse, parameters: URLSearchParams, grantType: string) {
    const standing = takeFault(options.faults, 'token');
    if (standing && standing.fault.kind !== 'slow') {
      spoil(response, standing.fault, world.clock, '');
      return;
    }
    const basic = basicOf(request.headers.authorization);
    const clientId = basic?.user ?? parameters.get('client_id') ?? '';
    const secret = basic?.password ?? parameters.get('client_secret') ?? '';
    const grant =
      grantType === 'client_credentials'
        ? keys.grant(clientId, secret, parameters.get('scope') ?? '')
        : grantType === 'refresh_token'
          ? keys.refresh(parameters.get('refresh_token') ?? '')
          : null;
    if (grant) send(response, standing, { json: grant });
    else unauthorized(response);
  }

  function send(response: ServerResponse, standing: StandingFault | null, answer: ActionAnswer): void {
    const text = 'raw' in answer ? answer.raw : JSON.stringify(answer.json);
    if (standing) {
      spoil(response, standing.fault, world.clock, text);
      return;
    }
    response.writeHead(200, { 'content-type': settings.contentType });
    response.end(settings.byteOrderMark ? `\uFEFF${text}` : text);
  }
}

const unauthorized = (response: ServerResponse) => plain(response, 401, 'No está autorizado');

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(text);
}
