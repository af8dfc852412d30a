// The composition root: makes every room once, hands each what it needs, and takes them down in order.
// It decides nothing; it runs without Next in tests. One HTTP server carries pages, API, webhooks and sockets.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Call } from '../lib/protocol/board.ts';
import { absentPbx } from './absent-pbx.ts';
import { createAudit } from './access/audit.ts';
import { createAccess } from './access/create.ts';
import { createNumberHash } from './access/number-hash.ts';
import { accessTables } from './access/tables.ts';
import { networkOf } from './access/throttle.ts';
import { createAgentClients } from './agent-clients.ts';
import type { Clock } from './clock.ts';
import { type Connection, sqliteFile } from './db/connect.ts';
import { recordDeadLetters, settleDeadLetter } from './db/dead-letters.ts';
import { saveCalls } from './db/ended-calls.ts';
import { createInputLog } from './db/input-log.ts';
import { openDb } from './db/open.ts';
import type { Env } from './env.ts';
import { createHookSource } from './hook-source.ts';
import { hooksRoute } from './hooks/route.ts';
import { apiRoutes, methodsOf } from './http/api.ts';
import { createAddresses } from './http/asked-address.ts';
import { installErrors } from './http/errors.ts';
import { healthRoutes } from './http/health.ts';
import { createAnswerSeal } from './http/idempotency.ts';
import { createMetrics, metricsRoutes } from './http/metrics.ts';
import { createPageDoor } from './http/next.ts';
import { numberPlans } from './http/number-plans.ts';
import { isElsewhere } from './http/origin.ts';
import { createRequestLimits } from './http/request-limits.ts';
import { createHttpServer, type ServerLimits } from './http-server.ts';
import { createHub, type Hub } from './hub.ts';
import { createLiveBoard } from './live-board.ts';
import { type Logger, secretsOf } from './log.ts';
import { createNightly } from './nightly.ts';
import { createProveAgent } from './pbx/agent-tokens.ts';
import { createAsker, type Doubt } from './pbx/asker.ts';
import { createPbxClient } from './pbx/client.ts';
import type { Pbx } from './pbx/pbx.ts';
import { createPoller } from './pbx/poller.ts';
import { createPrivacy } from './privacy/privacy.ts';
import { createRecords } from './records/create.ts';
import { openRetention } from './retention.ts';
import type { Services } from './services.ts';
import { createSettings } from './settings.ts';
import { agreeOnSettings } from './settings-agree.ts';

/** A board request counts as somebody watching for this long. */
const watchedMs = 60_000;
/** Answers under way may take this long when the process ends. */
const graceMs = 5_000;
/** What watches the process asks here. */
const probes = new Set(['/healthz', '/readyz', '/metrics']);

export interface AppParts {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
  /** Instead of the client of the environment's PBX. */
  readonly pbx?: Pbx;
  /** Instead of the environment's database; closed with the app all the same. */
  readonly db?: Connection;
  /** Without it every page is 404. */
  readonly pages?: Pages;
  /** Gets the password drawn for the first administrator, once. */
  readonly announce?: (first: { readonly user: string; readonly password: string }) => void;
  /** Other bounds of connections than the usual. */
  readonly serverLimits?: ServerLimits;
  /** Tests hold every answer of the API against its table. */
  readonly checkAnswers?: boolean;
}
export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  prepared(): boolean;
  /** Development only: takes the upgrades of the pages' own sockets. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}
export interface App {
  readonly services: Services;
  readonly hub: Hub;
  /** Starts polling and accepts connections; resolves with the port. */
  listen(): Promise<number>;
  close(): Promise<void>;
}

export async function createApp(parts: AppParts): Promise<App> {
  const { log } = parts;
  const undo: (() => void | Promise<void>)[] = [];
  const takeDown = async () => {
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        log.error({ err: error }, 'a part of the house did not close well');
      }
    }
  };
  try {
    return await build(parts, undo, takeDown);
  } catch (error) {
    await takeDown();
    throw error;
  }
}

