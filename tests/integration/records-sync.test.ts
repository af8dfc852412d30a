// [K] the sync against a simulated PBX: nothing lost, nothing doubled, whatever its pages look like.
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../server/db/connect.ts';
import { createPbxClient } from '../../server/pbx/client.ts';
import { type CdrQuery, type Pbx, PbxReadError } from '../../server/pbx/pbx.ts';
import { createTicketStore } from '../../server/records/store-tickets.ts';
import { createSync, type Sync } from '../../server/records/sync.ts';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { stores } from '../support/stores.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** A Tuesday evening after the clocks of Madrid had been turned on the Sunday before. */
const evening = Date.UTC(2026, 2, 31, 20);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function syncOf(db: Connection, pbx: Pick<Pbx, 'cdrPage' | 'cdrQueuePage' | 'skewMs'>, clock: ManualClock): Sync {
  const store = createTicketStore(db.kysely);
  const sync = createSync({
    db: db.kysely,
    pbx,
    clock,
    log: silent,
    timezone: 'Europe/Madrid',
    rules: async () => ({ queues: new Set(['200', '201', '202', '203', '204']), queueOfDdi: new Map() }),
    store: (tickets) =>
      store.store(tickets, {
        ...{ homeCode: '351', targetMs: () => 20_000, shortAbandonMs: () => 5_000 },
        ...{ ledgerFrom: 0, ledgerDeadlineMs: hourMs, now: clock.now() },
      }),
    bulk: () => undefined,
    firstBackfillMs: 0,
    pageRows: 25,
  });
  undo.push(() => sync.stop());
  return sync;
}

async function simulated() {
  const simulator = await createSimulator({ clock: 'manual', startAt: evening, agents: 12, historyDays: 6 });
  undo.push(() => simulator.close());
  const clock = manualClock(evening);
  const pbx = createPbxClient({
    ...{ url: simulator.url, auth: 'global' as const, token: simulator.keys.globalToken, agent: '110' },
    ...{
      tokenIn: 'both' as const,
      clientId: null,
      clientSecret: null,
      tenant: null,
      dialect: 'es' as const,
      names: {},
    },
    ...{ timezone: 'Europe/Madrid', clock, log: pino({ level: 'silent' }) },
  });
  undo.push(() => pbx.close());
  return { simulator, clock, pbx: tracked(pbx) };
}

/** Answers that are on their way: time stands still meanwhile, or they would all come too late. */
let underWay = 0;
function tracked(pbx: Pbx): Pbx {
  const track = async <T>(answer: Promise<T>) => {
    underWay++;
    try {
      return await answer;
    } finally {
      underWay--;
    }
  };
  return {
    ...pbx,
    cdrPage: (query) => track(pbx.cdrPage(query)),
    cdrQueuePage: (query) => track(pbx.cdrQueuePage(query)),
  };
}

/** Every ticket the simulated PBX has of a span, asked for in one page that nothing spoils. */
async function truth(simulator: Simulator, pbx: Pbx, from: number, to: number): Promise<string[]> {
  simulator.control('faults/clear', {});
  const ids: string[] = [];
  for (const kind of ['calls', 'queue'] as const) {
    for (let at = from; at < to; at += 6 * hourMs) {
      const query: CdrQuery = { page: 1, records: 500, from: at, to: Math.min(to, at + 6 * hourMs) - 60_000 };
      const { value } = await (kind === 'calls' ? pbx.cdrPage(query) : pbx.cdrQueuePage(query));
      expect(value.totalPages ?? 0).toBeLessThanOrEqual(1);
      ids.push(...value.rows.map((row) => `${kind} ${row.identificador}`));
    }
  }
  return ids.sort();
}
const stored = async (db: Connection) =>
  (await db.kysely.selectFrom('record').select(['kind', 'call_id']).execute())
    .map((row) => `${row.kind} ${row.call_id}`)
    .sort();

