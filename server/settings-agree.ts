// At a start, what is stored about agents and queues and what the board knows of them are made one: a process that
// ended between storing a setting and telling the board leaves them apart, and so does a log that forgot old entries.
// The rows are right, for they are what the settings pages show. It tells the board only what differs.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { AgentSettings, QueueSettings } from '../lib/board/input.ts';
import type { Clock } from './clock.ts';
import type { Database } from './db/schema.ts';
import { readAgentSettings, readQueueSettings } from './db/settings-rows.ts';
import type { WorkingBoard } from './live-board.ts';

export interface KnownSettings {
  readonly agents: Readonly<Record<string, AgentSettings>>;
  readonly queues: Readonly<Record<string, QueueSettings>>;
}

/** @returns how many records the board was told of. */
export async function agreeOnSettings(
  db: Kysely<Database>,
  board: Pick<WorkingBoard, 'accept' | 'settings'>,
  clock: Clock,
): Promise<number> {
  const known = board.settings();
  const agents = different(await readAgentSettings(db), known.agents);
  const queues = different(await readQueueSettings(db), known.queues);
  const count = Object.keys(agents).length + Object.keys(queues).length;
  if (count > 0) await board.accept({ type: 'settings_changed', at: clock.now(), agents, queues });
  return count;
}

/** What `known` must be told to become `stored`; null forgets. */
function different<T>(
  stored: Readonly<Record<string, T>>,
  known: Readonly<Record<string, T>>,
): Record<string, T | null> {
  const news: Record<string, T | null> = {};
  for (const key of new Set([...Object.keys(stored), ...Object.keys(known)])) {
    const now = stored[key] ?? null;
    if (!isDeepStrictEqual(now, known[key] ?? null)) news[key] = now;
  }
  return news;
}
