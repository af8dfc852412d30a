// npm run bench -- records: call records at the size they must bear. BENCH_RECORDS rows (200,000 unless told; the goals are
// for 5,000,000), BENCH_EXPORT rows of the file (1,000,000). On the embedded database, and on PostgreSQL where
// BENCH_PG_URL names a database that may be filled. BENCH_DB keeps the embedded one under that name: filled once, it is
// measured again without the import. Prints and writes a table, asserts no time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { RecordGroup } from '../../lib/protocol/record-shapes.ts';
import { type FilterQuery, filterOf } from '../../lib/records/filter.ts';
import { readTicket } from '../../lib/records/ticket.ts';
import { createApp } from '../../server/app.ts';
import { systemClock } from '../../server/clock.ts';
import { openDb } from '../../server/db/open.ts';
import { readEnv } from '../../server/env.ts';
import { createLog } from '../../server/log.ts';
import { createTicketStore } from '../../server/records/store-tickets.ts';
import { type Figure, quantile, report } from './figures.ts';
import { madeRecords, yearBegin, yearMs } from './made-records.ts';

let rows = Number(process.env.BENCH_RECORDS ?? 200_000);
const mostExported = Number(process.env.BENCH_EXPORT ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 40);
const pgUrl = process.env.BENCH_PG_URL;
const timezone = 'Europe/Lisbon';
const dayMs = 86_400_000;
const figures: Figure[] = [];
const never = new AbortController().signal;

/** Resident memory of the process with its thread, MB. */
const rssMb = () => process.memoryUsage.rss() / 1024 / 1024;

