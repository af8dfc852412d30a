// Signing in over real HTTP.
import { afterEach, expect, test } from 'vitest';
import { resetPassword } from '../../server/access/reset.ts';
import { cookieIn, type House, house, secrets } from './http-house.ts';

let at: House;
afterEach(() => at.close());
const open = async (variables: Readonly<Record<string, string>> = {}) => {
  at = await house(variables);
  return at;
};
const credentials = { username: 'admin', password: secrets.ADMIN_PASSWORD };
const wrong = { username: 'admin', password: 'made-up-wrong' };

test('[A10] a local account signs in, is known by its cookie, and signs out', async () => {
  const { ask } = await open();
  expect((await ask('GET', '/api/v1/session')).code).toBe('unauthorized');
  const answer = await ask('POST', '/api/v1/session', { body: credentials });
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({ user: { name: 'admin', role: 'admin', mustChangePassword: false } });
  const [header] = answer.headers.getSetCookie();
  expect(header).toMatch(/^wallboard=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/);
  const as = cookieIn(answer.headers);
  expect((await ask('GET', '/api/v1/session', { as })).json).toEqual(answer.json);
  expect((await ask('POST', '/api/v1/session', { body: { ...credentials, username: ' ADMIN ' } })).status).toBe(200);

  const ended: string[] = [];
  at.access.onRevoked((id) => ended.push(id));
  const out = await ask('DELETE', '/api/v1/session', { as });
  expect(out.json).toEqual({ ok: true });
  expect(out.headers.getSetCookie()[0]).toMatch(/^wallboard=; .*Max-Age=0/);
  expect(ended).toHaveLength(1);
  expect((await ask('GET', '/api/v1/session', { as })).status).toBe(401);
});

test('[A10] under HTTPS the cookie is Secure and bound to the host', async () => {
  const { ask } = await open({ PUBLIC_URL: 'https://wall.example.pt' });
  const answer = await ask('POST', '/api/v1/session', {
    body: credentials,
    headers: { origin: 'https://wall.example.pt' },
  });
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-wallboard=.*; Secure$/);
});

test('[A10] the token of integrators is a manager, and a wrong one is a stranger even with a cookie', async () => {
  const { ask, signIn } = await open();
  expect((await ask('GET', '/api/v1/session', { as: 'token' })).json).toMatchObject({ user: { role: 'manager' } });
  const as = await signIn();
  for (const authorization of ['Bearer wrong', 'Bearer', secrets.API_TOKEN, 'Basic YTpi', '']) {
    const answer = await ask('GET', '/api/v1/session', { as, headers: { authorization } });
    expect(answer.status, authorization).toBe(401);
  }
});

test('[A11] a wrong password and an unknown account get the same answer', async () => {
  const { ask } = await open();
  const known = await ask('POST', '/api/v1/session', { body: wrong });
  const unknown = await ask('POST', '/api/v1/session', { body: { ...wrong, username: 'nobody' } });
  expect([known.status, unknown.status]).toEqual([401, 401]);
  expect(known.text).toBe(unknown.text);
  expect(known.code).toBe('wrong_credentials');
});

test('[A11] after 5 failures an account waits at that address, twice as long each time', async () => {
  const { ask, clock } = await open();
  const fail = () => ask('POST', '/api/v1/session', { body: wrong });
  for (let n = 0; n < 5; n++) expect((await fail()).status).toBe(401);
  let answer = await ask('POST', '/api/v1/session', { body: credentials });
  expect([answer.status, answer.code]).toEqual([429, 'too_many_attempts']);
  expect(answer.headers.get('retry-after')).toBe('30');
  await clock.advance(30_000);
  expect((await fail()).status).toBe(401);
  answer = await fail();
  expect(answer.headers.get('retry-after')).toBe('60');
  await clock.advance(60_000);
  expect((await ask('POST', '/api/v1/session', { body: credentials })).status).toBe(200);
  expect((await fail()).status).toBe(401);
});

test('[A11] parallel guesses do not slip past the throttle', async () => {
  const { ask } = await open();
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask('POST', '/api/v1/session', { body: wrong })));
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7);
});

