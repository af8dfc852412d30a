// [K] pages, reports and files of records, on each database: held against the same records in memory.

import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord, RecordGroup, RecordSort } from '../../lib/protocol/record-shapes.ts';
import { addTallies, countsAsOffered, nothing } from '../../lib/records/figures.ts';
import { type FilterQuery, filterOf } from '../../lib/records/filter.ts';
import { digitsMatch, numberDigits } from '../../lib/records/number-digits.ts';
import { readTicket, type Ticket } from '../../lib/records/ticket.ts';
import { wallTime } from '../../lib/time/zone.ts';
import type { Connection } from '../../server/db/connect.ts';
import { answerExport, answerQuestion, readPlace } from '../../server/records/answer-question.ts';
import type { RecordReach } from '../../server/records/asked-records.ts';
import { createNumberIndex, type NumberIndex } from '../../server/records/number-index.ts';
import { createTicketStore, type StoreRules, type TicketStore } from '../../server/records/store-tickets.ts';
import { stores } from '../support/stores.ts';

const timezone = 'Europe/Lisbon';
/** Over both ends of a day with 25 hours: clocks turn at 01:00 UTC of 25 October 2026. */
const begin = Date.UTC(2026, 9, 23, 22) / 1000;
const rules: StoreRules = {
  homeCode: '351',
  targetMs: () => 20_000,
  shortAbandonMs: () => 5_000,
  ledgerFrom: Number.POSITIVE_INFINITY,
  ledgerDeadlineMs: 0,
  now: 0,
};
const draw = (() => {
  let state = 42;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
})();
const words = ['Contestada', 'Contestada', 'Contestada', 'No contestada', 'Ocupado', 'Abandonada', 'Rarísima'];
const tickets: Ticket[] = Array.from({ length: 3_000 }, (_, i) => {
  const kind = i % 2 === 0 ? ('queue' as const) : ('calls' as const);
  const out = kind === 'calls' && draw(3) === 0;
  const party =
    ['912345678', '+351913000111', '0034600123456', 'Anonymous', `9${20_000_000 + draw(400)}`][draw(5)] ?? '';
  const agent = String(110 + draw(8));
  const row = {
    identificador: `${begin + draw(3 * 86_400)}.${i}`,
    estado: words[draw(words.length)] ?? '',
    duracion: String(draw(300)),
    llamante: out ? agent : party,
    ...(kind === 'queue'
      ? { cola: `${200 + draw(3)}_X`, agente: agent, espera: String(draw(60)), conversacion: String(draw(400)) }
      : { llamado: out ? party : agent, direccion: out ? 'Saliente' : 'Entrante', ddi: `21500210${draw(3)}` }),
  };
  const reading = readTicket(kind, row, { timezone: 'Europe/Madrid', queues: new Set(), queueOfDdi: new Map() });
  if (!reading.ok) throw new Error(reading.why);
  return reading.ticket;
});
const signal = new AbortController().signal;
const keyOf = (ticket: Ticket) => `${ticket.startedAt} ${ticket.key}`;
const unique = [...new Map(tickets.map((ticket) => [keyOf(ticket), ticket])).values()];