function sendHooks(url: string, token: string, seconds: number): Promise<{ answersMs: number[]; refused: number }> {
  const extensions = Array.from({ length: 100 }, (_, i) => String(1_000 + i));
  const workerData = { url: `${url}/hooks`, token, extensions, eventsPerSecond: 50, seconds };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./hooks-thread.ts', import.meta.url), { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function measure(name: string, databaseUrl: string, directory: string): Promise<void> {
  const add = (what: string, value: number, unit: string, goal: number | null) =>
    figures.push({ name: `${name}: ${what}`, value, unit, goal, floor: null });
  const reading = readEnv(
    {
      ...{ NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0', DATABASE_URL: databaseUrl, HOOK_TOKEN: 'bench-hook-token' },
      ...{
        API_TOKEN: 'bench-api-token-000',
        APP_SECRET: 'bench-app-secret-of-forty-characters-xxx',
        TIMEZONE: timezone,
      },
    },
    directory,
  );
  if (!reading.ok) throw new Error(reading.problems.join('; '));
  const log = createLog({ level: 'error', secrets: [] });
  const db = await openDb(databaseUrl);
  const app = await createApp({ env: reading.env, clock: systemClock, log, db });
  const url = `http://127.0.0.1:${await app.listen()}`;
  const { reader } = app.services.records;
  try {
    const { count } = await db.kysely
      .selectFrom('record')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) > 0) rows = Number(count);
    else await importRows();
    await questions();
    await files();
  } finally {
    await app.close();
  }

  async function importRows(): Promise<void> {
    const store = createTicketStore(db.kysely, (parties) => reader.wrote(parties));
    const rules = { timezone: 'Europe/Madrid', queues: new Set<string>(), queueOfDdi: new Map<string, string>() };
    const limits = {
      ...{ homeCode: '351', targetMs: () => 20_000, shortAbandonMs: () => 5_000 },
      ...{ ledgerFrom: Number.POSITIVE_INFINITY, ledgerDeadlineMs: 0, now: Date.now() },
    };
    // While it lasts; a small import is over before.
    const hooks = sendHooks(url, 'bench-hook-token', Math.max(3, Math.min(60, rows / 20_000)));
    const started = performance.now();
    const before = process.threadCpuUsage();
    db.bulkWrites(true);
    let pages = 0;
    for (const page of madeRecords(rows)) {
      const tickets = page.rows.flatMap((row) => {
        const read = readTicket(page.kind, row, rules);
        return read.ok ? [read.ticket] : [];
      });
      await store.store(tickets, limits);
      if (++pages % 10 === 0) reader.checkpoint();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const seconds = (performance.now() - started) / 1000;
    db.bulkWrites(false);
    const { answersMs, refused } = await hooks;
    // Told as what 1,000 rows take, for every goal is a most.
    add(`import, ${rows} rows: 1,000 rows take`, (seconds * 1_000_000) / rows, 'ms', 1_000 / 15);
    const { user, system } = process.threadCpuUsage(before);
    add('import, rows a second', rows / seconds, '', null);
    // On a machine that others use as well, the figure that can be compared.
    add('import, rows a second of processor time', (rows * 1e6) / (user + system), '', null);
    add('webhook answers meanwhile, p99', quantile(answersMs, 0.99), 'ms', 50);
    add('webhooks refused meanwhile', refused, '', 0);
  }

  async function questions(): Promise<void> {
    const delay = monitorEventLoopDelay({ resolution: 2 });
    const asked = (query: FilterQuery) => ({ filter: filterOf(query, '351'), reach: null, timezone });
    const page = (query: FilterQuery, counted: boolean) => {
      const more = { sort: 'startedAt' as const, descending: true, limit: 50, skip: 0, after: null, sight: null };
      return reader.ask({ type: 'page', asked: { ...asked(query), ...more }, page: 1, counted }, never);
    };
    const summary = (query: FilterQuery, groupBy: RecordGroup[]) =>
      reader.ask({ type: 'summary', asked: { ...asked(query), groupBy } }, never);
    const month = (n: number) => {
      const from = yearBegin + (n % 11) * 30 * dayMs;
      return { from: String(from), to: String(from + 30 * dayMs) };
    };
    const p95 = async (what: string, goal: number | null, ask: (n: number) => Promise<unknown>, times = rounds) => {
      const took: number[] = [];
      // Once to warm up: what a page costs that is asked for the first time after a start is told apart.
      const first = performance.now();
      await ask(0);
      const cold = performance.now() - first;
      for (let n = 1; n <= times; n++) {
        const begun = performance.now();
        await ask(n);
        took.push(performance.now() - begun);
      }
      add(`${what}, p95`, quantile(took, 0.95), 'ms', goal);
      console.log(`${name}: ${what}: first ${cold.toFixed(0)} ms, p95 ${quantile(took, 0.95).toFixed(1)} ms`);
    };
    delay.enable();
    await p95('page of 50, any filter', 50, (n) => page(filters(n), false));
    await p95('page of 50 with its total', null, (n) => page(filters(n), true));
    await p95('histogram and totals of a month', 150, (n) => summary({ ...month(n), kind: 'queue' }, ['hour']));
    await p95(
      'a year by hour and queue',
      300,
      () => summary({ kind: 'queue' }, ['hour', 'queue']),
      Math.min(rounds, 10),
    );
    await p95('number search, whole', 150, (n) => page({ number: String(910_000_000 + n * 7_919) }, false));
    await p95('number search, a part', 150, (n) => page({ number: String(10_000 + n * 37).slice(0, 5) }, false));
    await p95('a month by agent', null, (n) => summary(month(n), ['agent']), Math.min(rounds, 10));
    delay.disable();
    add('event loop held up by reports, longest', delay.max / 1e6, 'ms', 20);

    function filters(n: number): FilterQuery {
      const all: FilterQuery[] = [
        { ...month(n), queue: String(200 + (n % 10)) },
        { agent: String(1_000 + n * 7) },
        { ...month(n), status: 'abandoned', kind: 'queue' },
        { direction: 'out', ...month(n) },
        { minWait: '120', kind: 'queue' },
        {},
      ];
      return all[n % all.length] ?? {};
    }
  }

  async function files(): Promise<void> {
    // As many days as hold the rows, from the year's end.
    const exportRows = Math.min(rows, mostExported);
    const from = String(Math.floor(yearBegin + yearMs - (exportRows / rows) * yearMs));
    for (const format of ['csv', 'xlsx'] as const) {
      const before = rssMb();
      let [most, bytes, pieces] = [before, 0, 0];
      const begun = performance.now();
      const exported = {
        filter: filterOf({ from }, '351'),
        reach: null,
        timezone,
        sight: null,
        format,
        locale: 'en' as const,
      };
      for await (const piece of reader.export(exported, never)) {
        bytes += piece.length;
        if (++pieces % 20 === 0) most = Math.max(most, rssMb());
      }
      const seconds = (performance.now() - begun) / 1000;
      add(`${format} of ${exportRows} rows`, seconds, 's', null);
      add(`${format}: memory above that before`, most - before, 'MB', format === 'csv' ? 100 : null);
      console.log(`${name}: ${format}: ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s`);
    }
  }
}

const directory = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
try {
  await measure('SQLite', `file:${process.env.BENCH_DB ?? join(directory, 'wallboard.db')}`, directory);
  if (pgUrl) await measure('PostgreSQL', pgUrl, directory);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
const missed = report('call records', figures, 'data/bench-records.json');
if (missed > 0) console.log(`${missed} of ${figures.filter((figure) => figure.goal !== null).length} goals missed`);
process.exit(0);