async function build(
  { env, clock, log, ...parts }: AppParts,
  undo: (() => void | Promise<void>)[],
  takeDown: () => Promise<void>,
): Promise<App> {
  const metrics = createMetrics();
  const database = parts.db ?? (await openDb(env.databaseUrl));
  undo.push(() => database.close());
  const db = database.kysely;

  const pbx =
    parts.pbx ?? (env.pbx ? createPbxClient({ ...env.pbx, timezone: env.pbxTimezone, clock, log }) : absentPbx());
  undo.push(() => pbx.close());

  const inputLog = await createInputLog({ db, log });
  const liveBoard = await createLiveBoard({
    inputLog,
    clock,
    log,
    metrics,
    house: { timezone: env.timezone },
    hookOptions: () => ({ fields: env.hooks.fields, skewMs: pbx.skewMs() ?? 0, timezone: env.pbxTimezone }),
    saveCalls: (calls) => saveCalls(db, calls),
    deadLetters: {
      record: (letters) => recordDeadLetters(db, letters),
      settle: (sequence, at) => settleDeadLetter(db, sequence, at),
    },
  });
  undo.push(() => liveBoard.close());

  const settings = createSettings({ db, board: liveBoard, clock });
  try {
    const count = await agreeOnSettings(db, liveBoard, clock);
    if (count > 0) log.warn({ count }, 'settings were stored and not on the board; it was told');
  } catch (error) {
    log.error({ err: error }, 'the board could not be told of settings that are stored; the next start tries again');
  }
  const prover = env.pbx ? createProveAgent({ url: env.pbx.url, clock }) : null;
  if (prover) undo.push(() => prover.close());
  const access = await createAccess({
    db,
    env,
    clock,
    log,
    announce: parts.announce ?? (() => undefined),
    proveAgent: prover?.prove ?? null,
    pbx: env.pbx,
  });
  undo.push(() => access.close());
  const agentClients = createAgentClients({ env, pbx, keys: access.agentKeys, clock, log });
  undo.push(() => agentClients.close());
  access.onRevoked((sessionId) => agentClients.forget(sessionId));
  const audit = createAudit({ db, clock, log, appSecret: env.appSecret });

  const retention = await openRetention({ db, log });
  const privacy = createPrivacy({
    db,
    access: accessTables(db),
    board: liveBoard,
    hashNumber: createNumberHash(env.appSecret),
    answerSeal: createAnswerSeal(env.appSecret),
    plans: numberPlans(),
    home: { country: env.pbxCountry, allow: env.dialAllow },
    file: database.dialect === 'sqlite' ? sqliteFile(env.databaseUrl) : null,
    clock,
    log,
  });
  undo.push(() => privacy.stop());
  const records = createRecords({
    database,
    databaseUrl: env.databaseUrl,
    pbx,
    board: liveBoard,
    settings,
    retention,
    env,
    clock,
    log,
  });
  undo.push(() => records.close());

  let watchedUntil = Number.NEGATIVE_INFINITY;
  const services: Services = {
    env,
    clock,
    log,
    db,
    inputLog,
    liveBoard,
    pbx,
    agentClients,
    access,
    audit,
    settings,
    privacy,
    retention,
    records,
    metrics,
    watched: () => {
      watchedUntil = clock.now() + watchedMs;
    },
  };

  const rules = {
    https: env.tls !== null || env.publicOrigin?.startsWith('https:') === true,
    dev: !env.production,
    frameAncestors: env.frameAncestors,
  };
  const addresses = createAddresses(env);
  const limits = createRequestLimits(clock);
  const waitOf = (request: IncomingMessage) => limits.take('address', networkOf(addresses.asked(request).peer));
  const http = createHttpServer(env, rules, log, waitOf, parts.serverLimits);
  installErrors(http.routes, log, (path) => (probes.has(path) ? ['GET', 'HEAD'] : methodsOf(path)));
  let closing = false;
  let pollTried = false;
  const senders = {
    tokens: env.hooks.tokens,
    basic: env.hooks.basic ?? undefined,
    ntlm: env.hooks.ntlm ? { ...env.hooks.ntlm, domain: env.hooks.ntlm.domain ?? undefined } : undefined,
  };
  const hookSource = createHookSource({
    board: liveBoard,
    configured: senders.tokens.length > 0 || senders.basic !== undefined || senders.ntlm !== undefined,
    clock,
    log,
  });
  await hookSource.begin();
  hooksRoute(http.routes, {
    senders,
    board: {
      async acceptHook(raw, at) {
        try {
          return await liveBoard.acceptHook(raw, at);
        } catch (error) {
          hookSource.refused();
          throw error;
        }
      },
    },
    clock,
    log,
    secrets: secretsOf(env),
    waitOf: (address) => limits.take('hook', networkOf(address)),
    onStored({ at, durationMs }) {
      metrics.hookAnswerSeconds.observe(durationMs / 1000);
      hookSource.stored(at);
    },
  });
  apiRoutes(http.routes, { ...services, access, limits, checkAnswers: parts.checkAnswers ?? false });
  healthRoutes(http.routes, {
    db,
    clock,
    log,
    health: {
      prepared: () => parts.pages?.prepared() ?? true,
      firstPollTried: () => pollTried,
      closing: () => closing,
    },
  });
  metricsRoutes(http.routes, { metrics, access });

  const upgrade = parts.pages?.upgrade;
  const hub = createHub({
    server: http.server,
    liveBoard,
    access,
    screens: access.screens,
    clock,
    log,
    metrics,
    audit,
    waitOf,
    isElsewhere: (request) => isElsewhere(request.headers, env.publicOrigin, addresses.asked(request)),
    peerOf: (request) => addresses.asked(request).peer,
    ...(upgrade ? { onUpgrade: upgrade } : {}),
  });

  const poller = createPoller({
    pbx: {
      agentsStatus: () => timed(() => pbx.agentsStatus()),
      queueAgentsStatus: () => timed(() => pbx.queueAgentsStatus()),
    },
    clock,
    pollMs: env.pbxPollMs,
    watched: () => hub.sockets() > 0 || clock.now() < watchedUntil,
    async onPolled(input) {
      await liveBoard.accept(input);
      hookSource.polled();
    },
    async onSource(change) {
      const { pbx: state, pbxWhy: why } = liveBoard.board().source;
      if (state === change.pbx.state && why === change.pbx.why) return;
      await liveBoard.accept({ type: 'source_changed', at: clock.now(), pbx: change.pbx });
    },
    onGood: (at) => liveBoard.touchSource({ pbxAt: at }),
    log,
  });
  undo.push(() => poller.stop());
  poller.firstPollTried.then(() => {
    pollTried = true;
  }, noFirstPoll);
  function noFirstPoll(error: unknown) {
    log.error({ err: error }, 'the first poll could not be tried');
  }
  async function timed<T>(ask: () => Promise<T>): Promise<T> {
    const started = performance.now();
    let outcome = 'failed';
    try {
      const answer = await ask();
      outcome = 'good';
      return answer;
    } finally {
      metrics.pbxPollSeconds.observe({ outcome }, (performance.now() - started) / 1000);
    }
  }

  const asker = createAsker({
    pbx,
    clock,
    doubts: () => liveBoard.doubts().flatMap((id) => doubtOf(liveBoard.findCall(id))),
    proof: () =>
      Object.values(liveBoard.board().calls)
        .filter((call) => call.state === 'talking')
        .flatMap(doubtOf)[0] ?? null,
    onAnswer: (input) => liveBoard.accept(input),
    log,
  });
  undo.push(() => asker.stop());

  const nightly = createNightly({ db, clock, log, timezone: env.timezone, retention });
  undo.push(() => nightly.stop());

  await http.open(
    createPageDoor({
      access,
      log,
      rules,
      house: { locale: env.defaultLocale, timezone: env.timezone },
      next: parts.pages?.handle ?? null,
    }),
  );
  return {
    services,
    hub,
    async listen() {
      const port = await http.listen();
      poller.start();
      nightly.begin();
      if (env.pbx || parts.pbx) {
        asker.start();
        records.sync.start();
      }
      return port;
    },
    async close() {
      if (closing) return;
      closing = true;
      poller.stop();
      asker.stop();
      const synced = records.sync.stop();
      // Sockets first: screens begin to look for the next process while answers under way finish.
      await hub.close();
      await http.close(graceMs);
      await synced;
      await takeDown();
    },
  };
}

/** What the PBX may be asked about a call: by the full id where it is known. */
function doubtOf(call: Call | null): Doubt[] {
  const pbxId = call?.pbxIds.find((id) => id.includes('.')) ?? call?.pbxIds[0];
  return call && pbxId !== undefined ? [{ callId: call.id, pbxId }] : [];
}
