// The life of a paired screen over HTTP and sockets: it asks, somebody lets it in, it sees one board with masked
// numbers and nothing else, and it is gone within a second of being revoked.
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Endpoint, endpoints } from '../../lib/protocol/endpoints.ts';
import { may } from '../../lib/protocol/permissions.ts';
import { OwnScreen, PairingAsked, PairingClaimed, Screens } from '../../lib/protocol/screen-shapes.ts';
import { createPairing } from '../../server/access/pairing.ts';
import { createThrottle } from '../../server/access/throttle.ts';
import { boardClient } from '../support/board-client.ts';
import { manualClock } from '../support/manual-clock.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';
import { cookieIn, type House, house } from './http-house.ts';

let at: House;
afterEach(() => at?.close());
const open = async () => {
  at = await house();
  return { ...at, admin: await at.signIn() };
};
const size = { width: 1920, height: 1080 };
const settings = {
  name: 'Sala Lisboa',
  pages: [{ path: '/wall', seconds: 30 }],
  inches: 55,
  metres: 5,
  theme: 'dark',
  locale: 'pt-PT',
};
const queuePage = { ...settings, pages: [{ path: '/wall/queues/200', seconds: 30 }] };
const Paired = z.object({ screen: z.object({ id: z.string() }) });

type Ask = (method: string, path: string, options?: { as?: string; body?: unknown }) => ReturnType<House['ask']>;
const asking = async (ask: Ask) => PairingAsked.parse((await ask('POST', '/api/v1/pairing', { body: size })).json);
const claim = (ask: Ask, secret: string, as?: string) =>
  ask('POST', '/api/v1/pairing/claim', { body: { secret }, ...(as ? { as } : {}) });
/** A screen that was let in: its id, and the cookie it got. */
async function paired(ask: Ask, by: string, body: object = settings) {
  const { code, secret } = await asking(ask);
  const answer = await ask('POST', `/api/v1/settings/screens/pairing/${code}`, { as: by, body });
  expect(answer.status).toBe(200);
  return { id: Paired.parse(answer.json).screen.id, secret, as: cookieIn((await claim(ask, secret)).headers) };
}
/** An account with a scope that may manage screens. */
async function supervisor(username: string, queues: readonly string[]) {
  const as = await at.signIn();
  const body = { username, role: 'supervisor', scope: { queues, agents: [] } };
  const made = z
    .object({ password: z.string() })
    .parse((await at.ask('POST', '/api/v1/settings/users', { as, body })).json);
  const first = await at.signIn(username, made.password);
  const next = { current: made.password, next: `${made.password}-next` };
  return cookieIn((await at.ask('POST', '/api/v1/session/password', { as: first, body: next })).headers);
}

