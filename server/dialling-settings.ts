// The house's dialling settings: stored as one row, read at the start, and known without asking the database, so that
// the stop holds for an order that is already on its way. What cannot be read stops every call.
import type { Kysely } from 'kysely';
import { DialSettings, defaultDialSettings } from '../lib/dialling/settings.ts';
import type { Database } from './db/schema.ts';
import type { Logger } from './log.ts';

export interface DiallingSettings {
  /** Calls are stopped until {@link load} has read what was stored. */
  current(): DialSettings;
  load(): Promise<void>;
  /** Stores the given fields over what is there; holds from the moment it resolves. */
  put(patch: Partial<DialSettings>): Promise<DialSettings>;
}

const key = 'dialling';
const stopped: DialSettings = { ...defaultDialSettings, killed: true };

export function createDiallingSettings(parts: {
  readonly db: Kysely<Database>;
  readonly log: Pick<Logger, 'error' | 'warn'>;
}): DiallingSettings {
  const { db, log } = parts;
  let known = stopped;
  // One writer at a time: two patches must not overwrite each other.
  let last: Promise<unknown> = Promise.resolve();

  async function store(patch: Partial<DialSettings>): Promise<DialSettings> {
    const next = DialSettings.parse({ ...known, ...patch });
    const value = JSON.stringify(next);
    await db
      .insertInto('meta')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    known = next;
    if (patch.killed !== undefined) log.warn({ killed: next.killed }, 'calls from the board were stopped or let go');
    return next;
  }

  return {
    current: () => known,
    async load() {
      const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
      if (!row) {
        known = defaultDialSettings;
        return;
      }
      const read = DialSettings.safeParse({ ...defaultDialSettings, ...fieldsOf(row.value) });
      if (!read.success) log.error('the stored dialling settings cannot be read: calls are stopped until they are set');
      known = read.success ? read.data : stopped;
    },
    put(patch) {
      const done = last.then(
        () => store(patch),
        () => store(patch),
      );
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** What is no object reads as one with a field that no setting has, and fails. */
function fieldsOf(text: string): object {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : { unreadable: true };
  } catch {
    return { unreadable: true };
  }
}
