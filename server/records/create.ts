// The room of records: reads them from the PBX, keeps them, and answers about them. Made once; decides nothing itself.
import { defaultQueueSettings } from '../../lib/board/input.ts';
import type { Clock } from '../clock.ts';
import type { Connection } from '../db/connect.ts';
import type { Env } from '../env.ts';
import { numberPlans } from '../http/number-plans.ts';
import type { LiveBoard } from '../live-board.types.ts';
import type { Logger } from '../log.ts';
import type { Pbx } from '../pbx/pbx.ts';
import { msOf, type RetentionSetting } from '../retention.ts';
import type { Settings } from '../settings.types.ts';
import { createRecordReader, type RecordReader } from './ask-reader.ts';
import { createTicketStore } from './store-tickets.ts';
import { createSync, type Sync } from './sync.ts';

const dayMs = 86_400_000;
/** Calls abandoned longer ago are nobody's to call back. */
const ledgerDaysMs = 7 * dayMs;
/** By when somebody should have called back. */
const ledgerDeadlineMs = 4 * 3_600_000;
/** A report of last month is there on the first day. */
const firstBackfillMs = 31 * dayMs;

export interface Records {
  readonly reader: RecordReader;
  readonly sync: Sync;
  /** Calling code of the house's country, digits only. */
  readonly homeCode: string;
  /** Longest a record is kept, ms: nothing before is worth reading. */
  keptMs(): number;
  close(): Promise<void>;
}

export function createRecords(parts: {
  readonly database: Connection;
  readonly databaseUrl: string;
  readonly pbx: Pbx;
  readonly board: Pick<LiveBoard, 'board'>;
  readonly settings: Settings;
  readonly retention: Pick<RetentionSetting, 'current'>;
  readonly env: Pick<Env, 'pbxTimezone' | 'pbxCountry'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}): Records {
  const { database, settings, clock, log, env } = parts;
  const db = database.kysely;
  const homeCode = numberPlans().callingCode(env.pbxCountry) ?? '';
  const reader = createRecordReader({ databaseUrl: parts.databaseUrl, log });
  const tickets = createTicketStore(db, (parties) => reader.wrote(parties));

  async function rules() {
    const queues = await settings.queues();
    const numbers = new Set([...Object.keys(queues), ...Object.keys(parts.board.board().queues)]);
    const byDdi = new Map<string, string | null>();
    for (const [number, { ddis }] of Object.entries(queues)) {
      for (const ddi of ddis) byDdi.set(ddi, byDdi.has(ddi) ? null : number);
    }
    const queueOfDdi = new Map<string, string>();
    for (const [ddi, number] of byDdi) if (number !== null) queueOfDdi.set(ddi, number);
    return { queues: numbers, queueOfDdi };
  }

  const sync = createSync({
    db,
    pbx: parts.pbx,
    clock,
    log,
    timezone: env.pbxTimezone,
    rules,
    async store(found) {
      const queues = await settings.queues();
      const limits = (queue: string | null) => (queue === null ? null : queues[queue]) ?? defaultQueueSettings;
      const now = clock.now();
      const stored = await tickets.store(found, {
        homeCode,
        targetMs: (queue) => limits(queue).targetSeconds * 1000,
        shortAbandonMs: (queue) => limits(queue).shortAbandonSeconds * 1000,
        ...{ ledgerFrom: now - ledgerDaysMs, ledgerDeadlineMs, now },
      });
      if (bulk && stored.added > 0) reader.checkpoint();
      return stored;
    },
    bulk(on) {
      bulk = on;
      database.bulkWrites(on);
    },
    firstBackfillMs,
  });
  let bulk = false;

  return {
    reader,
    sync,
    homeCode,
    keptMs: () => msOf(parts.retention.current().records),
    async close() {
      await sync.stop();
      await reader.close();
    },
  };
}
