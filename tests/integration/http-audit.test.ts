// What the audit trail is told over HTTP: orders before they are sent, who came in and who was refused, what was changed.
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { AuditPage } from '../../lib/protocol/audit.ts';
import { verifyAudit } from '../../server/access/audit-verify.ts';
import { accessTables } from '../../server/access/tables.ts';
import { cookieIn, type House, house, secrets } from './http-house.ts';

let at: House;
afterEach(() => at?.close());
const open = async () => {
  at = await house();
  return at;
};
const rows = () => at.db.selectFrom('audit').selectAll().orderBy('sequence').execute();
const kinds = async () => (await rows()).map((row) => row.kind);
const last = async () => {
  const row = (await rows()).at(-1);
  return row ? { ...row, details: JSON.parse(row.details) } : null;
};
const number = '912345678';
const order = (body: object = {}) =>
  at.ask('POST', '/api/v1/calls', { as: 'token', body: { agent: '116', number, ...body } });
/** Afterwards no row of the trail can be written. */
const refuseRows = () => at.db.schema.alterTable('audit').renameTo('audit_away').execute();

describe('an order', () => {
  test('[A24] its intent stands in the trail before the PBX is asked, its outcome after', async () => {
    const { pbx } = await open();
    const seen: string[][] = [];
    pbx.answer = async () => {
      seen.push(await kinds());
      return { outcome: 'accepted', words: `Llamada a ${number}` };
    };
    expect((await order()).status).toBe(202);
    expect(seen).toEqual([['order_intended']]);
    expect(await kinds()).toEqual(['order_intended', 'order_accepted']);
    const [intent] = await rows();
    expect(intent).toMatchObject({ who_key: 'token:api', who_name: 'API token', subject: '116' });
    expect(JSON.parse(intent?.details ?? '')).toMatchObject({
      kind: 'call',
      role: 'manager',
      why: { number: 'mobile', country: 'PT' },
      number: { number: '••• ••• 678', hash: expect.stringMatching(/^[\w-]{43}$/) },
    });
  });

  test('[A24] every outcome is told by its kind, and a hang-up is an order too', async () => {
    const { pbx, ask } = await open();
    const outcomes = [
      { outcome: 'refused', words: `ocupado ${number}` },
      { outcome: 'unknown', why: 'timeout' },
      { outcome: 'not_sent', why: 'breaker_open' },
    ] as const;
    for (const answer of outcomes) {
      pbx.answer = () => answer;
      await ask('POST', '/api/v1/agents/116/hang-up', { as: 'token' });
    }
    expect(await kinds()).toEqual(outcomes.flatMap(({ outcome }) => ['order_intended', `order_${outcome}`]));
  });

  test('[A24] no plain number in any cell, in any spelling, of call, transit or hand-over', async () => {
    const { pbx, ask, clock } = await open();
    pbx.answer = () => ({ outcome: 'refused', words: `no: ${number} 612345678` });
    await order({ number: '+351 912 345 678' });
    await clock.advance(60_000);
    const transit = { agent: '117', number, number2: '+34612345678' };
    await ask('POST', '/api/v1/calls/transit', { as: 'token', body: transit });
    await clock.advance(60_000);
    const over = { originExtension: '116', number, agent: '117' };
    await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: over });
    await order({ number: '+351760123456' });
    const text = JSON.stringify(await rows()).replace(/[\s-]/g, '');
    expect(await kinds()).toHaveLength(7);
    for (const digits of ['912345678', '612345678', '760123456']) expect(text).not.toContain(digits);
  });

  test('[A24] an intent that cannot be written down is not sent', async () => {
    const { pbx, ask } = await open();
    await refuseRows();
    const answer = await order();
    expect([answer.status, answer.code]).toEqual([503, 'cannot_store']);
    expect((await ask('POST', '/api/v1/agents/116/hang-up', { as: 'token' })).status).toBe(503);
    expect(pbx.ordered).toEqual([]);
    await at.db.schema.alterTable('audit_away').renameTo('audit').execute();
    // It took no place of the guard or the limits: the next one goes.
    expect((await order()).status).toBe(202);
  });
});

