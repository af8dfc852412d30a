// Forgets, once a night, what has been kept long enough. It decides when; what each table may lose is decided beside
// its queries (server/db/prune-*.ts). A night that failed is logged and tried again an hour later: it never ends the process.
import type { Kysely } from 'kysely';
import type { Forgotten } from '../lib/protocol/retention.ts';
import { wallTime } from '../lib/time/zone.ts';
import { dropNumberKeys } from './access/audit-number-key.ts';
import { accessTables } from './access/tables.ts';
import type { Clock, Timer } from './clock.ts';
import { pruneLog } from './db/prune-log.ts';
import { pruneDeadLetters, pruneEndedCalls, pruneOrders, pruneSavedAnswers } from './db/prune-rows.ts';
import type { Database } from './db/schema.ts';
import type { Logger } from './log.ts';
import { pruneRecords } from './records/prune-records.ts';
import { forgottenKey, msOf, type RetentionSetting, savedAnswersMs } from './retention.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** The quiet hour, by the house's zone. */
const quietHour = 3;
const lastRunKey = 'forgotten_at';

export interface Nightly {
  /** Runs at once when the last run is over a day old (or there was none), then every night. */
  begin(): void;
  /** What is under way ends with its present step; the rest waits for the next start. */
  stop(): Promise<void>;
}

export function createNightly(parts: {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'error'>;
  readonly timezone: string;
  readonly retention: Pick<RetentionSetting, 'current'>;
}): Nightly {
  const { db, clock, log } = parts;
  let timer: Timer | null = null;
  let running: Promise<void> = Promise.resolve();
  const end = new AbortController();
  const { signal } = end;

  async function lastRunAt(): Promise<number> {
    const row = await db.selectFrom('meta').select('value').where('key', '=', lastRunKey).executeTakeFirst();
    const at = Number(row?.value);
    // A clock that was set back must not put the next night off.
    return Number.isFinite(at) && at <= clock.now() ? at : Number.NEGATIVE_INFINITY;
  }

  async function forget(): Promise<void> {
    const now = clock.now();
    const days = parts.retention.current();
    const access = accessTables(db);
    const before = (kept: number) => now - msOf(kept);
    // Letters first: a webhook stays in the log for as long as it waits in their list.
    const deadLetters = await pruneDeadLetters(db, before(days.deadLetters), signal);
    const forgotten: Forgotten = {
      at: now,
      deadLetters,
      log: await pruneLog(db, before(days.log), signal),
      calls: await pruneEndedCalls(db, before(days.calls), signal),
      orders: await pruneOrders(access, before(days.orders), signal),
      records: await pruneRecords(db, before(days.records), signal),
      answers: await pruneSavedAnswers(access, now - savedAnswersMs, signal),
      numberKeys: await dropNumberKeys(db, before(days.orders)),
    };
    for (const [key, value] of [
      [forgottenKey, JSON.stringify(forgotten)],
      [lastRunKey, String(now)],
    ] as const) {
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    }
    log.info(forgotten, 'what was kept long enough is forgotten');
  }

  /** Looked at every hour: a day of 23 or 25 hours, or a clock that was set, is then no case of its own. */
  async function look(): Promise<void> {
    const ageMs = clock.now() - (await lastRunAt());
    const quiet = wallTime(clock.now(), parts.timezone).hour === quietHour;
    if (ageMs > dayMs || (quiet && ageMs > hourMs)) await forget();
  }

  function next() {
    running = look()
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error }, 'the past could not be forgotten; tried again within the hour');
      })
      .then(() => {
        if (!signal.aborted) timer = clock.after(hourMs, next);
      });
  }

  return {
    begin: next,
    async stop() {
      end.abort();
      timer?.cancel();
      await running;
    },
  };
}
