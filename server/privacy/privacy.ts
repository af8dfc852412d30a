// Finds one number in everything stored, and takes it out. Decides the order: what is asked for is written to the audit
// trail, then done, place by place, then the bytes on the disk are looked at. One erasure at a time. It never touches
// ids, instants or counters, and never erases what a call that is still shown needs.
import type { Kysely } from 'kysely';
import { maskNumber } from '../../lib/dialling/mask.ts';
import type { NumberPlans } from '../../lib/dialling/number.ts';
import type { Erasure, NumberFound } from '../../lib/protocol/privacy-shapes.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/schema.ts';
import type { Logger } from '../log.ts';
import { cleanFile } from './clean-file.ts';
import type { PlaceParts, Work } from './place.ts';
import { places } from './places.ts';
import { type NumberHome, readSought, type SoughtNumber } from './read-number.ts';
import { createTrace, type Trace } from './trace.ts';

export interface Privacy {
  /** null = no outside number. */
  read(typed: string): SoughtNumber | null;
  /** Why it cannot be erased now: a call with it is shown, or the settings name it. */
  blocked(number: SoughtNumber): Promise<NumberFound['blocked']>;
  find(number: SoughtNumber): Promise<NumberFound['places']>;
  /** Begins; false = another one is under way. Never throws: what failed is told by {@link last}. */
  erase(number: SoughtNumber): { readonly done: Promise<void> } | false;
  last(): Erasure | null;
  /** What is under way ends with its present step; erasing again goes on from there. */
  stop(): Promise<void>;
}

export function createPrivacy(
  parts: PlaceParts & {
    readonly plans: NumberPlans;
    readonly home: NumberHome;
    /** Of an embedded database; null = a database server. */
    readonly file: string | null;
    readonly clock: Clock;
    readonly log: Pick<Logger, 'info' | 'error'>;
  },
): Privacy {
  const { db, clock, log } = parts;
  const end = new AbortController();
  let last: Erasure | null = null;
  let running: Promise<void> | null = null;

  const workOn = (number: SoughtNumber, trace: Trace, seen: (rows: number) => void): Work => ({
    number,
    trace,
    signal: end.signal,
    seen,
  });

  async function run(number: SoughtNumber, begun: Erasure): Promise<void> {
    let now = begun;
    const tell = (patch: Partial<Erasure>) => {
      now = { ...now, ...patch };
      last = now;
    };
    tell({});
    try {
      tell({ total: await rowsToSee(parts) });
      const trace = createTrace(number);
      const work = workOn(number, trace, (rows) => tell({ seen: now.seen + rows }));
      // Nothing is awaited between this look and the board's own change: a call that rang since the question stays whole.
      if (isShown(trace)) throw new Error('A call with this number came meanwhile');
      for (const place of places) {
        end.signal.throwIfAborted();
        const changed = await place.erase(parts, work);
        tell({ places: [...now.places, { name: place.name, changed }] });
      }
      tell({ file: parts.file === null ? 'server' : await fileOf(parts.file, number) });
      tell({ state: 'done', endedAt: clock.now() });
      log.info({ places: now.places, file: now.file }, 'a number was erased');
    } catch (error) {
      tell({ state: 'failed', endedAt: clock.now() });
      log.error({ err: error }, 'a number could not be erased everywhere; erasing it again goes on');
    }
  }

  async function fileOf(file: string, number: SoughtNumber): Promise<Erasure['file']> {
    try {
      return await cleanFile(db, file, number, end.signal);
    } catch (error) {
      log.error({ err: error }, 'the file of the database could not be written anew');
      return 'failed';
    }
  }

  const isShown = (trace: Trace) =>
    Object.values(parts.board.board().calls).some((call) => trace.hideIn(call) !== call);

  return {
    read: (typed) => readSought(parts.plans, parts.home, typed),
    async blocked(number) {
      const trace = createTrace(number);
      if (isShown(trace)) return 'number_in_use';
      const { agents, queues } = parts.board.board();
      const names = [...Object.keys(agents), ...Object.keys(queues), ...(await settingTexts(db))];
      return names.some((name) => trace.in(name)) ? 'own_number' : null;
    },
    async find(number) {
      const work = workOn(number, createTrace(number), () => undefined);
      const found: NumberFound['places'] = [];
      for (const place of places) {
        const ats = await place.find(parts, work);
        const [oldestAt, newestAt] = ats.reduce<[number | null, number | null]>(
          ([oldest, newest], at) => [Math.min(oldest ?? at, at), Math.max(newest ?? at, at)],
          [null, null],
        );
        found.push({ name: place.name, count: ats.length, oldestAt, newestAt });
      }
      return found;
    },
    erase(number) {
      if (running) return false;
      const done = run(number, {
        state: 'running',
        number: maskNumber(number.text),
        startedAt: clock.now(),
        endedAt: null,
        seen: 0,
        total: 0,
        places: [],
        file: null,
      }).finally(() => {
        running = null;
      });
      running = done;
      return { done };
    },
    last: () => last,
    async stop() {
      end.abort();
      await running;
    },
  };
}

async function rowsToSee({ db, access }: PlaceParts): Promise<number> {
  const counts = await Promise.all([
    ...(['log', 'dead_letter', 'ended_call', 'checkpoint', 'record_note'] as const).map((table) =>
      db
        .selectFrom(table)
        .select((select) => select.fn.countAll().as('count'))
        .executeTakeFirst(),
    ),
    ...(['wall_action', 'wall_idempotency'] as const).map((table) =>
      access
        .selectFrom(table)
        .select((select) => select.fn.countAll().as('count'))
        .executeTakeFirst(),
    ),
  ]);
  // Millions of records are not counted one by one: their hours are.
  const records = await db
    .selectFrom('record_hour')
    .select((select) => select.fn.sum('count').as('count'))
    .executeTakeFirst();
  return [...counts, records].reduce((sum, row) => sum + Number(row?.count ?? 0), 0);
}

/** What the house itself is called and calls by. */
async function settingTexts(db: Kysely<Database>): Promise<string[]> {
  const agents = await db.selectFrom('agent_settings').selectAll().execute();
  const queues = await db.selectFrom('queue_settings').selectAll().execute();
  const dialling = await db.selectFrom('meta').select('value').where('key', '=', 'dialling').execute();
  return [
    ...agents.flatMap((row) => [row.extension, row.name ?? '', row.team ?? '']),
    ...queues.flatMap((row) => [row.number, row.name ?? '', row.ddis]),
    ...dialling.map((row) => row.value),
  ];
}
