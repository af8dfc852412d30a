// Call records over HTTP: who sees which of them, what a bad filter answers, files, notes, and the ledger.
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { readTicket, type Ticket } from '../../lib/records/ticket.ts';
import { createTicketStore } from '../../server/records/store-tickets.ts';
import { type House, house } from './http-house.ts';

let at: House;
const now = Date.UTC(2026, 2, 2, 9);
let serial = 0;
function ticket(kind: 'calls' | 'queue', minutesAgo: number, row: Record<string, string>): Ticket {
  const id = `${Math.floor((now - minutesAgo * 60_000) / 1000)}.${++serial}`;
  const reading = readTicket(
    kind,
    { identificador: id, estado: 'Contestada', ...row },
    { timezone: 'Europe/Madrid', queues: new Set(), queueOfDdi: new Map() },
  );
  if (!reading.ok) throw new Error(reading.why);
  return reading.ticket;
}
const store = (tickets: readonly Ticket[]) =>
  createTicketStore(at.db).store(tickets, {
    ...{ homeCode: '351', targetMs: () => 20_000, shortAbandonMs: () => 5_000 },
    ...{ ledgerFrom: 0, ledgerDeadlineMs: 3_600_000, now },
  });
const incoming = (party: string, agent: string) => ({ llamante: party, llamado: agent, direccion: 'Entrante' });
const rowsIn = (json: unknown): Record<string, unknown>[] => (json as { rows: Record<string, unknown>[] }).rows;

beforeEach(async () => {
  serial = 0;
  at = await house();
  await store([
    ticket('calls', 50, incoming('912345678', '116')),
    ticket('calls', 40, incoming('600123456', '117')),
    ticket('calls', 30, { llamante: '116', llamado: '210000001', direccion: 'Saliente', estado: 'Ocupado' }),
    ticket('queue', 20, { llamante: '+351913000111', cola: '200_Faturação', espera: '40', estado: 'Abandonada' }),
    ticket('queue', 10, { llamante: '912345678', cola: '201_Apoio', espera: '12', agente: '117' }),
  ]);
});
afterEach(() => at?.close());

async function as(
  role: 'agent' | 'supervisor' | 'manager',
  scope: object | null = null,
  extension: string | null = null,
) {
  const name = `${role}${serial++}`;
  const users = at.access.users;
  const made = await users.create({ username: name, role, extension, scope: scope as never });
  if (!made.ok) throw new Error(made.code);
  const first = await at.signIn(name, made.password);
  const next = 'made-up-password-of-this-test';
  await at.ask('POST', '/api/v1/session/password', { as: first, body: { current: made.password, next } });
  return at.signIn(name, next);
}

describe('[K12] pages and reports', () => {
  test('come with their total, newest first, and go on by cursor', async () => {
    const first = await at.ask('GET', '/api/v1/records?pageSize=3', { as: 'token' });
    expect(first.json).toMatchObject({ total: 5, page: 1, pageSize: 3 });
    expect(rowsIn(first.json)[0]).toMatchObject({ kind: 'queue', queue: '201', agent: '117', waitMs: 12_000 });
    const { next } = first.json as { next: string };
    const second = await at.ask('GET', `/api/v1/records?pageSize=3&total=no&cursor=${next}`, { as: 'token' });
    expect(second.json).toMatchObject({ total: null, page: null, next: null });
    expect(rowsIn(second.json)).toHaveLength(2);
  });

  test('a number is found in any spelling', async () => {
    for (const number of ['912345678', '%2B351912345678', '00351 912 345 678', '3456']) {
      const { json } = await at.ask('GET', `/api/v1/records?number=${number}`, { as: 'token' });
      expect((json as { total: number }).total, number).toBe(number === '3456' ? 3 : 2);
    }
  });

  test('the report’s count is that of the list', async () => {
    const { json } = await at.ask('GET', '/api/v1/records/summary?groupBy=queue&kind=queue', { as: 'token' });
    expect(json).toMatchObject({
      total: { count: 2, offered: 2, answered: 1, abandoned: 1, withinTarget: 1, asaMs: 12_000 },
      groups: [
        { key: '200', count: 1, abandoned: 1, asaMs: null },
        { key: '201', count: 1, answered: 1 },
      ],
    });
  });

  test.each([
    ['from', 'from=soon'],
    ['status', 'status=lost'],
    ['maxWait', 'minWait=9&maxWait=3'],
    ['number', 'number=12'],
    ['cursor', 'cursor=bm90aGluZw'],
    ['page', 'page=300&pageSize=200'],
  ])('a filter that makes no sense is 422 with the name of the field: %s', async (field, query) => {
    const answer = await at.ask('GET', `/api/v1/records?${query}`, { as: 'token' });
    expect([answer.status, answer.code]).toEqual([422, 'invalid_input']);
    expect(answer.text).toContain(`"path":"${field}"`);
  });

  test('one call is found by its id, its second, and its row’s key', async () => {
    const { json } = await at.ask('GET', '/api/v1/records?pageSize=1', { as: 'token' });
    const [row] = rowsIn(json);
    for (const id of [row?.id, String(row?.id).split('.')[0], row?.key]) {
      const found = await at.ask('GET', `/api/v1/records/${id}`, { as: 'token' });
      expect(rowsIn(found.json).map((one) => one.key)).toEqual([row?.key]);
    }
    expect((await at.ask('GET', '/api/v1/records/1645022130.9', { as: 'token' })).code).toBe('not_found');
  });
});

