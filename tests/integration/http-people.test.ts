// Accounts, tokens and sessions: what is made, changed and ended over HTTP, and how far a scope reaches.
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Call } from '../../lib/protocol/board.ts';
import { openNumberSetting } from '../../server/access/number-setting.ts';
import { accessTables } from '../../server/access/tables.ts';
import { callRecord, legRecord } from '../support/call-record.ts';
import { agentRecord } from '../support/hand-board.ts';
import { cookieIn, type House, house } from './http-house.ts';

let at: House;
afterEach(() => at?.close());
const open = async () => {
  at = await house();
  return { ...at, admin: await at.signIn() };
};
const Made = z.object({ user: z.object({ id: z.string(), username: z.string() }), password: z.string() });
const TokenMade = z.object({ token: z.object({ id: z.string() }), secret: z.string() });

/** An account that has changed its first password. */
async function person(
  username: string,
  more: Readonly<Record<string, unknown>>,
): Promise<{ id: string; as: string; password: string }> {
  const as = await at.signIn();
  const answer = await at.ask('POST', '/api/v1/settings/users', { as, body: { username, ...more } });
  expect(answer.status).toBe(200);
  const { user, password } = Made.parse(answer.json);
  const first = await at.signIn(username, password);
  const next = `${password}-next`;
  const body = { current: password, next };
  const changed = await at.ask('POST', '/api/v1/session/password', { as: first, body });
  expect(changed.status).toBe(200);
  return { id: user.id, as: cookieIn(changed.headers), password: next };
}

describe('accounts', () => {
  test('a new account has a drawn password to be changed, and its name is taken', async () => {
    const { ask, admin, signIn } = await open();
    const body = { username: 'Rita', role: 'supervisor' };
    const made = Made.parse((await ask('POST', '/api/v1/settings/users', { as: admin, body })).json);
    const rita = await signIn('rita', made.password);
    expect((await ask('GET', '/api/v1/board', { as: rita })).code).toBe('password_change_required');
    expect((await ask('POST', '/api/v1/settings/users', { as: admin, body: { ...body, username: 'RITA' } })).code).toBe(
      'name_taken',
    );
    const list = await ask('GET', '/api/v1/settings/users', { as: admin });
    expect(list.text).not.toContain(made.password);
    expect(list.json).toMatchObject({ users: [{ username: 'admin' }, { username: 'Rita', role: 'supervisor' }] });
  });

  test('a disabled account is signed out at once and told nothing but "wrong"', async () => {
    const { ask, admin, access } = await open();
    const { id, as, password } = await person('rita', { role: 'supervisor' });
    const ended: string[] = [];
    access.onRevoked((sessionId) => ended.push(sessionId));
    const [mine] = await accessTables(at.db)
      .selectFrom('wall_session')
      .select('id')
      .where('user_id', '=', id)
      .execute();
    expect((await ask('PUT', `/api/v1/settings/users/${id}`, { as: admin, body: { disabled: true } })).status).toBe(
      200,
    );
    expect(ended).toEqual([mine?.id]);
    expect((await ask('GET', '/api/v1/board', { as })).status).toBe(401);
    const wrong = await ask('POST', '/api/v1/session', { body: { username: 'rita', password } });
    const nobody = await ask('POST', '/api/v1/session', { body: { username: 'nobody', password: 'not-the-password' } });
    expect(wrong.json).toEqual(nobody.json);
    expect(wrong.status).toBe(401);
  });

  test('a change of role or scope is told to open sockets, and holds for the next request', async () => {
    const { ask, admin, access } = await open();
    const { id, as } = await person('rita', { role: 'manager' });
    const told: string[] = [];
    access.onRevoked((sessionId) => told.push(sessionId));
    expect((await ask('GET', '/api/v1/settings/dialling', { as })).status).toBe(200);
    await ask('PUT', `/api/v1/settings/users/${id}`, { as: admin, body: { role: 'supervisor' } });
    expect(told).toHaveLength(1);
    expect((await ask('GET', '/api/v1/settings/dialling', { as })).code).toBe('not_permitted');
    expect((await ask('GET', '/api/v1/board', { as })).status).toBe(200);
  });

  test('the last administrator can be neither disabled nor demoted', async () => {
    const { ask, admin } = await open();
    const list = z
      .object({ users: z.array(z.object({ id: z.string() })) })
      .parse((await ask('GET', '/api/v1/settings/users', { as: admin })).json);
    const path = `/api/v1/settings/users/${list.users[0]?.id}`;
    expect((await ask('PUT', path, { as: admin, body: { disabled: true } })).code).toBe('last_admin');
    expect((await ask('PUT', path, { as: admin, body: { role: 'manager' } })).code).toBe('last_admin');
    await person('second', { role: 'admin' });
    expect((await ask('PUT', path, { as: admin, body: { role: 'manager' } })).status).toBe(200);
  });

  test('one ends own sessions only', async () => {
    const { ask, admin, signIn } = await open();
    const { as } = await person('rita', { role: 'supervisor' });
    const other = await signIn();
    const Own = z.object({ sessions: z.array(z.object({ id: z.string(), current: z.boolean() })) });
    const mine = Own.parse((await ask('GET', '/api/v1/sessions', { as: admin })).json).sessions;
    const elsewhere = mine.filter((session) => !session.current);
    expect(mine.filter((session) => session.current)).toHaveLength(1);
    for (const { id } of elsewhere) {
      expect((await ask('DELETE', `/api/v1/sessions/${id}`, { as })).code).toBe('not_found');
      expect((await ask('DELETE', `/api/v1/sessions/${id}`, { as: admin })).status).toBe(200);
    }
    expect((await ask('GET', '/api/v1/session', { as: other })).status).toBe(401);
    expect((await ask('GET', '/api/v1/session', { as: admin })).status).toBe(200);
  });
});