/** What a filter means, said once more and in another way. */
function matches(ticket: Ticket, query: FilterQuery): boolean {
  const within = (value: number | null, least?: string, most?: string) =>
    (least === undefined && most === undefined) ||
    (value !== null && value >= Number(least ?? 0) * 1000 && value <= Number(most ?? 1e9) * 1000);
  const has = (list: string | undefined, value: string | number | null) =>
    list === undefined || (value !== null && list.split(',').includes(String(value)));
  const { hour, day, month, year } = wallTime(ticket.startedAt, timezone);
  return (
    (query.from === undefined || ticket.startedAt >= Number(query.from)) &&
    (query.to === undefined || ticket.startedAt < Number(query.to)) &&
    has(query.kind, ticket.kind) &&
    has(query.agent, ticket.agent) &&
    has(query.queue, ticket.queue) &&
    has(query.ddi, ticket.ddi) &&
    has(query.direction, ticket.direction) &&
    has(query.status, ticket.status) &&
    has(query.hour, hour) &&
    has(query.weekday, new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7) &&
    within(ticket.durationMs, query.minDuration, query.maxDuration) &&
    within(ticket.waitMs, query.minWait, query.maxWait) &&
    (query.short === undefined || (isShort(ticket) ? 'yes' : 'no') === query.short) &&
    (query.number === undefined ||
      (ticket.party !== null && digitsMatch(numberDigits(ticket.party, '351'), numberDigits(query.number, '351'))))
  );
}
const isShort = (ticket: Ticket) => ticket.status === 'abandoned' && ticket.waitMs !== null && ticket.waitMs < 5_000;
const day = 86_400_000;
const queries: readonly FilterQuery[] = [
  {},
  { from: String(begin * 1000 + day + 1_234_567), to: String(begin * 1000 + 2 * day + 7_654_321) },
  { from: String(Date.UTC(2026, 9, 24, 23)), to: String(Date.UTC(2026, 9, 26)) },
  { kind: 'queue' },
  { kind: 'calls', direction: 'out' },
  { queue: '200,201', status: 'answered,abandoned' },
  { agent: '112', from: String(begin * 1000 + day) },
  { number: '+351 912 345 678' },
  { number: '+34600123456' },
  { number: '2000' },
  { number: '9999' },
  { minWait: '10', maxWait: '30', kind: 'queue' },
  { maxDuration: '20', ddi: '215002101' },
  { short: 'yes' },
  { weekday: '7', hour: '0,1,2,23' },
  { hour: '1', kind: 'queue' },
  { weekday: '6', queue: '202', status: 'answered' },
  { status: 'unknown' },
];