describe('a denial', () => {
  test('[A24] is written with who, what and why; alike ones are one row', async () => {
    const { ask, clock } = await open();
    for (let n = 0; n < 3; n++) {
      expect((await ask('GET', '/api/v1/settings/users', { as: 'token' })).code).toBe('not_permitted');
    }
    expect(await kinds()).toEqual(['denied']);
    expect(await last()).toMatchObject({
      who_key: 'token:api',
      subject: 'GET /api/v1/settings/users',
      details: { code: 'not_permitted', address: '127.0.0.1' },
    });
    await clock.advance(600_000);
    await ask('GET', '/api/v1/settings/users', { as: 'token' });
    expect(await last()).toMatchObject({ details: { leftOut: 2 } });
  });

  test('[A24] of a page of elsewhere and of a forbidden number too', async () => {
    const { ask } = await open();
    const headers = { origin: 'https://elsewhere.example' };
    expect((await ask('POST', '/api/v1/session', { headers, body: {} })).code).toBe('bad_origin');
    expect(await last()).toMatchObject({ kind: 'denied', who_key: null, details: { code: 'bad_origin' } });
    expect((await order({ number: '760123456' })).code).toBe('number_not_allowed');
    expect(await last()).toMatchObject({ kind: 'denied', details: { code: 'number_not_allowed' } });
  });

  test('[A24] that cannot be written stays a denial', async () => {
    const { ask } = await open();
    await refuseRows();
    expect((await ask('GET', '/api/v1/settings/users', { as: 'token' })).code).toBe('not_permitted');
  });
});

test('[A24] coming, going, failing, changing: each is one row, and none holds a secret', async () => {
  const { ask, signIn, announced } = await open();
  const refused = await ask('POST', '/api/v1/session', { body: { username: 'admin', password: 'wrong-password-1' } });
  expect(refused.code).toBe('wrong_credentials');
  // Somebody typed the password where the name goes.
  await ask('POST', '/api/v1/session', { body: { username: 'a-secret-typed-as-name', password: 'x' } });
  let as = await signIn();
  await ask('PUT', '/api/v1/settings/agents/116', { as, body: { name: 'Amália Nova' } });
  await ask('PUT', '/api/v1/settings/queues/200', { as, body: { targetSeconds: 30 } });
  const csv = { headers: { 'content-type': 'text/csv' }, raw: 'extension;name\n116;Rui\n' };
  expect((await ask('PUT', '/api/v1/settings/agents.csv', { as, ...csv })).status).toBe(200);
  await ask('PUT', '/api/v1/settings/dialling', { as, body: { perMinute: 7, ddis: ['351210000000'] } });
  await ask('GET', '/api/v1/settings/agents.csv', { as });
  await ask('GET', '/api/v1/settings/queues.csv', { as });
  const made = await ask('POST', '/api/v1/settings/users', { as, body: { username: 'rui', role: 'agent' } });
  expect(made.status).toBe(200);
  const token = await ask('POST', '/api/v1/settings/tokens', { as, body: { name: 'crm', role: 'supervisor' } });
  expect(token.status).toBe(200);
  const next = 'made-up-next-password';
  const changed = await ask('POST', '/api/v1/session/password', {
    as,
    body: { current: secrets.ADMIN_PASSWORD, next },
  });
  as = cookieIn(changed.headers);
  expect((await ask('DELETE', '/api/v1/session', { as })).status).toBe(200);

  expect((await rows()).map((row) => [row.kind, row.who_name, row.subject])).toEqual([
    ['sign_in_refused', null, 'admin'],
    ['sign_in_refused', null, null],
    ['sign_in', 'admin', 'admin'],
    ['setting_changed', 'admin', 'agent 116'],
    ['setting_changed', 'admin', 'queue 200'],
    ['setting_changed', 'admin', 'agents.csv'],
    ['setting_changed', 'admin', 'dialling'],
    ['export', 'admin', 'agents.csv'],
    ['export', 'admin', 'queues.csv'],
    ['user_created', 'admin', 'rui'],
    ['token_created', 'admin', 'crm'],
    ['password_changed', 'admin', 'admin'],
    ['sign_out', 'admin', 'admin'],
  ]);
  const text = JSON.stringify(await rows());
  const told = [made, token].map(({ json }) =>
    String(Object.values(Object(json)).filter((value) => typeof value === 'string')),
  );
  const kept = [
    ...Object.values(secrets),
    ...told,
    next,
    'wrong-password-1',
    'a-secret-typed',
    'Amália',
    '351210000000',
  ];
  for (const secret of kept) expect(text).not.toContain(secret);
  expect(announced).toEqual([]);
  expect(await verifyAudit(at.db, secrets.APP_SECRET)).toMatchObject({ ok: true });
});