describe('asking to be let in', () => {
  test('a code without vowels that lasts ten minutes, compared before it is let in', async () => {
    const { ask, admin, clock } = await open();
    const { code, secret, expiresAt, now } = await asking(ask);
    expect(code).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
    expect([now, expiresAt]).toEqual([clock.now(), clock.now() + 600_000]);
    const typed = code.replace('-', '').toLowerCase();
    const seen = await ask('GET', `/api/v1/settings/screens/pairing/${typed}`, { as: admin });
    expect(seen.json).toMatchObject({ code, width: 1920, height: 1080 });
    expect(seen.text).not.toContain(secret);
    expect(PairingClaimed.parse((await claim(ask, secret)).json)).toEqual({ state: 'waiting' });
    await clock.advance(600_000);
    expect((await ask('GET', `/api/v1/settings/screens/pairing/${code}`, { as: admin })).code).toBe('not_found');
    expect((await ask('POST', `/api/v1/settings/screens/pairing/${code}`, { as: admin, body: settings })).code).toBe(
      'not_found',
    );
    expect((await claim(ask, secret)).json).toEqual({ state: 'expired' });
  });

  test('let in once; the lost answer can be asked for again for a minute, then the secret is worth nothing', async () => {
    const { ask, admin, clock } = await open();
    const { code, secret } = await asking(ask);
    const letIn = () => ask('POST', `/api/v1/settings/screens/pairing/${code}`, { as: admin, body: settings });
    const both = await Promise.all([letIn(), letIn()]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    const first = await claim(ask, secret);
    expect(first.json).toEqual({ state: 'paired', name: 'Sala Lisboa' });
    const again = await claim(ask, secret);
    // Only the cookie drawn last counts.
    expect((await ask('GET', '/api/v1/screen', { as: cookieIn(first.headers) })).status).toBe(401);
    const own = await ask('GET', '/api/v1/screen', { as: cookieIn(again.headers) });
    expect(OwnScreen.parse(own.json).screen).toMatchObject(settings);
    await clock.advance(60_000);
    expect((await claim(ask, secret)).json).toEqual({ state: 'expired' });
    expect(again.headers.getSetCookie()[0]).toMatch(/HttpOnly/i);
    expect(again.headers.getSetCookie()[0]).toMatch(/SameSite=/i);
  });

  test('whoever guesses codes has to wait, and a right one does not count', async () => {
    const { ask, admin } = await open();
    const { code } = await asking(ask);
    const guess = (one: string) => ask('GET', `/api/v1/settings/screens/pairing/${one}`, { as: admin });
    for (let i = 0; i < 8; i += 1) expect((await guess(code)).status).toBe(200);
    const answers = [];
    for (let i = 0; i < 8; i += 1) answers.push(await guess('BBBB-BBBB'));
    expect(answers[0]?.code).toBe('not_found');
    expect(answers.at(-1)?.code).toBe('too_many_attempts');
    expect(answers.at(-1)?.headers.get('retry-after')).toMatch(/^[0-9]+$/);
    expect((await guess(code)).code).toBe('too_many_attempts');
  });

  test('a code counts once, and a flood from one address never takes the place of another', () => {
    const clock = manualClock();
    const pairing = createPairing({ clock, appSecret: 'made-up', throttle: createThrottle(clock.now) });
    const ask = (address: string) => pairing.ask({ ...size, address, browser: null });
    const quiet = ask('192.0.2.1');
    const other = ask('192.0.2.2');
    expect([pairing.approve(other?.request.code ?? '', 'a'), pairing.approve(other?.request.code ?? '', 'b')]).toEqual([
      true,
      false,
    ]);
    expect(pairing.claim(other?.secret ?? '')).toEqual({ screenId: 'a' });
    for (let i = 0; i < 1_000; i += 1) expect(ask('198.51.100.7')).not.toBeNull();
    expect(pairing.claim(quiet?.secret ?? '')).toEqual({ screenId: null });
  });

  test('who signed in at the screen to set it up is signed out by it', async () => {
    const { ask, admin } = await open();
    const mine = await at.signIn();
    const { code, secret } = await asking(ask);
    await ask('POST', `/api/v1/settings/screens/pairing/${code}`, { as: admin, body: settings });
    await claim(ask, secret, mine);
    expect((await ask('GET', '/api/v1/session', { as: mine })).status).toBe(401);
    expect((await ask('GET', '/api/v1/session', { as: admin })).status).toBe(200);
  });
});

describe('what a screen may', () => {
  test('it reads its board and itself; every other endpoint refuses it', async () => {
    const { ask, admin } = await open();
    const { as } = await paired(ask, admin);
    let refused = 0;
    for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
      if (endpoint.action === 'stranger' || may('display', endpoint.action)) continue;
      const answer = await ask(endpoint.method, endpoint.path.replace(/:\w+/g, '116'), { as });
      expect([answer.status, answer.code], name).toEqual([403, 'not_permitted']);
      refused += 1;
    }
    expect(refused).toBeGreaterThan(30);
    expect((await ask('GET', '/api/v1/board', { as })).status).toBe(200);
    expect((await ask('GET', '/api/v1/session', { as })).json).toMatchObject({ user: { role: 'display' } });
  });

  test('it outlives months and a restart, and ends when it is revoked', async () => {
    const { ask, admin, clock } = await open();
    const { id, as } = await paired(ask, admin);
    await clock.advance(300 * 86_400_000);
    await at.reopen();
    expect((await at.ask('GET', '/api/v1/screen', { as })).status).toBe(200);
    const later = await at.signIn();
    const ended: string[] = [];
    at.access.onRevoked((sessionId) => ended.push(sessionId));
    expect((await at.ask('DELETE', `/api/v1/settings/screens/${id}`, { as: later })).status).toBe(200);
    expect(ended).toEqual([`screen:${id}`]);
    expect((await at.ask('GET', '/api/v1/screen', { as })).status).toBe(401);
    expect((await at.ask('GET', '/api/v1/board', { as })).status).toBe(401);
    expect((await at.ask('DELETE', `/api/v1/settings/screens/${id}`, { as: later })).status).toBe(404);
  });

  test('a scope sees its own screens alone, and puts only its queues on a wall', async () => {
    const { ask, admin } = await open();
    const rita = await supervisor('rita', ['200']);
    const others = await paired(ask, admin);
    const hers = await paired(ask, rita, queuePage);
    const listed = async (as: string) =>
      Screens.parse((await ask('GET', '/api/v1/settings/screens', { as })).json).screens.map(({ id }) => id);
    expect(await listed(rita)).toEqual([hers.id]);
    expect((await listed(admin)).sort()).toEqual([others.id, hers.id].sort());
    for (const [method, path] of [
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/identify'],
    ] as const) {
      const body = method === 'PUT' ? { body: queuePage } : method === 'POST' ? { body: {} } : {};
      const answer = await ask(method, `/api/v1/settings/screens/${others.id}${path}`, { as: rita, ...body });
      expect(answer.code, method).toBe('not_found');
    }
    const beyond = { ...settings, pages: [{ path: '/wall/queues/201', seconds: 30 }] };
    expect((await ask('PUT', `/api/v1/settings/screens/${hers.id}`, { as: rita, body: beyond })).code).toBe(
      'not_permitted',
    );
  });

  test('a page that is no wall, a name without letters and a scrolling grid are refused', async () => {
    const { ask, admin } = await open();
    const { id } = await paired(ask, admin);
    const put = async (more: object) =>
      (await ask('PUT', `/api/v1/settings/screens/${id}`, { as: admin, body: { ...settings, ...more } })).status;
    for (const path of ['/settings', '//evil.example', '/wall/agents?density=grid', '/wall/../settings']) {
      expect(await put({ pages: [{ path, seconds: 30 }] }), path).toBe(422);
    }
    expect(await put({ pages: [] })).toBe(422);
    expect(await put({ pages: [{ path: '/wall', seconds: 11 }] })).toBe(422);
    expect(await put({ name: '  ' })).toBe(422);
    expect(await put({})).toBe(200);
  });

  test('pairing, changing and revoking stand in the trail before they are done', async () => {
    const { ask, admin, db } = await open();
    const { id } = await paired(ask, admin);
    const { code } = await asking(ask);
    await db.schema.alterTable('audit').renameTo('audit_away').execute();
    const path = `/api/v1/settings/screens/${id}`;
    const body = { ...settings, name: 'Other' };
    expect((await ask('POST', `/api/v1/settings/screens/pairing/${code}`, { as: admin, body })).status).toBe(503);
    expect((await ask('PUT', path, { as: admin, body })).status).toBe(503);
    expect((await ask('DELETE', path, { as: admin })).status).toBe(503);
    await db.schema.alterTable('audit_away').renameTo('audit').execute();
    const { screens } = Screens.parse((await ask('GET', '/api/v1/settings/screens', { as: admin })).json);
    expect(screens).toMatchObject([{ id, name: 'Sala Lisboa' }]);
    const trail = await ask('GET', '/api/v1/settings/audit', { as: admin });
    expect(trail.text).toContain('screen_paired');
  });
});