describe('[K14] who sees which records', () => {
  it('an agent sees the own ones alone, and only by asking for them', async () => {
    const agent = await as('agent', null, '116');
    expect((await at.ask('GET', '/api/v1/records', { as: agent })).code).toBe('not_permitted');
    const mine = await at.ask('GET', '/api/v1/records?mine=true', { as: agent });
    expect(rowsIn(mine.json).map((row) => row.agent)).toEqual(['116', '116']);
    expect((await at.ask('GET', '/api/v1/records/summary?mine=true', { as: agent })).json).toMatchObject({
      total: { count: 2 },
    });
    const { json } = await at.ask('GET', '/api/v1/records?agent=117', { as: 'token' });
    for (const row of rowsIn(json)) {
      expect((await at.ask('GET', `/api/v1/records/${row.id}`, { as: agent })).code).toBe('not_found');
    }
    expect((await at.ask('GET', '/api/v1/records/export?format=csv&mine=true', { as: agent })).code).toBe(
      'not_permitted',
    );
  });

  it('mine is the own extension’s, whoever asks', async () => {
    const manager = await as('manager', null, '116');
    const { json } = await at.ask('GET', '/api/v1/records?mine=true', { as: manager });
    expect(rowsIn(json).map((row) => row.agent)).toEqual(['116', '116']);
    expect((await at.ask('GET', '/api/v1/records?mine=true', { as: 'token' })).json).toMatchObject({ total: 0 });
  });

  it('a supervisor sees the scope’s and exports nothing', async () => {
    const supervisor = await as('supervisor', { queues: ['200'], agents: ['117'] });
    const { json } = await at.ask('GET', '/api/v1/records', { as: supervisor });
    expect(rowsIn(json).map((row) => [row.queue, row.agent])).toEqual([
      ['201', '117'],
      ['200', null],
      [null, '117'],
    ]);
    expect((await at.ask('GET', '/api/v1/records/export?format=csv', { as: supervisor })).code).toBe('not_permitted');
    expect((await at.ask('GET', '/api/v1/records/sync', { as: supervisor })).code).toBe('not_permitted');
  });
});

