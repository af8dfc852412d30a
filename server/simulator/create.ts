// A whole simulated MeetIP PRO in one process: the world, the endpoint it is asked by, the webhooks it sends, and the
// control plane that moves it. Listens on loopback only and shares nothing with the product it is used to try.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isManual, manualSimClock, type SimClock, systemSimClock } from './base/clock.ts';
import type { Office } from './base/office-shape.ts';
import { type Control, createControl } from './control/control.ts';
import { createHookBook, type HookBook } from './hooks/hook-book.ts';
import { faultDrawer } from './hooks/hook-faults.ts';
import { createOutbox, type Outbox } from './hooks/outbox.ts';
import { makeOffice } from './office.ts';
import type { SimulatorOptions } from './options.ts';
import { makeCampaigns } from './plane/campaigns.ts';
import { createKeys, type Keys } from './plane/credentials.ts';
import { noPageFaults } from './plane/page-faults.ts';
import { pastCalls } from './plane/past-calls.ts';
import { createRest, type RestSettings } from './plane/rest.ts';
import type { RestFaults } from './plane/rest-faults.ts';
import { noteState } from './world/agent-state.ts';
import { createWorld } from './world/create-world.ts';
import { createDay, type Day } from './world/day.ts';
import { type Diary, readDiary } from './world/diary.ts';
import { createPilot } from './world/pilot.ts';
import { offerFreed } from './world/queue-entry.ts';
import type { CallEvent, World } from './world/types.ts';

export interface Simulator {
  /** `http://127.0.0.1:PORT/crm2rest/v2/rest.php` */
  readonly url: string;
  /** `http://127.0.0.1:PORT/_sim` */
  readonly controlUrl: string;
  readonly keys: Keys;
  readonly office: Office;
  readonly world: World;
  readonly clock: SimClock;
  readonly day: Day;
  readonly outbox: Outbox;
  readonly hookBook: HookBook;
  readonly restFaults: RestFaults;
  readonly settings: RestSettings;
  /** Every control command by its name, as the control plane takes it; rejects when it is refused. */
  control(command: string, input?: unknown): unknown;
  diary(): Diary;
  /** The last 5,000 events, sent or not, oldest first. */
  events(): readonly CallEvent[];
  /** Moves a manual clock, then waits until every webhook under way was answered. */
  advance(ms: number): Promise<void>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

const monday = Date.UTC(2026, 2, 2, 9, 0, 0);
const restPath = '/crm2rest/v2/rest.php';
const rememberedEvents = 5_000;

export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, lively = false } = options;
  const clock =
    options.clock === 'manual' ? manualSimClock(options.startAt ?? monday) : (options.clock ?? systemSimClock);
  const office = makeOffice({ seed, agents: options.agents ?? 40, queues: options.queues ?? 5 });
  const zone = options.zone ?? 'Europe/Madrid';
  const dialPlan = options.dialPlan ?? (lively ? 'random' : 'answer');
  const world = createWorld({ seed, clock, office, zone, dialPlan, queuesRing: options.queuesRing });
  const keys = createKeys(seed, clock, (extension) => world.agents.has(extension));
  const day = createDay(world, clock, seed);
  day.pace = { rate: options.rate ?? 1, eventsPerSecond: options.eventsPerSecond ?? null };
  const hookBook = createHookBook((extension) => world.queues.has(extension));
  const outbox = createOutbox({
    clock,
    zone,
    faults: faultDrawer(seed),
    configsOf: hookBook.of,
    tokenOf: keys.agentToken,
  });
  if (options.hook) {
    hookBook.setAll(options.hook);
    outbox.auth = withGlobalToken(options.hook.auth ?? { kind: 'token' }, keys);
  }
  const events: CallEvent[] = [];
  world.pilot = createPilot(world, seed, day.habits);
  world.freed = (extension) => offerFreed(world, extension);
  world.tell = (event) => {
    events.push(event);
    if (events.length > rememberedEvents) events.splice(0, rememberedEvents / 4);
    outbox.push(event);
  };
  for (const queue of world.queues.values()) noteState(world, queue.number);

  const restFaults: RestFaults = new Map();
  const strictness = options.strictness ?? 'both';
  const settings: RestSettings = {
    strictness,
    answers: strictness === 'pt' ? 'pt' : 'es',
    malformedForm: false,
    actForOthers: true,
    auto: true,
    contentType: 'application/json; charset=utf-8',
    byteOrderMark: false,
    pageFaults: noPageFaults,
  };
  const startAt = clock.now();
  const archive = { world, day: pastCalls(world, seed), startAt, historyDays: options.historyDays ?? 30 };
  const rest = createRest({ world, keys, archive, campaigns: makeCampaigns(), faults: restFaults, settings, seed });
  const settle = async () => {
    await outbox.settled();
  };
  const control: Control = createControl({
    world,
    clock,
    day,
    outbox,
    hookBook,
    restFaults,
    settings,
    keys,
    office,
    events,
    settle,
  });

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    response.sendDate = false;
    response.setHeader('Date', new Date(clock.now()).toUTCString());
    const target = new URL(request.url ?? '/', 'http://127.0.0.1');
    const answered =
      target.pathname === restPath
        ? rest(request, response, target.searchParams)
        : target.pathname.startsWith('/_sim')
          ? control.handle(request, response, target)
          : notEmulated(response);
    answered.catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end(error instanceof Error ? error.message : 'failed');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  if (lively || options.eventsPerSecond !== undefined) day.start();

  return {
    url: `http://127.0.0.1:${port}${restPath}`,
    controlUrl: `http://127.0.0.1:${port}/_sim`,
    keys,
    office,
    world,
    clock,
    day,
    outbox,
    hookBook,
    restFaults,
    settings,
    control: (command, input) => control.run(command, input),
    diary: () => readDiary(world),
    events: () => events,
    async advance(ms) {
      if (!isManual(clock)) throw new Error('this clock moves by itself');
      await clock.advance(ms);
      await settle();
    },
    settled: settle,
    async close() {
      day.stop();
      world.tell = () => {};
      for (const call of world.open.values()) for (const timer of call.timers) timer.cancel();
      await outbox.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function notEmulated(response: ServerResponse): Promise<void> {
  response.writeHead(501, { 'content-type': 'application/json' });
  response.end('{"error":"not emulated"}');
  return Promise.resolve();
}

/** A token that is not named is the house's own. */
function withGlobalToken(auth: Outbox['auth'], keys: Keys): Outbox['auth'] {
  return auth.kind === 'token' && auth.own !== true ? { kind: 'token', token: auth.token ?? keys.globalToken } : auth;
}