/** Moves the clock until what was asked for is done; real answers come in between. */
async function until(clock: ManualClock, done: () => Promise<boolean>, turns = 8_000): Promise<void> {
  for (let i = 0; i < turns; i++) {
    if (await done()) return;
    await clock.advance(250);
    do await new Promise((resolve) => setImmediate(resolve));
    while (underWay > 0);
  }
  throw new Error('it never came to an end');
}
const finished = (sync: Sync) => async () => {
  const { backfills } = await sync.status();
  return backfills.length > 0 && backfills.every((fill) => fill.state === 'done');
};

describe.each(stores)('[K21] the sync on $name', (store) => {
  it('reads a back-fill whole over the change of clocks while pages come empty, doubled, shuffled and miscounted', async () => {
    const db = await store.open();
    undo.push(() => db.close());
    const { simulator, clock, pbx } = await simulated();
    const [from, to] = [evening - 4 * dayMs, evening - 4 * hourMs];
    simulator.control('faults/pages', { empty: 0.06, doubled: 0.06, shuffled: 0.5, wrongTotal: 0.2 });
    const sync = syncOf(db, pbx, clock);
    await sync.backfill({ from, to, byName: 'manager' });
    sync.start();
    await until(clock, finished(sync));
    await sync.stop();
    const wanted = await truth(simulator, pbx, from, to);
    const found = await stored(db);
    expect(wanted.length).toBeGreaterThan(300);
    expect(wanted.filter((id) => !found.includes(id))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
    const [fill] = (await sync.status()).backfills;
    expect(fill).toMatchObject({ givenUp: 0, windows: fill?.done });
    // What was odd is said.
    const said = await db.kysely.selectFrom('record_window').select('said').where('said', '<>', '[]').execute();
    expect(said.length).toBeGreaterThan(0);
  }, 120_000);

  it('goes on after a restart where it was, paused stays paused, and resumed comes to its end', async () => {
    const db = await store.open();
    undo.push(() => db.close());
    const { simulator, clock, pbx } = await simulated();
    const [from, to] = [evening - 2 * dayMs, evening - 4 * hourMs];
    const first = syncOf(db, pbx, clock);
    const id = await first.backfill({ from, to, byName: 'manager' });
    first.start();
    await until(clock, async () => ((await first.status()).backfills[0]?.done ?? 0) >= 3);
    expect(await first.change(id, 'paused')).toBe(true);
    await first.stop();
    const second = syncOf(db, pbx, clock);
    second.start();
    const before = (await second.status()).backfills[0];
    expect(before).toMatchObject({ state: 'paused', byName: 'manager' });
    const later = clock.now() + 2 * 60_000;
    await until(clock, async () => clock.now() >= later);
    expect((await second.status()).backfills[0]).toEqual(before);
    expect(await second.change(id, 'running')).toBe(true);
    await until(clock, finished(second));
    await second.stop();
    const found = await stored(db);
    expect((await truth(simulator, pbx, from, to)).filter((one) => !found.includes(one))).toEqual([]);
    expect(await second.change(id, 'paused')).toBe(false);
  }, 120_000);
});

describe('[K22] every minute', () => {
  interface Asked extends CdrQuery {
    readonly kind: 'calls' | 'queue';
  }
  /** A PBX whose rows are a list; it notes what it was asked. */
  function listPbx(clock: ManualClock) {
    const asked: Asked[] = [];
    const rows = { calls: [] as Record<string, string>[], queue: [] as Record<string, string>[] };
    const state: { ill: 'timeout' | 'unknown_action' | null } = { ill: null };
    const page = (kind: 'calls' | 'queue') => async (query: CdrQuery) => {
      asked.push({ kind, ...query });
      if (state.ill) throw new PbxReadError(state.ill, 'ill');
      const found = rows[kind].filter((row) => {
        const at = Number(row.identificador?.split('.')[0]) * 1000;
        return at >= query.from && at < query.to + 60_000;
      });
      const slice = found.slice((query.page - 1) * 25, query.page * 25);
      return {
        value: { page: query.page, totalPages: Math.ceil(found.length / 25), rows: slice },
        askedAt: clock.now(),
        at: clock.now(),
      };
    };
    return { asked, rows, state, cdrPage: page('calls'), cdrQueuePage: page('queue'), skewMs: () => 0 };
  }
  async function opened() {
    const [sqlite] = stores;
    if (!sqlite) throw new Error('no store');
    const db = await sqlite.open();
    undo.push(() => db.close());
    const clock = manualClock(evening);
    const pbx = listPbx(clock);
    return { db, clock, pbx };
  }
  const row = (at: number, n: number) => ({
    identificador: `${Math.floor(at / 1000)}.${n}`,
    llamante: '912345678',
    llamado: '116',
    estado: 'Contestada',
    direccion: 'Entrante',
  });
  const minutes = async (clock: ManualClock, count: number) => {
    for (let i = 0; i < count * 60; i++) await clock.advance(1_000);
  };

  it('the last four hours of both kinds are asked for, up to the last closed minute', async () => {
    const { db, clock, pbx } = await opened();
    const sync = syncOf(db, pbx, clock);
    sync.start();
    await minutes(clock, 3);
    for (const kind of ['calls', 'queue']) {
      const firsts = pbx.asked.filter((query) => query.kind === kind && query.page === 1);
      const tos = [...new Set(firsts.map((query) => query.to))];
      expect(tos.slice(0, 3)).toEqual([0, 1, 2].map((n) => evening + (n - 1) * 60_000));
      expect(firsts.every((query) => query.to - query.from === 4 * hourMs)).toBe(true);
      // The minute that is named counts as a whole, and was over when it was asked for.
      expect(firsts.every((query) => query.to + 60_000 <= clock.now())).toBe(true);
    }
  });

  it('a ticket that comes three hours late is found all the same', async () => {
    const { db, clock, pbx } = await opened();
    const sync = syncOf(db, pbx, clock);
    sync.start();
    await minutes(clock, 2);
    pbx.rows.calls.push(row(evening - 3 * hourMs, 1));
    await minutes(clock, 2);
    expect(await stored(db)).toHaveLength(1);
    expect((await sync.status()).calls).toMatchObject({ rows: 1, failed: null, said: [] });
  });

  it('what was missed while nobody asked is a gap, which is found and read', async () => {
    const { db, clock, pbx } = await opened();
    const first = syncOf(db, pbx, clock);
    first.start();
    await minutes(clock, 2);
    await first.stop();
    for (let n = 0; n < 40; n++) pbx.rows.calls.push(row(evening + n * 20 * 60_000, n));
    await clock.advance(14 * hourMs);
    const second = syncOf(db, pbx, clock);
    second.start();
    await minutes(clock, 3);
    expect(await stored(db)).toHaveLength(40);
    expect((await second.status()).gaps).toEqual({ waiting: 0, givenUp: 0 });
  });

  it('an ill PBX is told of by its reason, and nothing counts as read meanwhile', async () => {
    const { db, clock, pbx } = await opened();
    const sync = syncOf(db, pbx, clock);
    sync.start();
    await minutes(clock, 2);
    const { readTo } = (await sync.status()).calls;
    pbx.state.ill = 'timeout';
    await minutes(clock, 2);
    expect((await sync.status()).calls).toMatchObject({ failed: 'timeout', readTo });
    const count = pbx.asked.length;
    pbx.state.ill = 'unknown_action';
    await minutes(clock, 5);
    expect(pbx.asked.length - count).toBeLessThanOrEqual(3);
    pbx.state.ill = null;
    await minutes(clock, 12);
    expect((await sync.status()).calls.failed).toBeNull();
    expect((await sync.status()).calls.readTo).toBeGreaterThan(readTo ?? 0);
  });

  it('questions keep a pause between them', async () => {
    const { db, clock, pbx } = await opened();
    for (let n = 0; n < 200; n++) pbx.rows.calls.push(row(evening - hourMs + n * 1_000, n));
    const sync = syncOf(db, pbx, clock);
    sync.start();
    await clock.advance(1_000);
    expect(pbx.asked.length).toBeLessThanOrEqual(5);
  });
});
