// Pages of elsewhere: whatever they write into their request, nothing that changes something is accepted from them with
// somebody's cookie, by HTTP or by socket; nor is a form, whatever page it is on.
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Endpoint, endpoints } from '../../lib/protocol/endpoints.ts';
import { type WholeApp, wholeApp } from '../support/whole-app.ts';

const own = 'https://wall.example.pt';
const latin = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
type Variant = Readonly<Record<string, string | string[]>>;
/** What a page of elsewhere might send, by what it tries. */
const foreign: Readonly<Record<string, readonly Variant[]>> = {
  'other host': [{ origin: 'https://evil.example' }],
  'other port': [{ origin: `${own}:8443` }, { origin: `${own}:443` }],
  'other scheme': [{ origin: 'http://wall.example.pt' }, { origin: 'wss://wall.example.pt' }],
  subdomain: [{ origin: 'https://sub.wall.example.pt' }, { origin: 'https://example.pt' }],
  prefix: [{ origin: 'https://evilwall.example.pt' }, { origin: 'https://evil-wall.example.pt' }],
  suffix: [{ origin: `${own}.evil.example` }, { origin: `${own}evil` }, { origin: 'https://localhost.evil' }],
  null: [{ origin: 'null' }, { origin: '' }],
  'missing where a browser tells otherwise': [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { referer: 'https://evil.example/wall.example.pt' },
    { referer: 'nonsense' },
  ],
  uppercase: [{ origin: 'HTTPS://WALL.EXAMPLE.PT' }, { origin: 'https://Wall.example.pt' }],
  'trailing dot': [{ origin: `${own}.` }],
  userinfo: [{ origin: 'https://wall.example.pt@evil.example' }, { origin: 'https://me@wall.example.pt' }],
  'unicode look-alike': [{ origin: latin('https://wаll.example.pt') }, { origin: 'https://xn--wll-5cd.example.pt' }],
  'address for a name': [{ origin: 'https://127.0.0.1' }, { origin: 'https://[::1]' }, { origin: 'https://localhost' }],
  'doubled header': [{ origin: [own, 'https://evil.example'] }, { origin: ['https://evil.example', own] }],
  'path or more': [{ origin: `${own}/` }, { origin: `${own} x` }, { origin: `${own},https://evil.example` }],
};
const variants = Object.values(foreign).flat();
const unsafe = Object.values<Endpoint>(endpoints).filter(({ method }) => method !== 'GET');

/** How people reach this house: by the address in PUBLIC_URL, or by the one a proxy tells. */
const houses = {
  PUBLIC_URL: { variables: { PUBLIC_URL: own }, headers: {} },
  'the address that was asked': {
    variables: { TRUST_PROXY: 'loopback' },
    headers: { 'x-forwarded-host': 'wall.example.pt', 'x-forwarded-proto': 'https' },
  },
} as const;

describe.each(Object.entries(houses))('the origin by %s', (name, { variables, headers }) => {
  let house: WholeApp;
  let cookie = '';
  beforeEach(async () => {
    cookie = '';
    house = await wholeApp({ variables });
    const body = JSON.stringify({ username: 'admin', password: 'made-up-admin-password' });
    const { answer } = await send('POST', '/api/v1/session', { origin: own, 'content-type': 'application/json' }, body);
    expect(answer.statusCode).toBe(200);
    cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  });
  afterEach(() => house.close());

  async function send(method: string, path: string, more: OutgoingHttpHeaders, body = '') {
    // Said outright: a DELETE with a body would not say it.
    const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = httpRequest(`${house.url}${path}`, { method, headers: { ...headers, cookie, ...length, ...more } });
    const answered = Promise.race([once(request, 'response'), once(request, 'upgrade')]);
    request.end(body);
    const [answer]: IncomingMessage[] = await answered;
    if (!answer) throw new Error('no answer');
    if (answer.statusCode === 101) {
      answer.destroy();
      return { answer, code: null };
    }
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    const refused = z
      .object({ error: z.object({ code: z.string() }) })
      .safeParse(text.startsWith('{') ? JSON.parse(text) : null);
    return { answer, code: refused.data?.error.code ?? null };
  }
  const pathOf = ({ path }: Endpoint) => path.replace(/:\w+/g, '116');
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const socketPath = '/socket.io/?EIO=4&transport=websocket';

  test('[A13] no unsafe request and no socket of a foreign page is accepted, all of our own are', async () => {
    const accepted: string[] = [];
    for (const variant of variants) {
      for (const endpoint of unsafe) {
        const { answer, code } = await send(endpoint.method, pathOf(endpoint), variant);
        if (answer.statusCode !== 403 || code !== 'bad_origin')
          accepted.push(`${endpoint.path} ${JSON.stringify(variant)}`);
      }
      const { answer } = await send('GET', socketPath, { ...upgrade, ...variant });
      if (answer.statusCode === 101) accepted.push(`socket ${JSON.stringify(variant)}`);
    }
    console.info(
      `foreign origins by ${name}: ${Object.keys(foreign).length} kinds, ${variants.length} spellings × ${unsafe.length} unsafe endpoints and the socket: accepted ${accepted.length}`,
    );
    expect(accepted).toEqual([]);
    // The same requests of our own page pass this door, or the test would prove nothing.
    for (const endpoint of unsafe.filter(({ path }) => path !== '/api/v1/session')) {
      expect((await send(endpoint.method, pathOf(endpoint), { origin: own })).code, endpoint.path).not.toBe(
        'bad_origin',
      );
    }
    expect((await send('GET', socketPath, { ...upgrade, origin: own })).answer.statusCode).toBe(101);
    expect((await send('GET', '/api/v1/session', {})).answer.statusCode).toBe(200);
  });

  test('[A13] a form is accepted nowhere, not even from our own page', async () => {
    const bodies = {
      'application/x-www-form-urlencoded': 'username=admin&password=made-up-admin-password',
      'multipart/form-data; boundary=x': '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
      'text/plain': '{"username":"admin","password":"made-up-admin-password"}',
      'text/plain; x=application/json': '{}',
      'application/json-patch+json': '{}',
    };
    const accepted: string[] = [];
    for (const [media, body] of Object.entries(bodies)) {
      for (const endpoint of unsafe) {
        const { answer, code } = await send(
          endpoint.method,
          pathOf(endpoint),
          { origin: own, 'content-type': media },
          body,
        );
        if (answer.statusCode !== 415 || code !== 'unsupported_media_type')
          accepted.push(`${endpoint.method} ${endpoint.path} ${media}`);
      }
    }
    console.info(
      `forms by ${name}: ${Object.keys(bodies).length} kinds × ${unsafe.length} unsafe endpoints: accepted ${accepted.length}`,
    );
    expect(accepted).toEqual([]);
  });
});
