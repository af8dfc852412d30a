// What every answer says about itself: each endpoint, each page, each room beside them, with TLS and without.
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { type Endpoint, endpoints } from '../../lib/protocol/endpoints.ts';
import { enter, pairScreen } from '../support/people.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';

let house: WholeApp;
afterEach(() => house.close());
/** Pages as Next would be asked for them: answers with what reached it. */
const open = async (variables: Readonly<Record<string, string>> = {}) => {
  house = await wholeApp({
    variables,
    parts: {
      pages: {
        prepared: () => true,
        handle: async (request, response) => {
          response.end(JSON.stringify(request.headers));
        },
      },
    },
  });
  return house;
};
const production = { NODE_ENV: 'production' };
const secure = { ...production, PUBLIC_URL: 'https://wall.example.pt' };

/** Every page there is, from the folders that make them. */
const appFolder = fileURLToPath(new URL('../../app', import.meta.url));
const pages = readdirSync(appFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('page.tsx'))
  .map((file) =>
    `/${relative('.', join(file, '..')).replace('[number]', '200').replace('[id]', '1')}`.replace(/\/$/, ''),
  )
  .map((path) => path || '/');
const api = Object.values<Endpoint>(endpoints).map(
  ({ method, path }) => [method, path.replace(/:\w+/g, '116')] as const,
);
const beside = ['/healthz', '/readyz', '/metrics', '/hooks', '/api/nowhere', '/socket.io/?EIO=4&transport=polling'];

async function ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}) {
  const request = httpRequest(`${house.url}${path}`, { method, headers });
  request.end();
  const [answer]: IncomingMessage[] = await once(request, 'response');
  if (!answer) throw new Error('no answer');
  let body = '';
  for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, body };
}
const bearer = { authorization: `Bearer ${tokens.api}` };

function faultsOf(
  headers: IncomingMessage['headers'],
  { https, framed }: { https: boolean; framed?: string },
): string[] {
  const policy = String(headers['content-security-policy']);
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? /default-src ([^;]*)/.exec(policy)?.[1] ?? '*';
  const should: Readonly<Record<string, boolean>> = {
    nosniff: headers['x-content-type-options'] === 'nosniff',
    referrer: headers['referrer-policy'] === 'same-origin',
    permissions: /microphone=\(\)/.test(String(headers['permissions-policy'])),
    'frame-ancestors': policy.includes(`frame-ancestors ${framed ?? "'none'"}`),
    'x-frame-options': headers['x-frame-options'] === (framed ? undefined : 'DENY'),
    scripts: !/unsafe-inline|unsafe-eval|\*|https?:|data:/.test(scripts),
    hsts: https
      ? /^max-age=\d{8,}/.test(String(headers['strict-transport-security']))
      : !headers['strict-transport-security'],
    'powered-by': headers['x-powered-by'] === undefined && headers.server === undefined,
    opener: headers['cross-origin-opener-policy'] === 'same-origin',
  };
  return Object.keys(should).filter((name) => !should[name]);
}

test.each([
  ['plain', production, false],
  ['by TLS', secure, true],
] as const)(
  '[A30] %s: every page, endpoint and room says all of it',
  async (name, variables, https) => {
    await open(variables);
    const wrong: string[] = [];
    const nonces = new Set<string>();
    for (const [method, path] of api) {
      for (const headers of [{}, bearer]) {
        const answer = await ask(method, path, headers);
        const faults = faultsOf(answer.headers, { https });
        if (answer.headers['cache-control'] !== 'no-store') faults.push('no-store');
        if (faults.length > 0) wrong.push(`${method} ${path}: ${faults.join(', ')}`);
      }
    }
    for (const path of beside) {
      const answer = await ask('GET', path);
      const faults = faultsOf(answer.headers, { https });
      if (answer.headers['cache-control'] !== 'no-store') faults.push('no-store');
      if (faults.length > 0) wrong.push(`${path}: ${faults.join(', ')}`);
    }
    const cookie = (await pairScreen(house, 'Sala', '/wall')).cookie;
    for (const path of pages) {
      for (const headers of [{}, bearer, { cookie }]) {
        const answer = await ask('GET', path, headers);
        const faults = faultsOf(answer.headers, { https });
        if (answer.status === 200) {
          const nonce = /'nonce-([^']{20,})'/.exec(String(answer.headers['content-security-policy']))?.[1];
          if (!nonce || nonces.has(nonce)) faults.push('a nonce of its own');
          if (nonce) nonces.add(nonce);
        } else if (answer.headers['cache-control'] !== 'no-store') faults.push('no-store');
        if (faults.length > 0) wrong.push(`${path}: ${faults.join(', ')}`);
      }
    }
    console.info(
      `headers ${name}: ${api.length} endpoints, ${pages.length} pages, ${beside.length} beside, ${nonces.size} nonces: wrong ${wrong.length}`,
    );
    expect(wrong).toEqual([]);
    expect(nonces.size).toBeGreaterThanOrEqual(pages.length);
    expect(pages).toContain('/wall/queues/200');
  },
  60_000,
);