describe('[K19] a file', () => {
  it('is written to the trail before it begins, without the number that was looked for', async () => {
    const manager = await as('manager');
    const answer = await at.ask('GET', '/api/v1/records/export?format=csv&number=912345678', {
      as: manager,
      headers: { 'accept-language': 'en' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('x-records-total')).toBe('2');
    const lines = answer.text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('Start (Europe/Lisbon);Kind;');
    const trail = await at.db.selectFrom('audit').selectAll().where('kind', '=', 'export').execute();
    expect(trail).toHaveLength(1);
    expect(trail[0]).toMatchObject({ subject: 'records' });
    expect(trail[0]?.details).toContain('"rows":2');
    expect(trail[0]?.details).not.toContain('912345678');
    const sheet = await at.ask('GET', '/api/v1/records/export?format=xlsx', { as: manager });
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml');
    expect(sheet.text.startsWith('PK')).toBe(true);
  });
});

describe('[K17] note and outcome', () => {
  it('are kept with the record; a code the house lacks is refused', async () => {
    const code = { code: 'resolved', name: 'Resolvido', retired: false };
    await at.ask('PUT', '/api/v1/settings/outcomes', { as: 'token', body: { codes: [code] } });
    const agent = await as('agent', null, '116');
    const [row, other] = [
      rowsIn((await at.ask('GET', '/api/v1/records?mine=true', { as: agent })).json)[0],
      rowsIn((await at.ask('GET', '/api/v1/records?agent=117', { as: 'token' })).json)[0],
    ];
    const path = `/api/v1/records/${row?.key}/note`;
    expect((await at.ask('PUT', path, { as: agent, body: { outcome: 'gone' } })).text).toContain('"path":"outcome"');
    expect((await at.ask('PUT', path, { as: agent, body: { text: 'Liga amanhã', outcome: 'resolved' } })).status).toBe(
      200,
    );
    expect((await at.ask('PUT', path, { as: agent, body: { text: null } })).json).toMatchObject({
      note: { outcome: 'resolved', text: null },
    });
    expect((await at.ask('PUT', `/api/v1/records/${other?.key}/note`, { as: agent, body: { text: 'x' } })).code).toBe(
      'not_found',
    );
    const found = await at.ask('GET', '/api/v1/records?outcome=resolved', { as: 'token' });
    expect(rowsIn(found.json)).toHaveLength(1);
    // A code that a record bears is retired, not forgotten.
    const left = await at.ask('PUT', '/api/v1/settings/outcomes', { as: 'token', body: { codes: [] } });
    expect(left.json).toEqual({ codes: [{ ...code, retired: true }] });
  });
});

describe('[K24] the ledger of abandoned calls', () => {
  const lines = async (query = '') => {
    const { json } = await at.ask('GET', `/api/v1/records/abandoned${query}`, { as: 'token' });
    return (json as { lines: Record<string, unknown>[] }).lines;
  };

  it('holds each that was abandoned in a queue, with a deadline, until somebody calls back', async () => {
    const [line] = await lines();
    expect(line).toMatchObject({ queue: '200', party: '+351913000111', state: 'open', claim: null });
    expect(line?.deadlineAt).toBe(Number(line?.startedAt) + 3_600_000);
    // Another spelling of the number; not answered, then answered.
    const back = { llamante: '117', llamado: '913000111', direccion: 'Saliente' };
    await store([ticket('calls', 8, { ...back, estado: 'No contestada' })]);
    expect(await lines()).toHaveLength(1);
    await store([ticket('calls', 5, back)]);
    expect(await lines()).toEqual([]);
    expect(await lines('?state=called_back')).toMatchObject([{ settledAt: now }]);
  });

  it('the caller who called again and was answered needs no call back, in whichever order the two are read', async () => {
    await store([ticket('queue', 3, { llamante: '913000222', cola: '200', direccion: 'Entrante' })]);
    await store([ticket('queue', 6, { llamante: '913000222', cola: '200', espera: '30', estado: 'Abandonada' })]);
    expect(await lines('?state=called_again')).toMatchObject([{ party: '913000222' }]);
    await store([ticket('queue', 2, { llamante: '913000333', cola: '200', espera: '2', estado: 'Abandonada' })]);
    expect((await lines()).map((line) => line.party)).toEqual(['+351913000111']);
  });

  it('two people never claim the same person, whatever line they take', async () => {
    await store([ticket('queue', 4, { llamante: '00351913000111', cola: '201', espera: '30', estado: 'Abandonada' })]);
    const [first, second] = [await as('supervisor'), await as('supervisor')];
    const [one, other] = await lines();
    const claims = await Promise.all([
      at.ask('POST', `/api/v1/records/abandoned/${one?.key}/claim`, { as: first }),
      at.ask('POST', `/api/v1/records/abandoned/${other?.key}/claim`, { as: second }),
    ]);
    expect(claims.map((claim) => claim.status).sort()).toEqual([200, 409]);
    expect(claims.find((claim) => claim.status === 409)?.code).toBe('already_claimed');
    // The same person, lost once more after the claim was taken.
    await store([ticket('queue', 1, { llamante: '913000111', cola: '201', espera: '30', estado: 'Abandonada' })]);
    const loser = claims[0]?.status === 409 ? first : second;
    const [newest] = (await lines()).sort((a, b) => Number(b.startedAt) - Number(a.startedAt));
    expect(newest?.claim).toBeNull();
    expect((await at.ask('POST', `/api/v1/records/abandoned/${newest?.key}/claim`, { as: loser })).code).toBe(
      'already_claimed',
    );
    await at.clock.advance(31 * 60_000);
    expect((await at.ask('POST', `/api/v1/records/abandoned/${one?.key}/claim`, { as: second })).status).toBe(200);
    expect((await at.ask('DELETE', `/api/v1/records/abandoned/${one?.key}/claim`, { as: first })).status).toBe(409);
    expect((await at.ask('POST', `/api/v1/records/abandoned/${one?.key}/close`, { as: second })).json).toMatchObject({
      state: 'closed',
    });
    expect(await lines()).toHaveLength(2);
  });
});

test('[K21] a back-fill is asked for within what is kept, told of, paused and cancelled', async () => {
  const start = (from: number, to: number) =>
    at.ask('POST', '/api/v1/records/backfills', { as: 'token', body: { from, to } });
  expect((await start(now - 3 * 365 * 86_400_000, now)).code).toBe('invalid_input');
  expect((await start(now - 86_400_000, now + 60_000)).text).toContain('"path":"to"');
  expect(await start(now - 86_400_000, now)).toMatchObject({ status: 202, json: { id: 1 } });
  const { json } = await at.ask('GET', '/api/v1/records/sync', { as: 'token' });
  expect(json).toMatchObject({ backfills: [{ id: 1, state: 'running', done: 0, windows: 10 }], gaps: { waiting: 0 } });
  const change = (state: string) => at.ask('PUT', '/api/v1/records/backfills/1', { as: 'token', body: { state } });
  expect((await change('paused')).status).toBe(200);
  expect((await change('cancelled')).status).toBe(200);
  expect((await change('running')).code).toBe('not_found');
});
