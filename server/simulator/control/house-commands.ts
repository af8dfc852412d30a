// The house itself: who is there, what is configured, what the time is, and what there is to read.
import * as z from 'zod';
import { isManual } from '../base/clock.ts';
import type { HookAuth } from '../hooks/send-hook.ts';
import { setOccupied, setRegistered, wordOf } from '../world/agent-state.ts';
import { readDiary } from '../world/diary.ts';
import { type Command, type ControlContext, Refusal } from './command.ts';

const Agent = z.strictObject({
  extension: z.string(),
  registered: z.boolean().optional(),
  occupied: z.boolean().optional(),
  busyLevel: z.number().int().min(1).max(10).optional(),
  busyDestination: z.string().nullable().optional(),
});
const Queue = z.strictObject({
  number: z.string(),
  strategy: z.enum(['hops', 'ringall']).optional(),
  ringSeconds: z.number().positive().max(600).optional(),
});
const Advance = z.strictObject({ ms: z.number().min(0).max(86_400_000) });
const Lively = z.strictObject({
  on: z.boolean(),
  rate: z.number().positive().max(100).optional(),
  eventsPerSecond: z.number().positive().max(1_000).nullable().optional(),
});
const Settings = z.strictObject({
  strictness: z.enum(['both', 'es', 'pt']).optional(),
  answers: z.enum(['es', 'pt']).optional(),
  malformedForm: z.boolean().optional(),
  actForOthers: z.boolean().optional(),
  auto: z.boolean().optional(),
  contentType: z.string().optional(),
  byteOrderMark: z.boolean().optional(),
  dialPlan: z.enum(['answer', 'busy', 'no_answer', 'manual', 'random']).optional(),
  queuesRing: z.boolean().optional(),
  ringEnd: z.enum(['final', 'state']).optional(),
});
const Words = z.string().min(1);
const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('token'), token: Words.optional(), own: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('basic'), user: Words, password: z.string() }),
  z.strictObject({ kind: z.literal('ntlm'), user: Words, password: z.string(), domain: z.string().optional() }),
]);
const Hooks = z.strictObject({
  /** Without it: every extension. */
  extension: z.string().optional(),
  url: z.url({ protocol: /^https?$/ }),
  method: z.enum(['POST', 'PUT', 'GET']).optional(),
  format: z.enum(['json', 'urlencoded', 'query']).optional(),
  vocabulary: z.string().max(2_000).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  capture: z.string().max(500).optional(),
  only: z.array(z.tuple([z.enum(['timbre', 'descolgado', 'colgado']), z.enum(['entrante', 'saliente'])])).optional(),
  auth: Auth.optional(),
});
const Copy = z.strictObject({ from: z.string(), to: z.string() });
const Remove = z.strictObject({ extension: z.string().optional() });
const Slice = z.strictObject({ after: z.number().int().min(0).default(0) });

const agent: Command = ({ world }, input) => {
  const { extension, registered, occupied, ...rest } = Agent.parse(input);
  const found = world.agents.get(extension);
  if (!found) throw new Refusal(404, `no extension ${extension}`);
  if (rest.busyLevel !== undefined) found.busyLevel = rest.busyLevel;
  if (rest.busyDestination !== undefined) found.busyDestination = rest.busyDestination;
  if (occupied !== undefined) setOccupied(world, found, occupied);
  if (registered !== undefined) setRegistered(world, found, registered);
  return { extension, word: wordOf(found) };
};

const queue: Command = ({ world }, input) => {
  const { number, strategy, ringSeconds } = Queue.parse(input);
  const found = world.queues.get(number);
  if (!found) throw new Refusal(404, `no queue ${number}`);
  if (strategy) found.strategy = strategy;
  if (ringSeconds !== undefined) found.ringMs = ringSeconds * 1000;
  return { number, strategy: found.strategy, ringSeconds: found.ringMs / 1000 };
};