test('[A30] FRAME_ANCESTORS lets a display’s page be framed by those alone, and no other page', async () => {
  const FRAME_ANCESTORS = 'https://intranet.example.pt,https://tv.example.pt:8443';
  await open({ ...secure, FRAME_ANCESTORS });
  const framed = FRAME_ANCESTORS.replace(',', ' ');
  const { cookie } = await pairScreen(house, 'Sala', '/wall');
  const screen = await ask('GET', '/screen', { cookie });
  expect([screen.status, faultsOf(screen.headers, { https: true, framed })]).toEqual([200, []]);
  for (const path of [...pages.filter((page) => page !== '/screen'), '/screen/', '/screen/x', '/screenx']) {
    expect(faultsOf((await ask('GET', path, bearer)).headers, { https: true }), path).toEqual([]);
    expect(faultsOf((await ask('GET', path, { cookie })).headers, { https: true }), path).toEqual([]);
  }
  // Who is no screen is sent away from it, unframed.
  expect(faultsOf((await ask('GET', '/screen')).headers, { https: true })).toEqual([]);
  expect(faultsOf((await ask('GET', '/api/v1/board', bearer)).headers, { https: true })).toEqual([]);
});

test('[A10] cookies: HttpOnly and SameSite always, under TLS Secure and bound to the host', async () => {
  await open(production);
  const { access } = house.app.services;
  for (const cookie of [access.cookie('x', false), access.cookie(null, false), access.screenCookie('x', false)]) {
    expect(cookie).toMatch(/^wallboard(-screen)?=x?; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  }
  await house.close();
  await open(secure);
  const bound = house.app.services.access;
  for (const cookie of [bound.cookie('x', true), bound.cookie(null, false), bound.screenCookie('x', false)]) {
    expect(cookie).toMatch(/^__Host-wallboard(-screen)?=x?; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
    expect(cookie).not.toContain('Domain');
  }
});

test('[A30] nothing from outside steers a page from inside, and pages are only read', async () => {
  await open(production);
  const { cookie } = await enter(house, 'eva', 'manager');
  const steering = {
    'x-middleware-subrequest': 'x',
    'x-middleware-rewrite': '/y',
    'x-invoke-path': '/y',
    'x-matched-path': '/y',
  };
  const seen: unknown = JSON.parse((await ask('GET', '/wall', { cookie, ...steering })).body);
  const reached = Object.keys(Object(seen)).filter((name) => /^x-(middleware|invoke|matched)/.test(name));
  expect(reached).toEqual([]);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    expect((await ask(method, '/wall', { cookie })).status, method).toBe(405);
  }
});

test('[A30] an upgrade reaches the sockets and nothing else', async () => {
  await open(production);
  const { port, hostname } = new URL(house.url);
  const answered: string[] = [];
  const targets = [
    ...pages,
    ...api.map(([, path]) => path),
    '/hooks',
    '/metrics',
    '/socket.iox',
    '//socket.io/',
    'http://x/socket.io/',
    '*',
  ];
  for (const target of targets) {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
    });
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer ${tokens.api}\r\n\r\n`,
    );
    await ended;
    if (answer !== '') answered.push(`${target}: ${answer.slice(0, 40)}`);
  }
  console.info(`upgrades elsewhere: ${targets.length} targets, answered ${answered.length}`);
  expect(answered).toEqual([]);
});
