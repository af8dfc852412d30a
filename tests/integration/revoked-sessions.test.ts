// Whoever loses a session or a right hears nothing more: one second of the house's clock after each way of losing it,
// the board moves on and the sockets of before are told not one byte of it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resetPassword } from '../../server/access/reset.ts';
import { accessTables } from '../../server/access/tables.ts';
import { type BoardClient, boardClient } from '../support/board-client.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { type Entered, enter, pairScreen, signInAgain } from '../support/people.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';

const socketsEach = process.env.FULL ? 20 : 2;
const eventsAfter = process.env.FULL ? 50 : 5;
let house: WholeApp;
let clock: ManualClock;
const clients: BoardClient[] = [];
beforeEach(async () => {
  clock = manualClock();
  house = await wholeApp({ parts: { clock } });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await house.close();
});

type Who = { readonly cookie: string } | { readonly token: string };
function socketOf(who: Who): BoardClient {
  const client = boardClient(house.url, {
    auth: { token: 'token' in who ? who.token : undefined },
    ...('cookie' in who ? { headers: { cookie: who.cookie } } : {}),
  });
  clients.push(client);
  return client;
}
const http = (method: string, path: string, cookie: string, body?: object) =>
  fetch(`${house.url}${path}`, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

/** Each way of losing a session or a right: who has it, and how it is lost. */
interface Way {
  readonly who: Who;
  readonly lose: () => Promise<unknown>;
}
let made = 0;
const person = (role: 'agent' | 'supervisor' | 'manager' = 'manager', more = {}) =>
  enter(house, `person${made++}`, role, more);
async function byAdmin(
  lose: (admin: Entered, user: Entered) => Promise<unknown>,
  of: () => Promise<Entered> = person,
): Promise<Way> {
  const admin = await enter(house, `admin${made++}`, 'admin');
  const user = await of();
  return { who: user, lose: () => lose(admin, user) };
}
const changed = async (answer: Promise<Response>) => expect((await answer).status).toBe(200);
const change = (body: object, of?: () => Promise<Entered>) =>
  byAdmin((admin, { id }) => changed(http('PUT', `/api/v1/settings/users/${id}`, admin.cookie, body)), of);
const token = (expiresAt: number | null = null) =>
  house.app.services.access.tokens.create({ name: 'x', role: 'manager', scope: null, expiresAt });

const ways: Readonly<Record<string, () => Promise<Way>>> = {
  'sign-out': async () => {
    const user = await person();
    return { who: user, lose: () => changed(http('DELETE', '/api/v1/session', user.cookie)) };
  },
  'ended from another browser': async () => {
    const user = await person();
    const other = await signInAgain(house, user);
    const lose = async () => {
      const sessions = await accessTables(house.app.services.db)
        .selectFrom('wall_session')
        .select(['id', 'created_at'])
        .where('user_id', '=', user.id)
        .execute();
      for (const { id } of sessions) await http('DELETE', `/api/v1/sessions/${id}`, other);
    };
    return { who: user, lose };
  },
  'account disabled': () => change({ disabled: true }),
  'role changed': () => change({ role: 'supervisor' }),
  'scope changed': () => change({ scope: { queues: ['300'], agents: [] } }, () => person('supervisor')),
  'extension changed': () => change({ extension: '117' }, () => person('agent', { extension: '116' })),
  'own password changed': async () => {
    const user = await person();
    const body = { current: user.password, next: 'a-made-up-next-password' };
    return { who: user, lose: () => changed(http('POST', '/api/v1/session/password', user.cookie, body)) };
  },
  'password drawn by an administrator': () =>
    byAdmin((admin, { id }) => changed(http('POST', `/api/v1/settings/users/${id}/password`, admin.cookie, {}))),
  'password reset at the terminal': async () => {
    const user = await person();
    return {
      who: user,
      lose: () => resetPassword(house.app.services.db, user.username, house.app.services.audit.append),
    };
  },
  'session unused for 30 days': async () => {
    const user = await person();
    const seen_at = clock.now() - 30 * 86_400_000;
    const lose = () =>
      accessTables(house.app.services.db)
        .updateTable('wall_session')
        .set({ seen_at })
        .where('user_id', '=', user.id)
        .execute();
    return { who: user, lose };
  },
  'token revoked': async () => {
    const {
      token: { id },
      secret,
    } = await token();
    return { who: { token: secret }, lose: () => house.app.services.access.tokens.revoke(id) };
  },
  'token revoked by another process': async () => {
    const {
      token: { id },
      secret,
    } = await token();
    const lose = () => accessTables(house.app.services.db).deleteFrom('wall_token').where('id', '=', id).execute();
    return { who: { token: secret }, lose };
  },
  'token expired': async () => {
    const { secret } = await token(clock.now() + 5_000);
    return { who: { token: secret }, lose: () => clock.advance(5_000) };
  },
  'screen revoked': async () => {
    const { id, cookie } = await pairScreen(house, 'Sala', '/wall');
    return { who: { cookie }, lose: () => house.app.services.access.screens.revoke(id) };
  },
  'screen given another queue': async () => {
    const { id, cookie } = await pairScreen(house, 'Sala', '/wall/queues/200');
    const { screens } = house.app.services.access;
    const lose = () =>
      screens.change(id, {
        name: 'Sala',
        pages: [{ path: '/wall/queues/300', seconds: 30 }],
        inches: 55,
        metres: 4,
        theme: 'dark',
        locale: 'pt-PT',
      });
    return { who: { cookie }, lose };
  },
};

test('[P17] a second after a session or a right is lost, by any way, its sockets are told nothing more', async () => {
  const told: Record<string, number> = {};
  let stayed = 0;
  const watcher = socketOf({ token: tokens.api });
  await watcher.until((c) => c.board() !== null);
  for (const [name, prepare] of Object.entries(ways)) {
    const { who, lose } = await prepare();
    const sockets = Array.from({ length: socketsEach }, () => socketOf(who));
    // A snapshot waits for its window, and the clock is ours.
    await Promise.all(sockets.map((c) => c.until(({ socket }) => socket.connected)));
    await clock.advance(25);
    await Promise.all(sockets.map((c) => c.until(({ snapshots }) => snapshots.length > 0)));
    let heard = 0;
    await lose();
    await clock.advance(1_000);
    // The second is over by the only clock the server knows; what it looked up then may still be on its way.
    for (let turn = 0; turn < 500 && house.app.hub.sockets() > 1; turn++) await new Promise(setImmediate);
    for (const { socket } of sockets) socket.onAny(() => heard++);
    for (let n = 0; n < eventsAfter; n++) {
      await house.hook({
        Id_llamada: `${Math.floor(clock.now() / 1000)}.${made++}`,
        Extension: '116',
        Tipo: 'entrante',
        Estado_llamado: 'timbre',
        Telefono_contacto: '912345678',
        Cola: '200_Ventas',
      });
      const before = watcher.version();
      await clock.advance(50);
      await watcher.until((c) => c.version() >= before);
    }
    await watcher.until((c) => c.version() === house.app.services.liveBoard.version());
    told[name] = heard;
    stayed += sockets.filter(({ socket }) => socket.connected).length;
  }
  const total = Object.values(told).reduce((sum, count) => sum + count, 0);
  console.info(
    `revoked sessions: ${Object.keys(ways).length} ways × ${socketsEach} sockets × ${eventsAfter} events: messages after 1 s ${total}, sockets still open ${stayed}`,
  );
  expect(told).toEqual(Object.fromEntries(Object.keys(ways).map((name) => [name, 0])));
  expect(stayed).toBe(0);
  expect(watcher.deltas.length).toBeGreaterThan(Object.keys(ways).length);
}, 120_000);
