// What operators enter about agents and queues: stored first, then told to the board, one change at a time.
import type { Kysely } from 'kysely';
import * as z from 'zod';
import {
  type AgentSettings,
  defaultAgentSettings,
  defaultQueueSettings,
  type QueueSettings,
} from '../lib/board/input.ts';
import type { Clock } from './clock.ts';
import type { Database } from './db/schema.ts';
import { readAgentSettings, readQueueSettings, writeSettings } from './db/settings-rows.ts';
import type { LiveBoard } from './live-board.types.ts';
import type { Settings } from './settings.types.ts';

const extension = z.string().regex(/^\d{2,10}$/, 'an extension has 2 to 10 digits');
const label = z.nullable(
  z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^\P{Cc}*$/u, 'a name is one line of text'),
);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time is HH:MM');
const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const Agent = z.object({ name: label, team: label, kind: z.enum(['agent', 'service']) });
const Queue = z.object({
  name: label,
  targetSeconds: z.number().int().min(0).max(3_600),
  shortAbandonSeconds: z.number().int().min(0).max(3_600),
  ddis: z.array(z.string().regex(/^\+?\d{3,15}$/, 'a called number has 3 to 15 digits')).max(200),
  hours: z.nullable(
    z.partialRecord(
      weekday,
      z.array(z.tuple([time, time]).refine(([from, to]) => from < to, 'opening comes before closing')).max(6),
    ),
  ),
});

/** @throws ZodError naming the field when a value is out of its range; nothing was stored then. */
export function createSettings(parts: {
  readonly db: Kysely<Database>;
  readonly board: Pick<LiveBoard, 'accept'>;
  readonly clock: Clock;
}): Settings {
  const { db, board, clock } = parts;
  // One writer at a time: two patches of one record must not overwrite each other.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  }

  async function put(
    agentPatches: Readonly<Record<string, Partial<AgentSettings>>>,
    queuePatches: Readonly<Record<string, Partial<QueueSettings>>>,
  ) {
    const [knownAgents, knownQueues] = [await readAgentSettings(db), await readQueueSettings(db)];
    const agents: Record<string, AgentSettings> = {};
    const queues: Record<string, QueueSettings> = {};
    for (const [key, patch] of Object.entries(agentPatches)) {
      agents[extension.parse(key)] = Agent.parse({ ...defaultAgentSettings, ...knownAgents[key], ...patch });
    }
    for (const [key, patch] of Object.entries(queuePatches)) {
      const parsed = Queue.parse({ ...defaultQueueSettings, ...knownQueues[key], ...patch });
      queues[extension.parse(key)] = { ...parsed, hours: parsed.hours as QueueSettings['hours'] };
    }
    await writeSettings(db, agents, queues);
    try {
      await board.accept({ type: 'settings_changed', at: clock.now(), agents, queues });
    } catch (error) {
      // The board was not told, so what it still shows is put back: a refusal means that nothing was done.
      await putBack(error, former(agents, knownAgents), former(queues, knownQueues));
    }
    return { agents, queues };
  }

  async function putBack(
    refusal: unknown,
    agents: Readonly<Record<string, AgentSettings | null>>,
    queues: Readonly<Record<string, QueueSettings | null>>,
  ): Promise<never> {
    try {
      await writeSettings(db, agents, queues);
    } catch (error) {
      throw new AggregateError([refusal, error], 'The board could not be told, and its settings not be put back');
    }
    throw refusal;
  }

  return {
    agents: () => readAgentSettings(db),
    queues: () => readQueueSettings(db),
    putAgent: (key, patch) => inTurn(async () => (await put({ [key]: patch }, {})).agents[key] ?? defaultAgentSettings),
    putQueue: (key, patch) => inTurn(async () => (await put({}, { [key]: patch })).queues[key] ?? defaultQueueSettings),
    putAgents: (rows) => inTurn(async () => void (await put(rows, {}))),
    putQueues: (rows) => inTurn(async () => void (await put({}, rows))),
  };
}

/** What was there before, null where nothing was. */
function former<T>(changed: Readonly<Record<string, T>>, known: Readonly<Record<string, T>>): Record<string, T | null> {
  return Object.fromEntries(Object.keys(changed).map((key) => [key, known[key] ?? null]));
}