test('[A24] who read dead letters again is written before they are read', async () => {
  const { ask, db, board } = await open();
  for (const sequence of [7, 8]) {
    await db
      .insertInto('log')
      .values({ sequence, at: 1, kind: 'hook', payload: '{"method":"POST","contentType":null,"query":"","body":"{}"}' })
      .execute();
    await db
      .insertInto('dead_letter')
      .values({ sequence, at: 1, reason: 'no_state', detail: 'none', settled_at: null })
      .execute();
  }
  const seen: number[] = [];
  board.replay = async () => {
    seen.push((await rows()).length);
    return { ok: false, reason: 'no_state', detail: 'still none' };
  };
  expect((await ask('POST', '/api/v1/hooks/dead-letters/7/replay', { as: 'token' })).status).toBe(200);
  expect((await ask('POST', '/api/v1/hooks/dead-letters/replay', { as: 'token', body: {} })).status).toBe(200);
  expect(seen).toEqual([1, 2, 2]);
  expect((await rows()).map(({ kind, subject }) => [kind, subject])).toEqual([
    ['replayed', 'dead letter 7'],
    ['replayed', 'dead letters'],
  ]);
});

test('[A24] what cannot be written down is not done: no sign-in, no change, no export', async () => {
  const { ask, signIn, db } = await open();
  const as = await signIn();
  await refuseRows();
  const signing = { body: { username: 'admin', password: secrets.ADMIN_PASSWORD } };
  const denied = await ask('POST', '/api/v1/session', signing);
  expect([denied.status, denied.headers.getSetCookie()]).toEqual([503, []]);
  expect((await ask('PUT', '/api/v1/settings/agents/116', { as, body: { name: 'X' } })).code).toBe('cannot_store');
  expect(await db.selectFrom('agent_settings').selectAll().execute()).toEqual([]);
  expect((await ask('PUT', '/api/v1/settings/dialling', { as, body: { killed: true } })).code).toBe('cannot_store');
  expect((await ask('GET', '/api/v1/settings/agents.csv', { as })).code).toBe('cannot_store');
});

