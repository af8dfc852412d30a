// How long what we store about people and calls is kept: the setting, and what stays fixed. README and rules A20 and A29
// of lib/SPEC.md repeat it. A stored setting that nobody can read keeps everything for as long as may be: forgetting
// cannot be undone.
import type { Kysely } from 'kysely';
import {
  Forgotten,
  RetentionDays,
  type RetentionKind,
  retentionBounds,
  retentionKinds,
} from '../lib/protocol/retention.ts';
import type { Database } from './db/schema.ts';
import type { Logger } from './log.ts';

const dayMs = 86_400_000;
const key = 'retention';
export const forgottenKey = 'forgotten';

/** Answers saved for an `Idempotency-Key`: as long as a key holds. */
export const savedAnswersMs = dayMs;

export interface RetentionSetting {
  current(): RetentionDays;
  /** The given days over what is there; holds from the moment it resolves. */
  put(patch: { readonly [K in RetentionKind]?: number | undefined }): Promise<RetentionDays>;
  /** What the last night removed; null = never ran. */
  lastRun(): Promise<Forgotten | null>;
}

const daysBy = (bound: 'most' | 'usual'): RetentionDays => ({
  log: retentionBounds.log[bound],
  calls: retentionBounds.calls[bound],
  deadLetters: retentionBounds.deadLetters[bound],
  orders: retentionBounds.orders[bound],
  records: retentionBounds.records[bound],
});
export const usualRetention = daysBy('usual');
export const msOf = (days: number) => days * dayMs;

export async function openRetention(parts: {
  readonly db: Kysely<Database>;
  readonly log: Pick<Logger, 'error'>;
}): Promise<RetentionSetting> {
  const { db, log } = parts;
  const storedAs = async (name: string) =>
    (await db.selectFrom('meta').select('value').where('key', '=', name).executeTakeFirst())?.value;
  const stored = await storedAs(key);
  const read = stored === undefined ? usualRetention : RetentionDays.safeParse(jsonOf(stored)).data;
  if (!read) log.error('the stored retention cannot be read: nothing is forgotten early until it is set');
  let known = read ?? daysBy('most');
  // One writer at a time: two patches must not overwrite each other.
  let last: Promise<unknown> = Promise.resolve();

  async function store(patch: { readonly [K in RetentionKind]?: number | undefined }): Promise<RetentionDays> {
    const next = { ...known };
    for (const kind of retentionKinds) next[kind] = patch[kind] ?? known[kind];
    const value = JSON.stringify(RetentionDays.parse(next));
    await db
      .insertInto('meta')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    known = next;
    return next;
  }

  return {
    current: () => known,
    put(patch) {
      const done = last.then(
        () => store(patch),
        () => store(patch),
      );
      last = done.catch(() => undefined);
      return done;
    },
    async lastRun() {
      const value = await storedAs(forgottenKey);
      return value === undefined ? null : (Forgotten.safeParse(jsonOf(value)).data ?? null);
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // No JSON is no setting: said by who reads it.
  }
}
