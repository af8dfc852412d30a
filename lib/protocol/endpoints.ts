// The table of HTTP endpoints: what exists, what goes in and out, who may, how it can fail. Routes, permissions and
// the OpenAPI document are made from it; a route that is not listed here does not exist.
// Absent until their time: campaigns.
import * as z from 'zod/mini';
import { AuditPage, AuditQuery } from './audit.ts';
import * as shape from './endpoint-shapes.ts';
import type { ErrorCode } from './errors.ts';
import { numberEndpoints } from './number-endpoints.ts';
import { peopleEndpoints } from './people-endpoints.ts';
import type { Action } from './permissions.ts';
import { privacyEndpoints } from './privacy-endpoints.ts';
import { recordEndpoints } from './record-endpoints.ts';
import { screenEndpoints } from './screen-endpoints.ts';
import { totpEndpoints } from './totp-endpoints.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export interface Endpoint {
  readonly method: Method;
  /** Fastify's spelling: `/api/v1/agents/:extension/hang-up`. */
  readonly path: string;
  readonly summary: string;
  /** What of the permission table it is; `stranger` = nobody need be signed in. */
  readonly action: Action | 'stranger';
  /** Still allowed while the first password was not changed. */
  readonly beforePasswordChange?: true;
  readonly params?: z.ZodMiniType<Readonly<Record<string, string>>>;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** A body that is no JSON. */
  readonly bodyMedia?: 'text/csv';
  readonly status: 200 | 202;
  readonly output: z.ZodMiniType;
  readonly outputMedia?: 'text/csv' | 'text/html';
  /** Takes `Idempotency-Key`: same key and body within 24 h = the saved answer. */
  readonly idempotent?: true;
  /**
   * Beside `unauthorized`, `not_permitted`, `bad_origin`, `too_many_requests`, `internal` and, where something changes, `cannot_store`, which
   * every endpoint shares.
   */
  readonly errors: readonly ErrorCode[];
}

const order = { status: 202, idempotent: true, output: shape.Accepted } as const;
const orderErrors = [
  'invalid_json',
  'unsupported_media_type',
  'invalid_input',
  'idempotency_mismatch',
  'pbx_refused',
  'cannot_store',
  'pbx_down',
  'pbx_timeout',
] as const satisfies readonly ErrorCode[];
const callErrors = [
  ...orderErrors,
  'invalid_number',
  'number_not_allowed',
  'calling_stopped',
  'repeat_too_soon',
  'too_many_calls',
] as const;
const inputErrors = ['invalid_json', 'unsupported_media_type', 'invalid_input'] as const satisfies readonly ErrorCode[];

