// The house's dialling settings: stored as one row, read at the start, and known without asking the database, so that
// the stop holds for an order that is already on its way. What cannot be read stops every call. Who stopped calls or
// let them go stands beside them; it decides nothing.
import type { Kysely } from 'kysely';
import { DialSettings, defaultDialSettings } from '../lib/dialling/settings.ts';
import { StopChange } from '../lib/protocol/endpoint-shapes.ts';
import type { Clock } from './clock.ts';
import { CannotStore } from './db/input-log.ts';
import type { Database } from './db/schema.ts';
import type { Logger } from './log.ts';

export interface DiallingSettings {
  /** Calls are stopped until {@link load} has read what was stored. */
  current(): DialSettings;
  /** Who last stopped calls or let them go, and when; null = nobody ever did, or it cannot be read. */
  stopChange(): StopChange | null;
  load(): Promise<void>;
  /**
   * Stores the given fields over what is there; holds from the moment it resolves.
   * @throws CannotStore: what stood before stands
   */
  put(patch: Partial<DialSettings>, by: string): Promise<void>;
}

const key = 'dialling';
const stopKey = 'dialling_stop';
const stopped: DialSettings = { ...defaultDialSettings, killed: true };

export function createDiallingSettings(parts: {
  readonly db: Kysely<Database>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'error' | 'warn'>;
}): DiallingSettings {
  const { db, clock, log } = parts;
  let known = stopped;
  let stop: StopChange | null = null;
  // One writer at a time: two patches must not overwrite each other.
  let last: Promise<unknown> = Promise.resolve();

  async function store(patch: Partial<DialSettings>, by: string): Promise<void> {
    const next = DialSettings.parse({ ...known, ...patch });
    const change = next.killed === known.killed ? null : { at: clock.now(), by };
    const rows = [
      { key, value: JSON.stringify(next) },
      ...(change ? [{ key: stopKey, value: JSON.stringify(change) }] : []),
    ];
    try {
      await db
        .insertInto('meta')
        .values(rows)
        .onConflict((conflict) => conflict.column('key').doUpdateSet((row) => ({ value: row.ref('excluded.value') })))
        .execute();
    } catch (error) {
      log.error({ err: error }, 'the dialling settings could not be stored');
      throw new CannotStore(error);
    }
    known = next;
    stop = change ?? stop;
    if (change) log.warn({ killed: next.killed }, 'calls from the board were stopped or let go');
  }

  return {
    current: () => known,
    stopChange: () => stop,
    async load() {
      const rows = await db.selectFrom('meta').selectAll().where('key', 'in', [key, stopKey]).execute();
      const stored = (wanted: string) => rows.find((row) => row.key === wanted)?.value;
      stop = StopChange.safeParse(fieldsOf(stored(stopKey) ?? '')).data ?? null;
      const settings = stored(key);
      if (settings === undefined) {
        known = defaultDialSettings;
        return;
      }
      const read = DialSettings.safeParse({ ...defaultDialSettings, ...fieldsOf(settings) });
      if (!read.success) log.error('the stored dialling settings cannot be read: calls are stopped until they are set');
      known = read.success ? read.data : stopped;
    },
    put(patch, by) {
      const done = last.then(
        () => store(patch, by),
        () => store(patch, by),
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
