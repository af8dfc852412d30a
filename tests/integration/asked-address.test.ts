// Behind a reverse proxy the address people use is the one the proxy tells, and only a proxy we were told of may tell it.
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type WholeApp, wholeApp } from '../support/whole-app.ts';

let house: WholeApp | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

const credentials = JSON.stringify({ username: 'admin', password: 'made-up-admin-password' });
const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** The statuses with which a sign-in and a socket of this page are answered. */
async function statuses(variables: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) {
  house = await wholeApp({ variables });
  const ask = async (path: string, method: string, more: Readonly<Record<string, string>>, body: string) => {
    const request = httpRequest(`${house?.url}${path}`, { method, headers: { ...headers, ...more } });
    const answer = Promise.race([once(request, 'response'), once(request, 'upgrade')]);
    request.end(body);
    const [head]: IncomingMessage[] = await answer;
    head?.destroy();
    return head?.statusCode;
  };
  const signIn = await ask('/api/v1/session', 'POST', { 'content-type': 'application/json' }, credentials);
  return { signIn, socket: await ask('/socket.io/?EIO=4&transport=websocket', 'GET', upgrade, '') };
}
const served = { signIn: 200, socket: 101 };
const refused = { signIn: 403, socket: 400 };

const proxied = { host: 'inside:3000', 'x-forwarded-host': 'wall.example.pt', 'x-forwarded-proto': 'https' };

test('a page of the host that a trusted proxy names may act', async () => {
  expect(await statuses({ TRUST_PROXY: 'loopback' }, { ...proxied, origin: 'https://wall.example.pt' })).toEqual(
    served,
  );
});

test('networks are trusted by CIDR, and of several hosts the last one counts', async () => {
  const headers = { ...proxied, 'x-forwarded-host': 'evil.example, wall.example.pt' };
  const variables = { TRUST_PROXY: 'fd00::/8, 127.0.0.0/8' };
  expect(await statuses(variables, { ...headers, origin: 'https://wall.example.pt' })).toEqual(served);
});

test('a stranger cannot name the host, nor can a proxy of another network', async () => {
  for (const TRUST_PROXY of ['', '10.0.0.0/8, ::1']) {
    expect(await statuses({ TRUST_PROXY }, { ...proxied, origin: 'https://wall.example.pt' })).toEqual(refused);
    await house?.close();
  }
});

test('where people surely come by HTTPS, a page without it may not act', async () => {
  const headers = { host: 'wall.example.pt', origin: 'http://wall.example.pt' };
  const variables = { TRUST_PROXY: 'loopback' };
  expect(await statuses(variables, headers)).toEqual(served);
  await house?.close();
  expect(await statuses(variables, { ...headers, 'x-forwarded-proto': 'https' })).toEqual(refused);
});