export const endpoints = {
  signIn: {
    method: 'POST',
    path: '/api/v1/session',
    summary: 'Sign in with a local account, or as an agent by extension and web password. Sets the session cookie.',
    action: 'stranger',
    body: shape.SignIn,
    status: 200,
    output: shape.WhoAmI,
    errors: [...inputErrors, 'wrong_credentials', 'totp_required', 'totp_wrong', 'too_many_attempts', 'pbx_down'],
  },
  whoAmI: {
    method: 'GET',
    path: '/api/v1/session',
    summary: 'Who am I.',
    action: 'session.own',
    beforePasswordChange: true,
    status: 200,
    output: shape.WhoAmI,
    errors: [],
  },
  signOut: {
    method: 'DELETE',
    path: '/api/v1/session',
    summary: 'Sign out: ends this session and closes its sockets.',
    action: 'session.own',
    beforePasswordChange: true,
    status: 200,
    output: shape.Done,
    errors: [],
  },
  changePassword: {
    method: 'POST',
    path: '/api/v1/session/password',
    summary: 'Change my password: ends all my sessions and begins a new one.',
    action: 'account.own',
    beforePasswordChange: true,
    body: shape.ChangePassword,
    status: 200,
    output: shape.WhoAmI,
    errors: [...inputErrors, 'wrong_credentials', 'too_many_attempts'],
  },
  board: {
    method: 'GET',
    path: '/api/v1/board',
    summary: 'The whole live board.',
    action: 'board.read',
    status: 200,
    output: shape.BoardAnswer,
    errors: [],
  },
  call: {
    method: 'POST',
    path: '/api/v1/calls',
    summary: 'Click-to-call: the agent’s own phone rings first, then the number is dialled.',
    action: 'call.place',
    body: shape.CallInput,
    ...order,
    errors: callErrors,
  },
  transit: {
    method: 'POST',
    path: '/api/v1/calls/transit',
    summary: 'Calls a number, then a second one, and joins them; the agent’s extension lends two channels.',
    action: 'call.transit',
    body: shape.TransitInput,
    ...order,
    errors: callErrors,
  },
  transitAgent: {
    method: 'POST',
    path: '/api/v1/calls/transit-agent',
    summary: 'Dials a number from the origin extension and hands the answered call to an agent or queue.',
    action: 'call.transit',
    body: shape.TransitAgentInput,
    ...order,
    errors: callErrors,
  },
  hangUp: {
    method: 'POST',
    path: '/api/v1/agents/:extension/hang-up',
    summary: 'Cuts the call of an extension. Which of several is cut is the PBX’s choice.',
    action: 'call.hang-up',
    params: z.object({ extension: shape.Extension }),
    body: shape.Nothing,
    ...order,
    errors: [...orderErrors, 'no_call'],
  },
  callById: {
    method: 'GET',
    path: '/api/v1/calls/:id',
    summary: 'What the PBX and our own log know of one call, by our id or any PBX id of it.',
    action: 'call.read',
    params: z.object({ id: shape.CallId }),
    status: 200,
    output: shape.CallAnswer,
    errors: ['not_found', 'invalid_input'],
  },
  checkNumber: {
    method: 'POST',
    path: '/api/v1/numbers/check',
    summary: 'How a number is read and shown, and whether it may be dialled.',
    action: 'number.check',
    body: shape.NumberInput,
    status: 200,
    output: shape.NumberAnswer,
    errors: inputErrors,
  },
  agentSettingsList: {
    method: 'GET',
    path: '/api/v1/settings/agents',
    summary: 'What was entered about agents, by extension.',
    action: 'house.read',
    status: 200,
    output: shape.AgentSettingsList,
    errors: [],
  },
  agentSettings: {
    method: 'GET',
    path: '/api/v1/settings/agents/:extension',
    summary: 'What was entered about one agent; defaults when nothing was.',
    action: 'house.read',
    params: z.object({ extension: shape.Extension }),
    status: 200,
    output: shape.AgentSettings,
    errors: ['invalid_input'],
  },
  putAgentSettings: {
    method: 'PUT',
    path: '/api/v1/settings/agents/:extension',
    summary: 'Names an agent. Fields that are left out stay as they are.',
    action: 'house.write',
    params: z.object({ extension: shape.Extension }),
    body: shape.AgentSettingsPatch,
    status: 200,
    output: shape.AgentSettings,
    errors: inputErrors,
  },
  exportAgents: {
    method: 'GET',
    path: '/api/v1/settings/agents.csv',
    summary: 'All agents as CSV: extension;name;team;kind.',
    action: 'house.read',
    status: 200,
    output: z.string(),
    outputMedia: 'text/csv',
    errors: ['cannot_store'],
  },
  importAgents: {
    method: 'PUT',
    path: '/api/v1/settings/agents.csv',
    summary: 'Agents from CSV, all rows or none. Columns that are left out stay as they are.',
    action: 'house.write',
    bodyMedia: 'text/csv',
    status: 200,
    output: shape.Imported,
    errors: ['unsupported_media_type', 'body_too_large', 'invalid_input'],
  },
  queueSettingsList: {
    method: 'GET',
    path: '/api/v1/settings/queues',
    summary: 'What was entered about queues, by number.',
    action: 'house.read',
    status: 200,
    output: shape.QueueSettingsList,
    errors: [],
  },
  queueSettings: {
    method: 'GET',
    path: '/api/v1/settings/queues/:number',
    summary: 'What was entered about one queue; defaults when nothing was.',
    action: 'house.read',
    params: z.object({ number: shape.Extension }),
    status: 200,
    output: shape.QueueSettings,
    errors: ['invalid_input'],
  },
  putQueueSettings: {
    method: 'PUT',
    path: '/api/v1/settings/queues/:number',
    summary: 'Names a queue, sets its targets, its called numbers and hours. Fields left out stay as they are.',
    action: 'house.write',
    params: z.object({ number: shape.Extension }),
    body: shape.QueueSettingsPatch,
    status: 200,
    output: shape.QueueSettings,
    errors: inputErrors,
  },
  exportQueues: {
    method: 'GET',
    path: '/api/v1/settings/queues.csv',
    summary: 'All queues as CSV: number;name;targetSeconds;shortAbandonSeconds;ddis;hours.',
    action: 'house.read',
    status: 200,
    output: z.string(),
    outputMedia: 'text/csv',
    errors: ['cannot_store'],
  },
  importQueues: {
    method: 'PUT',
    path: '/api/v1/settings/queues.csv',
    summary: 'Queues from CSV, all rows or none. Columns that are left out stay as they are.',
    action: 'house.write',
    bodyMedia: 'text/csv',
    status: 200,
    output: shape.Imported,
    errors: ['unsupported_media_type', 'body_too_large', 'invalid_input'],
  },
  dialling: {
    method: 'GET',
    path: '/api/v1/settings/dialling',
    summary: 'How much may be called from the board, which short codes and caller ids, and whether calls are stopped.',
    action: 'dialling.read',
    status: 200,
    output: shape.Dialling,
    errors: [],
  },
  putDialling: {
    method: 'PUT',
    path: '/api/v1/settings/dialling',
    summary:
      'Sets the limits of calls: per acting extension a minute, an hour and 24 hours, for the house a minute; `killed` stops every order at once but hang-ups. Fields left out stay.',
    action: 'dialling.write',
    body: shape.DiallingPatch,
    status: 200,
    output: shape.Dialling,
    errors: [...inputErrors, 'cannot_store'],
  },
  ...peopleEndpoints,
  ...screenEndpoints,
  ...recordEndpoints,
  ...numberEndpoints,
  ...totpEndpoints,
  ...privacyEndpoints,
  audit: {
    method: 'GET',
    path: '/api/v1/settings/audit',
    summary: 'The audit trail, newest first: orders, sign-ins, refusals, changes, exports. 50 rows; `cursor` goes on.',
    action: 'audit.read',
    query: AuditQuery,
    status: 200,
    output: AuditPage,
    errors: ['invalid_input'],
  },
  connection: {
    method: 'GET',
    path: '/api/v1/settings/connection',
    summary: 'How we are connected to the PBX. Holds no secret.',
    action: 'connection.read',
    status: 200,
    output: shape.Connection,
    errors: [],
  },
  deadLetters: {
    method: 'GET',
    path: '/api/v1/hooks/dead-letters',
    summary: 'The last 50 webhooks that could not be understood, newest first, with the reason.',
    action: 'hooks.replay',
    status: 200,
    output: shape.DeadLetters,
    errors: [],
  },
  replayDeadLetter: {
    method: 'POST',
    path: '/api/v1/hooks/dead-letters/:sequence/replay',
    summary: 'Reads a dead letter again, after its mapping was mended, as if it had never failed.',
    action: 'hooks.replay',
    params: z.object({ sequence: shape.Sequence }),
    body: shape.Nothing,
    status: 200,
    output: shape.Replayed,
    errors: ['not_found', 'invalid_input', 'cannot_store'],
  },
  replayDeadLetters: {
    method: 'POST',
    path: '/api/v1/hooks/dead-letters/replay',
    summary: 'Reads up to 100 dead letters again, the oldest first. Repeat with `after` = `next` until `next` is null.',
    action: 'hooks.replay',
    body: shape.ReplayAll,
    status: 200,
    output: shape.ReplayedAll,
    errors: ['invalid_input', 'cannot_store'],
  },
  openapi: {
    method: 'GET',
    path: '/api/v1/openapi.json',
    summary: 'This description.',
    action: 'docs.read',
    status: 200,
    output: shape.Anything,
    errors: [],
  },
  docs: {
    method: 'GET',
    path: '/api/docs',
    summary: 'This description, for people.',
    action: 'docs.read',
    status: 200,
    output: z.string(),
    outputMedia: 'text/html',
    errors: [],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type EndpointName = keyof typeof endpoints;