describe('on its socket', () => {
  let app: WholeApp | null = null;
  afterEach(async () => {
    await app?.close();
    app = null;
  });
  const opened = async () => {
    const whole = await wholeApp();
    app = whole;
    const ask: Ask = async (method, path, { as, body } = {}) => {
      const response = await fetch(`${whole.url}${path}`, {
        method,
        headers: {
          origin: whole.url,
          ...(as === 'token' ? { authorization: `Bearer ${tokens.api}` } : as ? { cookie: as } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json: unknown = JSON.parse(text);
      return { status: response.status, headers: response.headers, text, json, code: null };
    };
    const connect = (cookie: string) =>
      boardClient(whole.url, { auth: { token: undefined }, headers: { cookie, origin: whole.url } });
    return { whole, ask, connect };
  };
  const party = '912345678';
  const ringing = () => ({
    Id_llamada: `${Math.floor(Date.now() / 1_000)}.111`,
    Extension: '116',
    Tipo: 'entrante',
    Estado_llamado: 'timbre',
    Telefono_contacto: party,
    Cola: '200_Ventas',
  });

  test('no whole number reaches it, over HTTP or in any frame, while people see it', async () => {
    const { whole, ask, connect } = await opened();
    const { as } = await paired(ask, 'token');
    const screen = connect(as);
    const frames: string[] = [];
    screen.socket.onAny((event: string, ...message: unknown[]) => frames.push(JSON.stringify([event, message])));
    const person = boardClient(whole.url, { auth: { token: tokens.api } });
    await Promise.all([screen, person].map((one) => one.until((c) => c.board() !== null)));
    await whole.hook(ringing());
    await Promise.all([screen, person].map((one) => one.until((c) => Object.keys(c.board()?.calls ?? {}).length > 0)));
    frames.push((await ask('GET', '/api/v1/board', { as })).text);
    const full = frames.filter((frame) => frame.includes(party)).length;
    console.info(`full numbers in ${frames.length} frames and answers of a screen: ${full}`);
    expect(full).toBe(0);
    expect(JSON.stringify(person.board())).toContain(party);
    screen.close();
    person.close();
  });

  test('revoked, it hears nothing more and cannot come back', async () => {
    const { whole, ask, connect } = await opened();
    const { id, as } = await paired(ask, 'token');
    const screen = connect(as);
    await screen.until((c) => c.board() !== null);
    const gone = new Promise((resolve) => screen.socket.once('disconnect', resolve));
    await ask('DELETE', `/api/v1/settings/screens/${id}`, { as: 'token' });
    await gone;
    const heard = screen.deltas.length;
    await whole.hook(ringing());
    const back = connect(as);
    const refused = await new Promise<Error>((resolve) => back.socket.once('connect_error', resolve));
    expect(refused.message).toBe('unauthorized');
    expect(screen.deltas).toHaveLength(heard);
    back.close();
  });

  test('it is found by its name, told what was changed, and says how it is', async () => {
    const { ask, connect } = await opened();
    const { id, as } = await paired(ask, 'token');
    const path = `/api/v1/settings/screens/${id}`;
    expect((await ask('POST', `${path}/identify`, { as: 'token', body: {} })).json).toEqual({ sent: false });
    const screen = connect(as);
    await screen.until((c) => c.board() !== null);
    const identified = new Promise((resolve) => screen.socket.once('screen:identify', () => resolve(true)));
    const changed = new Promise((resolve) => screen.socket.once('screen:changed', () => resolve(true)));
    expect((await ask('POST', `${path}/identify`, { as: 'token', body: {} })).json).toEqual({ sent: true });
    expect((await ask('PUT', path, { as: 'token', body: { ...settings, theme: 'light' } })).status).toBe(200);
    expect(await Promise.all([identified, changed])).toEqual([true, true]);
    const report = { width: 3840, height: 2160, build: 'made-up', dataAt: 1_770_641_114_000 };
    screen.socket.emit('screen:report', report);
    await expect
      .poll(async () => Screens.parse((await ask('GET', '/api/v1/settings/screens', { as: 'token' })).json).screens)
      .toMatchObject([{ id, connected: true, report }]);
    screen.close();
    await expect
      .poll(async () => Screens.parse((await ask('GET', '/api/v1/settings/screens', { as: 'token' })).json).screens)
      .toMatchObject([{ id, connected: false, report }]);
  });
});