describe('tokens', () => {
  test('a token has a role, is shown once, expires and is revoked; the database cannot show it', async () => {
    const { ask, admin, clock } = await open();
    const expiresAt = clock.now() + 60_000;
    const body = { name: 'crm', role: 'supervisor', expiresAt };
    const made = TokenMade.parse((await ask('POST', '/api/v1/settings/tokens', { as: admin, body })).json);
    const headers = { authorization: `Bearer ${made.secret}` };
    const board = () => ask('GET', '/api/v1/board', { headers });
    expect((await board()).status).toBe(200);
    expect((await ask('GET', '/api/v1/settings/dialling', { headers })).code).toBe('not_permitted');
    const stored = JSON.stringify(await accessTables(at.db).selectFrom('wall_token').selectAll().execute());
    expect(stored).not.toContain(made.secret);
    clock.advance(60_000);
    expect((await board()).status).toBe(401);
    const lasting = { name: 'bi', role: 'manager' };
    const second = TokenMade.parse((await ask('POST', '/api/v1/settings/tokens', { as: admin, body: lasting })).json);
    const bearer = { authorization: `Bearer ${second.secret}` };
    expect((await ask('GET', '/api/v1/board', { headers: bearer })).status).toBe(200);
    expect((await ask('DELETE', `/api/v1/settings/tokens/${second.token.id}`, { as: admin })).status).toBe(200);
    expect((await ask('GET', '/api/v1/board', { headers: bearer })).status).toBe(401);
    expect((await ask('DELETE', '/api/v1/settings/tokens/api', { as: admin })).code).toBe('fixed_token');
  });
});

describe('reach', () => {
  const Board = z.object({ agents: z.record(z.string(), z.unknown()) });

  test('an agent acts for the own extension only', async () => {
    const { ask, pbx } = await open();
    const { as } = await person('ana', { role: 'agent', extension: '116' });
    const call = (agent: string) => ask('POST', '/api/v1/calls', { as, body: { agent, number: '912345678' } });
    expect((await call('117')).code).toBe('not_permitted');
    expect((await ask('POST', '/api/v1/agents/117/hang-up', { as })).code).toBe('not_permitted');
    expect(pbx.ordered).toEqual([]);
    expect((await call('116')).status).toBe(202);
    expect(Object.keys(Board.parse((await ask('GET', '/api/v1/board', { as })).json).agents)).toEqual(['116']);
  });

  test('a supervisor with a scope sees and acts within it', async () => {
    const { ask, board } = await open();
    board.publish(['put', 'agents', '117', { ...agentRecord('117'), queues: ['200'] }]);
    const { as } = await person('rui', { role: 'supervisor', scope: { queues: ['200'], agents: [] } });
    expect(Object.keys(Board.parse((await ask('GET', '/api/v1/board', { as })).json).agents)).toEqual(['117']);
    const call = (agent: string) => ask('POST', '/api/v1/calls', { as, body: { agent, number: '912345678' } });
    expect((await call('116')).code).toBe('not_permitted');
    expect((await call('117')).status).toBe(202);
  });

  test('one call is read only by whom it reaches; to others there is none', async () => {
    const { ask, calls } = await open();
    const call = callAt('1772442000.1', '117', '200');
    calls.set(call.id, call);
    const { as: mine } = await person('ana', { role: 'agent', extension: '117' });
    const { as: other } = await person('rui', { role: 'agent', extension: '116' });
    const { as: ofQueue } = await person('eva', { role: 'supervisor', scope: { queues: ['200'], agents: [] } });
    const { as: elsewhere } = await person('luz', { role: 'supervisor', scope: { queues: ['201'], agents: [] } });
    const path = `/api/v1/calls/${call.id}`;
    expect((await ask('GET', path, { as: mine })).status).toBe(200);
    expect((await ask('GET', path, { as: ofQueue })).status).toBe(200);
    for (const as of [other, elsewhere]) expect((await ask('GET', path, { as })).code).toBe('not_found');
    // What the PBX alone may know belongs to nobody's scope.
    expect((await ask('GET', '/api/v1/calls/1.1', { as: ofQueue })).code).toBe('not_found');
  });
});