describe.each(stores)('[K] records on $name', (store) => {
  let connection: Connection;
  let numbers: NumberIndex;
  let ticketStore: TicketStore;
  beforeAll(async () => {
    connection = await store.open();
    ticketStore = createTicketStore(connection.kysely);
    numbers = createNumberIndex(connection.kysely);
    // Out of order, doubled, and in two halves.
    const shuffled = [...tickets].sort((a, b) => (a.key % 1_000) - (b.key % 1_000));
    expect(await ticketStore.store(shuffled.slice(0, 2_000), rules)).toMatchObject({ changed: 0 });
    const second = await ticketStore.store([...shuffled.slice(1_500), ...shuffled.slice(0, 300)], rules);
    expect(second.changed).toBe(0);
  });
  afterAll(() => connection?.close());

  const asked = (query: FilterQuery, reach: RecordReach = null) => ({
    filter: filterOf(query, '351'),
    reach,
    timezone,
  });
  async function ask(question: Parameters<typeof answerQuestion>[2]) {
    const bytes = await answerQuestion(connection.kysely, numbers, question, signal);
    return JSON.parse(Buffer.from(bytes).toString());
  }
  const page = (query: FilterQuery, more: object = {}) =>
    ask({
      type: 'page',
      asked: {
        ...asked(query),
        sort: 'startedAt',
        descending: true,
        limit: 200,
        skip: 0,
        after: null,
        sight: null,
        ...more,
      },
      page: null,
      counted: true,
    });
  async function allRows(query: FilterQuery, sort: RecordSort, descending: boolean): Promise<CallRecord[]> {
    const rows: CallRecord[] = [];
    let after: unknown = null;
    do {
      const answer = await page(query, { sort, descending, limit: 97, after });
      rows.push(...answer.rows);
      after = answer.next === null ? null : readPlace(answer.next);
    } while (after !== null);
    return rows;
  }

  it('[K11] doubled and shuffled tickets are stored once each', async () => {
    const { count } = await connection.kysely
      .selectFrom('record')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(unique.length);
  });

  it.each(queries)('[K12] the list, its total and the report of %o agree with the records', async (query) => {
    const wanted = unique.filter((ticket) => matches(ticket, query));
    const rows = await allRows(query, 'startedAt', true);
    expect(rows.map((row) => row.id).sort()).toEqual(wanted.map((ticket) => ticket.callId).sort());
    expect((await page(query, { limit: 1 })).total).toBe(wanted.length);
    const kind = query.kind === 'calls' ? 'calls' : query.kind === 'queue' ? 'queue' : null;
    const tally = wanted.reduce((sum, ticket) => {
      const offered = countsAsOffered(ticket, kind);
      const answered = offered && ticket.status === 'answered';
      const abandoned = offered && ticket.status === 'abandoned';
      return addTallies(sum, {
        ...nothing,
        count: 1,
        offered: offered ? 1 : 0,
        answered: answered ? 1 : 0,
        abandoned: abandoned && !isShort(ticket) ? 1 : 0,
        short: abandoned && isShort(ticket) ? 1 : 0,
        withinTarget: answered && ticket.waitMs !== null && ticket.waitMs <= 20_000 ? 1 : 0,
        waitMs: answered ? (ticket.waitMs ?? 0) : 0,
        talkMs: answered ? (ticket.talkMs ?? 0) : 0,
      });
    }, nothing);
    for (const groupBy of [
      [],
      ['hour'],
      ['weekday_hour'],
      ['day', 'queue'],
      ['agent'],
      ['ddi', 'status'],
      ['quarter_hour'],
    ]) {
      const summary = await ask({ type: 'summary', asked: { ...asked(query), groupBy: groupBy as RecordGroup[] } });
      expect(summary.total, String(groupBy)).toMatchObject({
        count: tally.count,
        offered: tally.offered,
        answered: tally.answered,
        abandoned: tally.abandoned,
        shortAbandoned: tally.short,
        withinTarget: tally.withinTarget,
        waitMsTotal: tally.waitMs,
        talkMsTotal: tally.talkMs,
      });
      if (groupBy.length === 0) continue;
      const sum = (field: string) =>
        summary.groups.reduce((all: number, group: Record<string, number>) => all + (group[field] ?? 0), 0);
      expect([sum('count'), sum('offered'), sum('abandoned')]).toEqual([tally.count, tally.offered, tally.abandoned]);
    }
  });

  it('[K10] a day of 25 hours has 25 of them in a report', async () => {
    const from = String(Date.UTC(2026, 9, 24, 23));
    const to = String(Date.UTC(2026, 9, 26));
    const byHour = await ask({ type: 'summary', asked: { ...asked({ from, to }), groupBy: ['hour'] } });
    expect(byHour.groups).toHaveLength(25);
    const byDay = await ask({ type: 'summary', asked: { ...asked({ from, to }), groupBy: ['day'] } });
    expect(byDay.groups.map((group: { key: string }) => group.key)).toEqual(['2026-10-25']);
  });

  it.each([
    ['startedAt', true],
    ['startedAt', false],
    ['waitMs', true],
    ['durationMs', false],
    ['talkMs', true],
  ] as const)('[K13] pages by keyset are the whole sort by %s, descending %s', async (sort, descending) => {
    const sign = descending ? -1 : 1;
    const value = (ticket: Ticket) => ({ ...ticket, startedAt: ticket.startedAt })[sort] ?? -1;
    const wanted = [...unique].sort(
      (a, b) => sign * (value(a) - value(b) || a.startedAt - b.startedAt || a.key - b.key),
    );
    const rows = await allRows({}, sort, descending);
    expect(rows.map((row) => row.id)).toEqual(wanted.map((ticket) => ticket.callId));
    const third = await page({}, { sort, descending, limit: 50, skip: 100 });
    expect(third.rows.map((row: CallRecord) => row.id)).toEqual(wanted.slice(100, 150).map((ticket) => ticket.callId));
  });

  it('[K14] a reach shows its queues and agents and nothing else', async () => {
    const reach = { queues: ['200'], agents: ['113'] };
    const wanted = unique.filter((ticket) => ticket.queue === '200' || ticket.agent === '113');
    for (const groupBy of [['queue'], ['agent']] as const) {
      const summary = await ask({ type: 'summary', asked: { ...asked({}, reach), groupBy } });
      expect(summary.total.count).toBe(wanted.length);
    }
    const queueAlone = await ask({
      type: 'summary',
      asked: { ...asked({}, { queues: ['200'], agents: [] }), groupBy: [] },
    });
    expect(queueAlone.total.count).toBe(unique.filter((ticket) => ticket.queue === '200').length);
    expect((await page({}, { reach: { queues: [], agents: [] } })).total).toBe(0);
  });

  it('[K15] a short id finds all that share it, a long one those that bear it', async () => {
    const one = unique[7];
    if (!one) throw new Error('no ticket');
    const short = one.callId.split('.')[0] ?? '';
    const related = (id: string) => ask({ type: 'related', id, asked: asked({}), sight: null });
    expect((await related(one.callId)).rows).toHaveLength(1);
    const wanted = unique.filter((ticket) => ticket.callId.startsWith(`${short}.`)).map((ticket) => ticket.callId);
    expect((await related(short)).rows.map((row: CallRecord) => row.id).sort()).toEqual(wanted.sort());
    expect((await related('1.1')).rows).toEqual([]);
  });

  it('[K16] outside of the sight no whole number leaves, in no field', async () => {
    const answer = await page({ number: '912345678' }, { sight: { queues: ['201'], agents: ['112'] } });
    const seen = (row: CallRecord) => row.queue === '201' || row.agent === '112';
    expect(answer.rows.some(seen)).toBe(true);
    for (const row of answer.rows) {
      expect(row.party, JSON.stringify(row)).toBe(seen(row) ? '912345678' : '••• ••• 678');
      if (!seen(row)) expect(JSON.stringify(row)).not.toContain('912345678');
    }
  });

  it('[K11] a changed ticket replaces its row and its share of the sums; the same one changes nothing', async () => {
    const one = unique.find((ticket) => ticket.kind === 'queue' && ticket.status === 'answered');
    if (!one) throw new Error('no ticket');
    const total = async () => (await ask({ type: 'summary', asked: { ...asked({}), groupBy: [] } })).total;
    const before = await total();
    expect(await ticketStore.store([one], rules)).toEqual({ added: 0, changed: 0 });
    expect(
      await ticketStore.store([{ ...one, status: 'abandoned', word: 'Abandonada', waitMs: 1_000 }], rules),
    ).toEqual({ added: 0, changed: 1 });
    const after = await total();
    expect(after).toMatchObject({
      count: before.count,
      answered: before.answered - 1,
      shortAbandoned: before.shortAbandoned + 1,
    });
    expect(await ticketStore.store([one], rules)).toEqual({ added: 0, changed: 1 });
    expect(await total()).toEqual(before);
  });

  it('[K18] a question nobody waits for is given up', async () => {
    const end = new AbortController();
    const answer = answerQuestion(
      connection.kysely,
      numbers,
      { type: 'summary', asked: { ...asked({}), groupBy: ['agent'] } },
      end.signal,
    );
    end.abort(new Error('gone'));
    await expect(answer).rejects.toThrow('gone');
  });

  async function file(format: 'csv' | 'xlsx', query: FilterQuery = {}) {
    const pieces: Uint8Array[] = [];
    const exported = { ...asked(query), format, locale: 'pt-PT' as const, sight: null };
    for await (const piece of answerExport(connection.kysely, numbers, exported, signal)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  it('[K19] CSV holds exactly the filtered records, names its zone, and no cell begins a formula', async () => {
    const bytes = await file('csv', { kind: 'calls' });
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString().slice(1).split('\r\n');
    expect(lines[0]).toContain('Início (Europe/Lisbon);');
    expect(lines).toHaveLength(unique.filter((ticket) => ticket.kind === 'calls').length + 2);
    expect(lines.some((line) => line.includes(`"'+351913000111"`))).toBe(true);
    expect(lines.slice(1).join(';')).not.toMatch(/(^|;)"?[=+@-]/);
  });

  it('[K19] XLSX is a sound archive whose sheet holds the same rows', async () => {
    const bytes = await file('xlsx', { kind: 'calls' });
    const sheet = unzip(bytes).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.match(/<row>/g)).toHaveLength(unique.filter((ticket) => ticket.kind === 'calls').length + 1);
    expect(sheet.endsWith('</sheetData></worksheet>')).toBe(true);
    expect(sheet).toContain('+351913000111');
  });
});

/** By the directory at the end, as a spreadsheet reads it. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const [packed, size, nameLength, offset] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const data = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const text = inflateRawSync(bytes.subarray(data, data + packed)).toString();
    expect(Buffer.byteLength(text)).toBe(size);
    files.set(name, text);
    at += 46 + nameLength;
  }
  return files;
}
