// The table of endpoints kept: who may, how errors look, what is described; settings and their CSV.
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type Endpoint, endpoints } from '../../lib/protocol/endpoints.ts';
import { may } from '../../lib/protocol/permissions.ts';
import { agentsFromCsv, agentsToCsv, queuesFromCsv, queuesToCsv } from '../../server/http/settings-csv.ts';
import { type House, house } from './http-house.ts';

let at: House;
afterEach(() => at?.close());
const open = async (variables: Readonly<Record<string, string>> = {}) => {
  at = await house(variables);
  return at;
};
const all = Object.entries<Endpoint>(endpoints);
const pathOf = (endpoint: Endpoint) => endpoint.path.replace(/:\w+/g, '116');

describe('the table', () => {
  test('[A14] nothing but signing in and asking to be paired is open to strangers', async () => {
    const { ask } = await open();
    for (const [name, endpoint] of all) {
      const answer = await ask(endpoint.method, pathOf(endpoint));
      if (endpoint.action === 'stranger') expect(['signIn', 'askPairing', 'claimPairing']).toContain(name);
      else expect([answer.status, answer.code], name).toEqual([401, 'unauthorized']);
    }
  });

  test('[A14] a role below the table’s is refused, and a first password opens only its change', async () => {
    const { ask, signIn, db, announced } = await open({ ADMIN_PASSWORD: '' });
    const first = announced[0];
    if (!first) throw new Error('nothing was announced');
    const as = await signIn(first.user, first.password);
    const tables = db.$pickTables<never>().$extendTables<{ wall_user: { role: string; must_change: number } }>();
    for (const [name, endpoint] of all) {
      if (endpoint.action === 'stranger' || endpoint.beforePasswordChange) continue;
      if (!may('admin', endpoint.action)) continue;
      expect((await ask(endpoint.method, pathOf(endpoint), { as })).code, name).toBe('password_change_required');
    }
    await tables.updateTable('wall_user').set({ role: 'display', must_change: 0 }).execute();
    for (const [name, endpoint] of all) {
      if (endpoint.action === 'stranger' || may('display', endpoint.action)) continue;
      expect((await ask(endpoint.method, pathOf(endpoint), { as })).code, name).toBe('not_permitted');
    }
    await tables.updateTable('wall_user').set({ role: 'supervisor' }).execute();
    expect((await ask('GET', '/api/v1/board', { as })).status).toBe(200);
    expect((await ask('PUT', '/api/v1/settings/agents/116', { as, body: { name: 'X' } })).code).toBe('not_permitted');
  });

  test('[A14] bad requests are JSON errors with the fitting status', async () => {
    const { ask } = await open();
    const as = 'token';
    const post = (raw: string, type: string) =>
      ask('POST', '/api/v1/numbers/check', { as, raw, headers: { 'content-type': type } });
    expect((await post('{', 'application/json')).code).toBe('invalid_json');
    expect((await post('{"__proto__":{"x":1},"number":"1"}', 'application/json')).status).toBe(400);
    expect((await post('number=1', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await post('{"number":"1"}', 'text/plain')).code).toBe('unsupported_media_type');
    expect((await post('number', 'text/csv')).code).toBe('unsupported_media_type');
    expect((await post(`{"number":"${'1'.repeat(70_000)}"}`, 'application/json')).status).toBe(413);
    expect((await post('', 'application/json')).code).toBe('invalid_input');
    expect((await post('{"number":1}', 'application/json')).status).toBe(422);
    expect((await ask('GET', '/api/v1/nothing', { as })).code).toBe('not_found');
    expect((await ask('GET', '/api')).status).toBe(404);
    expect((await ask('GET', '/api/v1/campaigns', { as })).status).toBe(404);
    const wrong = await ask('PUT', '/api/v1/board', { as, raw: 'x', headers: { 'content-type': 'image/png' } });
    expect([wrong.status, wrong.code, wrong.headers.get('allow')]).toEqual([405, 'method_not_allowed', 'GET']);
    expect((await ask('HEAD', '/api/v1/board')).status).toBe(405);
    expect((await ask('PATCH', '/api/v1/settings/agents/116')).headers.get('allow')).toBe('GET, PUT');
  });

  test('[A14] what nobody foresaw is an opaque 500 whose id is in the log', async () => {
    const { ask, db, lines } = await open();
    await db.schema.dropTable('agent_settings').execute();
    const answer = await ask('GET', '/api/v1/settings/agents', { as: 'token' });
    expect([answer.status, answer.code]).toEqual([500, 'internal']);
    const id = /[0-9a-f-]{36}/.exec(answer.text)?.[0] ?? '-';
    expect(answer.text).not.toContain('agent_settings');
    expect(lines.filter((line) => line.includes(id) && line.includes('agent_settings'))).toHaveLength(1);
  });

  test('[A14] the description names every endpoint and no other, and the page needs no script', async () => {
    const { ask } = await open();
    const answer = await ask('GET', '/api/v1/openapi.json', { as: 'token' });
    const { paths } = JSON.parse(answer.text) as { paths: Record<string, Record<string, unknown>> };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const listed = all.map(([, endpoint]) => `${endpoint.method} ${endpoint.path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual(listed.sort());
    const page = await ask('GET', '/api/docs', { as: 'token' });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).not.toMatch(/<script|src=|https?:/i);
    for (const entry of listed) expect(page.text).toContain(entry.split(' ')[1]);
  });
});

test('[A14] the board is whole, and asking for it counts as watching', async () => {
  const { ask, watched, clock } = await open();
  const answer = await ask('GET', '/api/v1/board', { as: 'token' });
  expect(answer.json).toMatchObject({ epoch: 'epoch-1', version: 3, now: clock.now(), calls: {}, queues: {} });
  expect(answer.json).toHaveProperty('agents.116.state', 'free');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(watched()).toBe(1);
});

test('[A1] a number is checked before it is ordered', async () => {
  const { ask } = await open();
  const check = async (number: string) =>
    (await ask('POST', '/api/v1/numbers/check', { as: 'token', body: { number } })).json;
  expect(await check('+351 912 345 678')).toEqual({
    allowed: true,
    code: null,
    reason: null,
    kind: 'mobile',
    e164: '+351912345678',
    wire: '912345678',
    national: '912 345 678',
    international: '+351 912 345 678',
    country: 'PT',
  });
  expect(await check('760 123 456')).toMatchObject({ allowed: false, reason: 'range', kind: 'premium', wire: null });
  expect(await check('x')).toMatchObject({ allowed: false, code: 'invalid_number', reason: 'characters', e164: null });
});

describe('settings', () => {
  test('[A15] an agent is named, partly changed, listed; the rest stays as it was', async () => {
    const { ask } = await open();
    const as = 'token';
    const put = (body: object) => ask('PUT', '/api/v1/settings/agents/116', { as, body });
    expect((await put({ name: ' Beatriz ', team: 'Vendas' })).json).toEqual({
      name: 'Beatriz',
      team: 'Vendas',
      kind: 'agent',
    });
    expect((await put({ kind: 'service' })).json).toMatchObject({ name: 'Beatriz', kind: 'service' });
    expect((await put({ name: null })).json).toMatchObject({ name: null });
    expect((await ask('GET', '/api/v1/settings/agents', { as })).json).toHaveProperty('agents.116.team', 'Vendas');
    expect((await ask('GET', '/api/v1/settings/agents/999', { as })).json).toMatchObject({ name: null, kind: 'agent' });
    for (const body of [
      { name: '' },
      { name: 'x'.repeat(81) },
      { kind: 'robot' },
      { nam: 'x' },
      { name: 5 },
      { name: 'a\nb' },
    ]) {
      expect((await put(body)).code).toBe('invalid_input');
    }
  });

  test('[A15] a queue takes targets, called numbers and hours', async () => {
    const { ask } = await open();
    const as = 'token';
    const put = (body: object) => ask('PUT', '/api/v1/settings/queues/200', { as, body });
    const queue = {
      name: 'Vendas',
      targetSeconds: 30,
      shortAbandonSeconds: 4,
      ddis: ['351210000000'],
      hours: { mon: [['09:00', '18:00']] },
    };
    expect((await put(queue)).json).toEqual(queue);
    expect((await put({ hours: null })).json).toEqual({ ...queue, hours: null });
    expect((await ask('GET', '/api/v1/settings/queues/201', { as })).json).toMatchObject({ targetSeconds: 20 });
    for (const body of [
      { targetSeconds: -1 },
      { targetSeconds: 1.5 },
      { ddis: ['abc'] },
      { hours: { monday: [] } },
      { hours: { mon: [['18:00', '09:00']] } },
      { hours: { mon: [['9:00', '18:00']] } },
    ]) {
      expect((await put(body)).code, JSON.stringify(body)).toBe('invalid_input');
    }
  });

  const importAgents = (raw: string | Uint8Array<ArrayBuffer>) =>
    at.ask('PUT', '/api/v1/settings/agents.csv', { as: 'token', raw, headers: { 'content-type': 'text/csv' } });

  test('[A15] CSV goes out with what the board knows and comes back as it went', async () => {
    const { ask } = await open();
    const as = 'token';
    await ask('PUT', '/api/v1/settings/agents/116', { as, body: { name: '=cmd|calc', team: '\'-x; "y"' } });
    const out = await ask('GET', '/api/v1/settings/agents.csv', { as });
    expect(out.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(out.headers.get('content-disposition')).toContain('agents.csv');
    expect(out.text).toContain(`116;'=cmd|calc;"''-x; ""y""";agent\r\n`);
    expect(out.text).toContain('117;;;agent\r\n');
    const before = (await ask('GET', '/api/v1/settings/agents/116', { as })).json;
    expect((await importAgents(out.text)).json).toEqual({ rows: 3 });
    expect((await ask('GET', '/api/v1/settings/agents/116', { as })).json).toEqual(before);
  });

  test('[A15] one bad row stores none, and every bad cell is told', async () => {
    const { ask } = await open();
    const answer = await importAgents('extension;name;kind\n116;Ana;agent\nx1;Rui;agent\n118;Eva;robot\n116;Ana;\n');
    expect([answer.status, answer.code]).toEqual([422, 'invalid_input']);
    expect(answer.json).toMatchObject({
      error: {
        details: {
          count: 3,
          rows: [
            { row: 2, field: 'extension', code: 'invalid' },
            { row: 3, field: 'kind', code: 'invalid' },
            { row: 4, field: 'extension', code: 'duplicate' },
          ],
        },
      },
    });
    expect((await ask('GET', '/api/v1/settings/agents', { as: 'token' })).json).toEqual({ agents: {} });
    for (const bad of [
      '',
      'name\nAna\n',
      'extension;shoe\n116;43\n',
      'extension;name\n116;"Ana\n',
      'extension\n116;x;y\n',
    ]) {
      expect((await importAgents(bad)).code, bad).toBe('invalid_input');
    }
    expect((await importAgents(`extension\n${'1'.repeat(1_100_000)}`)).status).toBe(413);
  });

  test('[A15] CSV as Excel writes it is read: commas, tabs, the Windows code page, quoted signs', async () => {
    const { ask } = await open();
    expect((await importAgents('\ufeffExtension,Name\r\n116,"João, o 1.º"\r\n')).status).toBe(200);
    const latin = Uint8Array.from(Buffer.from('extension\tname\n117\tJo\xe3o\n', 'latin1'));
    expect((await importAgents(latin)).status).toBe(200);
    const { json } = await ask('GET', '/api/v1/settings/agents', { as: 'token' });
    expect(json).toMatchObject({ agents: { 116: { name: 'João, o 1.º' }, 117: { name: 'João' } } });
  });

  test('[A15] whatever is entered survives its CSV, and no cell begins a formula', () => {
    const name = fc.option(
      fc
        .string({
          unit: fc.oneof(fc.constantFrom(...`'"=+-@;,\t\r\n＝ aé0`), fc.string({ unit: 'grapheme', maxLength: 1 })),
          minLength: 1,
          maxLength: 20,
        })
        .map((text) => text.trim())
        .filter((text) => text !== '' && text.length <= 80 && !/\p{Cc}/u.test(text)),
    );
    const agent = fc.record({ name, team: name, kind: fc.constantFrom('agent' as const, 'service' as const) });
    const agents = fc.dictionary(fc.stringMatching(/^[1-9][0-9]{1,5}$/), agent);
    fc.assert(
      fc.property(agents, (records) => {
        const csv = agentsToCsv(records);
        const cells: string[][] = parse(csv, { bom: true, delimiter: ';' });
        for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/);
        expect(agentsFromCsv(Buffer.from(csv))).toEqual({ ...records });
      }),
      { numRuns: 500 },
    );
    const queues = {
      '200': {
        name: 'Vendas',
        targetSeconds: 20,
        shortAbandonSeconds: 5,
        ddis: ['+351210000000', '210000001'],
        hours: { mon: [['09:00', '13:00'] as [string, string], ['14:00', '18:00'] as [string, string]], sun: [] },
      },
      '201': { name: null, targetSeconds: 1, shortAbandonSeconds: 0, ddis: [], hours: null },
      '202': { name: null, targetSeconds: 1, shortAbandonSeconds: 0, ddis: ['+351210000002'], hours: {} },
    };
    expect(queuesFromCsv(Buffer.from(queuesToCsv(queues)))).toEqual(queues);
  });
});

describe('the connection', () => {
  test('[A16] tells facts, and dead letters with their reason', async () => {
    const { ask, db, signIn } = await open();
    const payload = JSON.stringify({ raw: { method: 'POST', contentType: 'text/plain', query: 'a=1', body: '{' } });
    await db.insertInto('log').values({ sequence: 7, at: 5, kind: 'hook', payload, short_id: null }).execute();
    await db
      .insertInto('dead_letter')
      .values({ sequence: 7, at: 5, reason: 'unreadable_body', detail: 'x', settled_at: null })
      .execute();
    const letters = {
      count: 1,
      letters: [
        {
          sequence: 7,
          at: 5,
          reason: 'unreadable_body',
          detail: 'x',
          method: 'POST',
          contentType: 'text/plain',
          body: '{\na=1',
        },
      ],
    };
    expect((await ask('GET', '/api/v1/hooks/dead-letters', { as: 'token' })).json).toEqual(letters);
    const connection = '/api/v1/settings/connection';
    expect((await ask('GET', connection, { as: 'token' })).code).toBe('not_permitted');
    expect((await ask('GET', connection, { as: await signIn() })).json).toMatchObject({
      pbx: { host: 'pbx.example.net', auth: 'global', pollMs: 2000, latencyMs: 12, skewMs: 0 },
      hooks: { token: true, basic: true, ntlm: false },
      dialling: { allow: ['+351', '+34'], format: '00', country: '+351' },
      deadLetters: letters,
    });
  });

  test('[A16] a dead letter is read again once its mapping is mended', async () => {
    const { ask, board, db } = await open();
    const replay = (sequence: string) => ask('POST', `/api/v1/hooks/dead-letters/${sequence}/replay`, { as: 'token' });
    expect((await replay('7')).code).toBe('not_found');
    await db
      .insertInto('dead_letter')
      .values({ sequence: 7, at: 5, reason: 'no_id', detail: '', settled_at: null })
      .execute();
    const asked: number[] = [];
    board.replay = async (sequence) => {
      asked.push(sequence);
      return { ok: false, reason: 'no_state', detail: 'still none' };
    };
    expect((await replay('7')).json).toEqual({ understood: false, reason: 'no_state', detail: 'still none' });
    expect(asked).toEqual([7]);
    expect((await replay('x')).code).toBe('invalid_input');
  });

  test('[A16] all are read again in the order they came, a hundred at a time, and the rest is told', async () => {
    const { ask, board, db } = await open();
    const letters = Array.from({ length: 130 }, (_, n) => n + 1).map((sequence) => ({
      ...{ sequence, at: 5, reason: 'no_id', detail: '' },
      settled_at: sequence === 2 ? 6 : null,
    }));
    await db.insertInto('dead_letter').values(letters).execute();
    const asked: number[] = [];
    board.replay = async (sequence) => {
      asked.push(sequence);
      return { ok: false, reason: 'no_state', detail: 'still none' };
    };
    const replayAll = (body?: object, as?: 'token') =>
      ask('POST', '/api/v1/hooks/dead-letters/replay', { body, ...(as && { as }) });
    expect((await replayAll({})).code).toBe('unauthorized');
    expect((await replayAll(undefined, 'token')).json).toEqual({ tried: 100, understood: 0, next: 101 });
    expect((await replayAll({ after: 101 }, 'token')).json).toEqual({ tried: 29, understood: 0, next: null });
    expect(asked).toEqual(letters.map(({ sequence }) => sequence).filter((sequence) => sequence !== 2));
    expect((await replayAll({ after: -1 }, 'token')).code).toBe('invalid_input');
  });
});
