// A house with real HTTP, a real database and a real sign-in. The PBX is an argument that notes what it was asked;
// the board is moved by hand.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import type { Call } from '../../lib/protocol/board.ts';
import { createAudit } from '../../server/access/audit.ts';
import { createAccess } from '../../server/access/create.ts';
import { createNumberHash } from '../../server/access/number-hash.ts';
import { accessTables } from '../../server/access/tables.ts';
import { connect } from '../../server/db/connect.ts';
import type { InputLog } from '../../server/db/input-log.types.ts';
import { readEnv } from '../../server/env.ts';
import { apiRoutes, methodsOf } from '../../server/http/api.ts';
import { installErrors } from '../../server/http/errors.ts';
import { createAnswerSeal } from '../../server/http/idempotency.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { numberPlans } from '../../server/http/number-plans.ts';
import { createLog } from '../../server/log.ts';
import { type Pbx, type PbxOrder, PbxReadError } from '../../server/pbx/pbx.ts';
import { createPrivacy } from '../../server/privacy/privacy.ts';
import { createRecords } from '../../server/records/create.ts';
import { openRetention } from '../../server/retention.ts';
import { createSettings } from '../../server/settings.ts';
import { agentRecord, handBoard } from '../support/hand-board.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';

export const secrets = {
  ADMIN_PASSWORD: 'made-up-admin-password',
  API_TOKEN: 'made-up-api-token-0123456789',
  PBX_TOKEN: 'made-up-pbx-token-987654',
  HOOK_TOKEN: 'made-up-hook-token-5544',
  HOOK_BASIC: 'hookuser:made-up-hook-password',
  APP_SECRET: 'made-up-app-secret-of-forty-characters-xx',
};

export interface FakePbx extends Pbx {
  /** What was ordered, in order. */
  readonly ordered: { action: string; order: object }[];
  answer: (action: string) => PbxOrder | Promise<PbxOrder>;
  info: Readonly<Record<string, unknown>> | null | 'ill';
}

function fakePbx(clock: ManualClock): FakePbx {
  const ordered: FakePbx['ordered'] = [];
  const take = (action: string) => async (order: object) => {
    ordered.push({ action, order });
    return pbx.answer(action);
  };
  const unused = () => Promise.reject(new Error('not asked for here'));
  const pbx: FakePbx = {
    ordered,
    answer: () => ({ outcome: 'accepted', words: 'Llamada' }),
    info: null,
    agentsStatus: unused,
    queueAgentsStatus: unused,
    cdrPage: unused,
    cdrQueuePage: unused,
    cdrOne: unused,
    campaigns: unused,
    campaignInsert: unused,
    campaignAppend: unused,
    campaignInsertForm: unused,
    async callInfo() {
      if (pbx.info === 'ill') throw new PbxReadError('timeout', 'no answer');
      return { value: pbx.info, askedAt: clock.now(), at: clock.now() };
    },
    call: take('call'),
    transit: take('transit'),
    transitAgent: take('transitAgent'),
    hangUp: take('hangUp'),
    skewMs: () => 0,
    latencyMs: () => 12,
    close: () => Promise.resolve(),
  };
  return pbx;
}