describe('[A27] whole numbers', () => {
  const call = callAt('1772442000.1', '117', '200');
  const other = callAt('1772442000.2', '118', '201');
  const mask = (as: string) => at.ask('PUT', '/api/v1/settings/numbers-seen', { as, body: { people: 'own_queues' } });
  const reveal = (as: string, id: string) => at.ask('POST', `/api/v1/calls/${id}/reveal`, { as, body: {} });

  test('masked by queues, a call elsewhere tells its number to nobody by itself, and to programs as before', async () => {
    const { ask, calls, admin } = await open();
    for (const one of [call, other]) calls.set(one.id, one);
    at.pbx.info = { Numero: 912345678, Destino: 'call 912345678', Registros: 1 };
    const { as: eva } = await person('eva', { role: 'manager', scope: { queues: ['200'], agents: [] } });
    const read = async (as: string, id: string) => (await ask('GET', `/api/v1/calls/${id}`, { as })).text;
    expect(await read(eva, other.id)).toContain('912345678');
    expect((await mask(eva)).code).toBe('not_permitted');
    expect((await mask(admin)).status).toBe(200);
    expect(await read(eva, call.id)).toContain('912345678');
    for (const text of [await read(eva, other.id), await read(admin, other.id), await read(admin, '1772442000.9')]) {
      expect(text).toContain('678');
      expect(text).not.toContain('912345678');
    }
    expect(await read('token', other.id)).toContain('912345678');
    const raw = { method: 'POST', contentType: null, query: '', body: '{"caller":"912345678"}' };
    const payload = JSON.stringify({ raw });
    await at.db.insertInto('log').values({ sequence: 1, at: 1, kind: 'hook', payload, short_id: null }).execute();
    const letter = { sequence: 1, at: 1, reason: 'no_id', detail: '', settled_at: null };
    await at.db.insertInto('dead_letter').values(letter).execute();
    expect((await ask('GET', '/api/v1/hooks/dead-letters', { as: eva })).text).not.toContain('912345678');
    expect((await ask('GET', '/api/v1/hooks/dead-letters', { as: 'token' })).text).toContain('912345678');
    const ended: string[] = [];
    at.access.onRevoked((sessionId) => ended.push(sessionId));
    await ask('PUT', '/api/v1/settings/numbers-seen', { as: admin, body: { people: 'whole' } });
    // Everybody who is connected comes back with the other view.
    expect(ended.length).toBeGreaterThanOrEqual(2);
    expect(await read(eva, other.id)).toContain('912345678');
  });

  test('one is told to who asks and may, after it was written down; not past thirty a minute', async () => {
    const { calls, admin, db, ask, clock } = await open();
    for (const one of [call, other]) calls.set(one.id, one);
    const { as: ofQueue } = await person('eva', { role: 'supervisor', scope: { queues: ['200'], agents: [] } });
    const { as: agent } = await person('rui', { role: 'agent', extension: '118' });
    expect((await reveal(ofQueue, call.id)).json).toEqual({ number: '912345678' });
    expect((await reveal(ofQueue, other.id)).code).toBe('not_found');
    expect((await reveal(agent, other.id)).code).toBe('not_permitted');
    expect((await reveal(admin, '1.1')).code).toBe('not_found');
    const trail = await ask('GET', '/api/v1/settings/audit?kind=number_revealed', { as: admin });
    expect(trail.json).toMatchObject({ rows: [{ whoName: 'eva', subject: call.id }] });
    expect(trail.text).not.toContain('912345678');
    await db.schema.alterTable('audit').renameTo('audit_away').execute();
    const unwritten = await reveal(admin, call.id);
    expect([unwritten.status, unwritten.text.includes('912345678')]).toEqual([503, false]);
    await db.schema.alterTable('audit_away').renameTo('audit').execute();
    const answers = [];
    for (let i = 0; i < 32; i += 1) answers.push(await reveal(admin, call.id));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(29);
    expect(answers.at(-1)?.code).toBe('too_many_requests');
    expect((await reveal(ofQueue, call.id)).status).toBe(200);
    clock.advance(60_000);
    expect((await reveal(admin, call.id)).status).toBe(200);
  });

  test('the setting outlives a restart, and one that cannot be read masks', async () => {
    const { admin, db } = await open();
    await mask(admin);
    const log = { error: () => undefined };
    const setting = () => openNumberSetting({ db, log, changed: () => undefined });
    expect((await setting()).current()).toBe('own_queues');
    await db.updateTable('meta').set({ value: 'whole' }).where('key', '=', 'numbers_seen').execute();
    expect((await setting()).current()).toBe('whole');
    await db.updateTable('meta').set({ value: '?' }).where('key', '=', 'numbers_seen').execute();
    expect((await setting()).current()).toBe('own_queues');
  });
});

const callAt = (id: string, extension: string, queue: string): Call =>
  callRecord({
    id,
    queue,
    state: 'talking',
    answeredAt: 2,
    legs: [legRecord({ extension, state: 'talking', answerAt: 2 })],
  });