test('[A24] people, tokens and sessions: written before the act, and what cannot be written is not done', async () => {
  const { ask, signIn, db } = await open();
  const as = await signIn();
  const elsewhere = await signIn();
  const tables = accessTables(db);
  const Made = z.object({ user: z.object({ id: z.string() }) });
  const TokenMade = z.object({ token: z.object({ id: z.string() }), secret: z.string() });
  const create = (username: string) =>
    ask('POST', '/api/v1/settings/users', { as, body: { username, role: 'agent', extension: '116' } });
  const { user } = Made.parse((await create('rui')).json);
  const newToken = { as, body: { name: 'crm', role: 'supervisor' } };
  const { token, secret } = TokenMade.parse((await ask('POST', '/api/v1/settings/tokens', newToken)).json);
  expect(await last()).toMatchObject({ kind: 'token_created', details: { id: token.id } });
  // What was refused anyway is no intent.
  const before = await kinds();
  expect((await create('RUI')).code).toBe('name_taken');
  expect((await ask('PUT', '/api/v1/settings/users/nobody', { as, body: { role: 'admin' } })).status).toBeGreaterThan(
    400,
  );
  expect((await ask('DELETE', '/api/v1/settings/tokens/00000000-0000-4000-8000-000000000000', { as })).code).toBe(
    'not_found',
  );
  expect(await kinds()).toEqual(before);

  const everything = async () => ({
    users: await tables.selectFrom('wall_user').selectAll().execute(),
    tokens: await tables.selectFrom('wall_token').select(['id', 'name']).execute(),
    sessions: await tables.selectFrom('wall_session').select('id').execute(),
  });
  await refuseRows();
  const stood = await everything();
  const other = stood.sessions.at(-1)?.id ?? '';
  const acts: [string, string, object?][] = [
    ['POST', '/api/v1/settings/users', { username: 'ana', role: 'agent' }],
    ['PUT', `/api/v1/settings/users/${user.id}`, { disabled: true }],
    ['POST', `/api/v1/settings/users/${user.id}/password`, {}],
    ['POST', '/api/v1/settings/tokens', { name: 'bi', role: 'manager' }],
    ['DELETE', `/api/v1/settings/tokens/${token.id}`],
    ['DELETE', `/api/v1/sessions/${other}`],
  ];
  for (const [method, path, body] of acts) {
    expect((await ask(method, path, { as, ...(body ? { body } : {}) })).code, path).toBe('cannot_store');
  }
  expect(await everything()).toEqual(stood);
  for (const headers of [{ authorization: `Bearer ${secret}` }, { cookie: elsewhere }]) {
    expect((await ask('GET', '/api/v1/session', { headers })).status).toBe(200);
  }
});

test('[A24] administrators read it page by page, newest first, by kind, name and time', async () => {
  const { ask, signIn, clock, db } = await open();
  const as = await signIn();
  for (let n = 0; n < 120; n++) await ask('GET', '/api/v1/settings/agents.csv', { as: 'token' });
  const began = clock.now();
  await clock.advance(3_600_000);
  await ask('GET', '/api/v1/settings/queues.csv', { as });
  const page = async (query: Readonly<Record<string, string>> = {}) => {
    const answer = await ask('GET', `/api/v1/settings/audit?${new URLSearchParams(query)}`, { as });
    expect(answer.status, answer.text).toBe(200);
    return AuditPage.parse(answer.json);
  };
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { rows, next } = await page(cursor === '' ? {} : { cursor });
    seen.push(...rows.map((row) => row.sequence));
    cursor = next;
  }
  expect(seen).toEqual(Array.from({ length: 122 }, (_, n) => 122 - n));
  expect((await page({ kind: 'sign_in' })).rows.map((row) => row.whoName)).toEqual(['admin']);
  expect((await page({ who: 'ADM' })).rows.map((row) => row.kind)).toEqual(['export', 'sign_in']);
  expect((await page({ who: 'token:api', kind: 'sign_in' })).rows).toEqual([]);
  expect((await page({ who: '%' })).rows).toEqual([]);
  expect((await page({ from: new Date(began + 1).toISOString() })).rows).toHaveLength(1);
  expect((await page({ to: String(began) })).rows).toEqual([]);
  for (const query of ['kind=nothing', 'from=yesterday', 'cursor=x', 'page=2', 'who=a&who=b']) {
    expect((await ask('GET', `/api/v1/settings/audit?${query}`, { as })).code, query).toBe('invalid_input');
  }
  expect((await ask('GET', '/api/v1/settings/audit', { as: 'token' })).code).toBe('not_permitted');
  expect(await db.selectFrom('audit').selectAll().execute()).toHaveLength(123);
});