test('[A12] a drawn first password is announced once and must be changed before anything else', async () => {
  const { ask, announced, signIn, lines } = await open({ ADMIN_PASSWORD: '' });
  const [first] = announced;
  if (!first) throw new Error('nothing was announced');
  expect(lines.join('')).not.toContain(first.password);
  const as = await signIn(first.user, first.password);
  expect((await ask('GET', '/api/v1/session', { as })).json).toMatchObject({ user: { mustChangePassword: true } });
  expect((await ask('GET', '/api/v1/board', { as })).code).toBe('password_change_required');
  const change = (current: string, next: string) =>
    ask('POST', '/api/v1/session/password', { as, body: { current, next } });
  expect((await change(first.password, 'short')).status).toBe(422);
  expect((await change(first.password, first.password)).status).toBe(422);
  expect((await change('made-up-wrong', 'a-long-new-password')).code).toBe('wrong_credentials');
  const changed = await change(first.password, 'a-long-new-password');
  expect(changed.status).toBe(200);
  expect((await ask('GET', '/api/v1/board', { as })).status).toBe(401);
  expect((await ask('GET', '/api/v1/board', { as: cookieIn(changed.headers) })).status).toBe(200);
  expect(lines.join('')).not.toContain('a-long-new-password');
});

test('[A12] the operator’s reset ends every session within a second', async () => {
  const { ask, signIn, clock, db, access } = await open();
  const as = await signIn();
  const ended: string[] = [];
  access.onRevoked((id) => ended.push(id));
  const written: string[] = [];
  const write = async ({ kind, subject }: { kind: string; subject?: string | null }) => {
    written.push(`${kind} ${subject}`);
  };
  expect(await resetPassword(db, 'nobody', write)).toBeNull();
  const refuse = () => Promise.reject(new Error('the disk is full'));
  await expect(resetPassword(db, 'Admin', refuse)).rejects.toThrow('the disk is full');
  expect((await ask('GET', '/api/v1/session', { as })).status).toBe(200);
  const password = await resetPassword(db, 'Admin', write);
  expect(written).toEqual(['user_password_reset admin']);
  if (!password) throw new Error('no password');
  expect((await ask('GET', '/api/v1/session', { as })).status).toBe(401);
  await clock.advance(1000);
  await expect.poll(() => ended).toHaveLength(1);
  expect((await ask('POST', '/api/v1/session', { body: credentials })).status).toBe(401);
  expect((await ask('GET', '/api/v1/board', { as: await signIn('admin', password) })).code).toBe(
    'password_change_required',
  );
});

test('[A12] a session ends 30 days after its last use', async () => {
  const { ask, signIn, clock } = await open();
  const as = await signIn();
  const day = 86_400_000;
  await clock.advance(29 * day);
  expect((await ask('GET', '/api/v1/session', { as })).status).toBe(200);
  await clock.advance(29 * day);
  expect((await ask('GET', '/api/v1/session', { as })).status).toBe(200);
  await clock.advance(30 * day);
  expect((await ask('GET', '/api/v1/session', { as })).status).toBe(401);
});

test('[A13] an unsafe request from another site is refused, also with a cookie', async () => {
  const { ask, signIn, pbx } = await open();
  const as = await signIn();
  const order = (headers: Record<string, string>) =>
    ask('POST', '/api/v1/calls', { as, headers, body: { agent: '116', number: '912345678' } });
  const host = new URL(at.address()).host;
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `http://${host}.evil.example` },
    { origin: `http://evil@${host}x` },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    expect((await order(headers)).code, JSON.stringify(headers)).toBe('bad_origin');
  }
  expect(pbx.ordered).toHaveLength(0);
  expect((await ask('POST', '/api/v1/session', { body: credentials, headers: { origin: 'null' } })).status).toBe(403);
  expect((await order({ origin: `http://${host}` })).status).toBe(202);
});

test('[A22] signing in with an extension needs a tenant of the PBX', async () => {
  const { ask } = await open();
  const answer = await ask('POST', '/api/v1/session', { body: { extension: '116', password: 'x', tenant: '001' } });
  // This house knows no tenant of a PBX to ask.
  expect([answer.status, answer.code]).toEqual([422, 'invalid_input']);
  for (const body of [{}, { username: 'admin' }, { ...credentials, extra: 1 }, [], 'x', null]) {
    expect((await ask('POST', '/api/v1/session', { body })).code).toBe('invalid_input');
  }
});