const advance: Command = async ({ clock, settle }, input) => {
  const { ms } = Advance.parse(input);
  if (!isManual(clock)) throw new Refusal(409, 'this clock moves by itself');
  await clock.advance(ms);
  await settle();
  return { now: clock.now() };
};

const lively: Command = ({ day }, input) => {
  const { on, rate, eventsPerSecond } = Lively.parse(input);
  day.pace = {
    rate: rate ?? day.pace.rate,
    eventsPerSecond: eventsPerSecond === undefined ? day.pace.eventsPerSecond : eventsPerSecond,
  };
  if (on) day.start();
  else day.stop();
  return { on: day.running(), ...day.pace };
};

const settings: Command = (context, input) => {
  const { dialPlan, queuesRing, ringEnd, ...rest } = Settings.parse(input);
  if (queuesRing !== undefined) context.world.queuesRing = queuesRing;
  if (dialPlan) context.world.dialPlan = dialPlan;
  if (ringEnd) context.outbox.ringEnd = ringEnd;
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined) Object.assign(context.settings, { [name]: value });
  if (rest.strictness && !rest.answers) context.settings.answers = rest.strictness === 'pt' ? 'pt' : 'es';
  return settingsOf(context);
};
const settingsOf = ({ settings: rest, world, outbox }: ControlContext) => ({
  ...rest,
  dialPlan: world.dialPlan,
  queuesRing: world.queuesRing,
  ringEnd: outbox.ringEnd,
});

const hooks: Command = ({ hookBook, outbox, keys }, input) => {
  const { extension, auth, ...rest } = Hooks.parse(input);
  if (extension === undefined) hookBook.setAll(rest);
  else hookBook.set(extension, rest);
  if (auth) outbox.auth = named(auth, keys.globalToken);
  return {};
};
const named = (auth: HookAuth, globalToken: string): HookAuth =>
  auth.kind === 'token' && auth.own !== true ? { kind: 'token', token: auth.token ?? globalToken } : auth;

const copy: Command = ({ hookBook }, input) => {
  const { from, to } = Copy.parse(input);
  hookBook.copy(from, to);
  return {};
};
const remove: Command = ({ hookBook }, input) => {
  const { extension } = Remove.parse(input);
  if (extension === undefined) hookBook.removeAll();
  else hookBook.remove(extension);
  return {};
};

const state: Command = (context) => ({
  now: context.clock.now(),
  manual: isManual(context.clock),
  lively: { on: context.day.running(), ...context.day.pace },
  settings: settingsOf(context),
  hooks: { ...context.outbox.counts, lastStatus: context.outbox.lastStatus, faults: context.outbox.hookFaults },
  restFaults: Object.fromEntries(context.restFaults),
  openCalls: context.world.open.size,
  agents: Object.fromEntries([...context.world.agents.values()].map((one) => [one.extension, wordOf(one)])),
});
const diary: Command = ({ world }) => readDiary(world);
const log: Command = ({ outbox }, input) => {
  const { after } = Slice.parse(input);
  return { deliveries: outbox.log.filter((one) => one.sequence > after) };
};
const events: Command = (context, input) => {
  const { after } = Slice.parse(input);
  return { events: context.events.filter((one) => one.sequence > after) };
};
const credentials: Command = ({ keys, office }) => {
  const first = office.agents[0]?.extension ?? '';
  const { globalToken, tenant } = keys;
  return {
    globalToken,
    tenant,
    agent: first,
    agentToken: keys.agentToken(first),
    webPassword: keys.webPassword(first),
  };
};

export const houseCommands = {
  agent,
  queue,
  advance,
  lively,
  settings,
  hooks,
  'hooks/copy': copy,
  'hooks/remove': remove,
  settle: async ({ settle }: ControlContext) => {
    await settle();
    return {};
  },
  state,
  diary,
  log,
  events,
  credentials,
  office: ({ office }: ControlContext) => office,
};