export async function house(variables: Readonly<Record<string, string>> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-http-'));
  const url = `file:${join(directory, 'wallboard.db')}`;
  const reading = readEnv(
    {
      ...secrets,
      DATABASE_URL: url,
      PBX_URL: 'https://pbx.example.net/crm2rest/v2/rest.php',
      PBX_AGENT: '100',
      ...variables,
    },
    directory,
  );
  if (!reading.ok) throw new Error(reading.problems.join('; '));
  const { env } = reading;
  const clock = manualClock();
  const lines: string[] = [];
  // No secret is taken out of these lines: a test that finds one has found a leak.
  const log = createLog({ level: 'debug', secrets: [] }, { write: (line) => void lines.push(line) });
  const announced: { user: string; password: string }[] = [];
  const connection = await connect(env.databaseUrl);
  const db = connection.kysely;
  const access = await createAccess({
    db,
    env,
    clock,
    log,
    announce: (first) => announced.push(first),
    passwordCost: { N: 1024, r: 8, p: 1 },
  });
  const calls = new Map<string, Call>();
  const board = {
    ...handBoard(clock),
    accept: async () => ({ ops: [] }),
    findCall: (id: string) => calls.get(id) ?? null,
  };
  for (const extension of ['100', '116', '117']) board.publish(['put', 'agents', extension, agentRecord(extension)]);
  const pbx = fakePbx(clock);
  let watched = 0;
  const inputLog: InputLog = {
    append: () => Promise.reject(new Error('nothing is logged here')),
    readAfter: () => ({ [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }) }),
    saveCheckpoint: () => Promise.resolve(),
    lastCheckpoint: () => Promise.resolve(null),
  };
  const retention = await openRetention({ db, log });
  const settings = createSettings({ db, board, clock });
  const records = createRecords({
    ...{ database: connection, databaseUrl: env.databaseUrl, pbx, board, settings, retention, env, clock, log },
  });
  const open = async () => {
    const app = fastify({ trustProxy: env.trustProxy.length > 0 ? [...env.trustProxy] : false });
    installErrors(app, log, methodsOf);
    apiRoutes(app, {
      env,
      clock,
      log,
      db,
      inputLog,
      liveBoard: board,
      pbx,
      agentClients: { for: () => Promise.resolve(pbx), forget: () => undefined, close: () => Promise.resolve() },
      access,
      audit: createAudit({ db, clock, log, appSecret: env.appSecret }),
      settings,
      privacy: createPrivacy({
        db,
        access: accessTables(db),
        board: { board: board.board, callsWith: () => [], redact: () => Promise.resolve(0) },
        hashNumber: createNumberHash(env.appSecret),
        answerSeal: createAnswerSeal(env.appSecret),
        plans: numberPlans(),
        home: { country: env.pbxCountry, allow: env.dialAllow },
        file: join(directory, 'wallboard.db'),
        clock,
        log,
      }),
      retention,
      records,
      metrics: createMetrics(),
      watched: () => void watched++,
      checkAnswers: true,
    });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    return { app, address };
  };
  let { app, address } = await open();

  async function ask(method: string, path: string, options: AskOptions = {}) {
    const headers: Record<string, string> = { ...options.headers };
    if (options.as === 'token') headers.authorization = `Bearer ${secrets.API_TOKEN}`;
    else if (options.as) headers.cookie = options.as;
    const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    if (body !== undefined && !headers['content-type']) headers['content-type'] = 'application/json';
    const response = await fetch(`${address}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const json: unknown = isJson && text !== '' ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json, code: codeOf(json) };
  }
  /** The cookie, ready to be sent back. */
  async function signIn(username = 'admin', password = secrets.ADMIN_PASSWORD) {
    const answer = await ask('POST', '/api/v1/session', { body: { username, password } });
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
    return cookieIn(answer.headers);
  }
  return {
    env,
    clock,
    db,
    pbx,
    board,
    calls,
    access,
    records,
    lines,
    announced,
    ask,
    signIn,
    watched: () => watched,
    address: () => address,
    /** The HTTP side anew over the same database: what only memory knew is gone. */
    async reopen() {
      await app.close();
      ({ app, address } = await open());
    },
    async close() {
      await app.close();
      access.close();
      await records.close();
      await connection.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
export type House = Awaited<ReturnType<typeof house>>;

interface AskOptions {
  readonly as?: 'token' | (string & {});
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

export function cookieIn(headers: Headers): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function codeOf(json: unknown): string | null {
  if (!json || typeof json !== 'object' || !('error' in json)) return null;
  const { error } = json;
  return error && typeof error === 'object' && 'code' in error ? String(error.code) : null;
}
