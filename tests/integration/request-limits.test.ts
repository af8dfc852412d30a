// What one visitor may cost the house: requests, connections, slow ones, large ones; and that nobody else pays for it.
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { requestLimits } from '../../server/http/request-limits.ts';
import { serverLimits } from '../../server/http-server.ts';
import { manualClock } from '../support/manual-clock.ts';
import { enter } from '../support/people.ts';
import { tokens, type WholeApp, type WholeAppOptions, wholeApp } from '../support/whole-app.ts';

let house: WholeApp;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await house.close();
});
const proxied = { TRUST_PROXY: 'loopback' };
const open = async (options: WholeAppOptions = {}) => {
  house = await wholeApp(options);
  return house;
};
async function ask(method: string, path: string, headers: OutgoingHttpHeaders = {}, body = '') {
  const request = httpRequest(`${house.url}${path}`, { method, headers });
  const answered = Promise.race([once(request, 'response'), once(request, 'upgrade')]);
  request.end(body);
  const [answer]: IncomingMessage[] = await answered;
  if (!answer) throw new Error('no answer');
  if (answer.statusCode === 101) {
    answer.destroy();
    return { status: 101, retryAfter: undefined, code: null };
  }
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  const Refused = z.object({ error: z.object({ code: z.string() }) });
  const refused = Refused.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  return {
    status: answer.statusCode,
    retryAfter: answer.headers['retry-after'],
    code: refused.data?.error.code ?? null,
  };
}
const from = (address: string) => ({ 'x-forwarded-for': address });
const hook = (n: number, more: OutgoingHttpHeaders = {}) =>
  ask(
    'POST',
    '/hooks',
    { authorization: tokens.hook, 'content-type': 'application/json', ...more },
    JSON.stringify({ Id_llamada: `1700000000.${n}`, Extension: '116', Tipo: 'entrante', Estado_llamado: 'timbre' }),
  );
async function flood(times: number, one: () => Promise<{ status: number | undefined }>) {
  const count = new Map<number | undefined, number>();
  for (let n = 0; n < times; n += 100) {
    const answers = await Promise.all(Array.from({ length: Math.min(100, times - n) }, one));
    for (const { status } of answers) count.set(status, (count.get(status) ?? 0) + 1);
  }
  return count;
}

test('[A32] an address that floods is told to wait; others, signed-in people and webhooks are not', async () => {
  const clock = manualClock();
  await open({ variables: proxied, parts: { clock } });
  const { cookie } = await enter(house, 'eva', 'manager');
  const evil = from('203.0.113.66');
  const { burst } = requestLimits.stranger;
  const answers = await flood(burst + 200, () => ask('GET', '/api/v1/board', evil));
  expect(answers).toEqual(
    new Map([
      [401, burst],
      [429, 200],
    ]),
  );
  const refused = await ask('POST', '/api/v1/session', evil);
  expect([refused.status, refused.code, refused.retryAfter]).toEqual([429, 'too_many_requests', '1']);
  // A neighbour of the same IPv4 network, somebody signed in at the very address, and the PBX beside it go on.
  expect((await ask('GET', '/api/v1/board', from('203.0.113.67'))).status).toBe(401);
  expect((await ask('GET', '/api/v1/board', { ...evil, cookie })).status).toBe(200);
  expect((await hook(1, evil)).status).toBe(200);
  expect((await ask('GET', '/healthz', evil)).status).toBe(200);
  await clock.advance(1_000);
  expect((await ask('GET', '/api/v1/board', evil)).status).toBe(401);
});

test('[A32] nobody chooses the own address: what a stranger writes counts only through a proxy of TRUST_PROXY', async () => {
  const clock = manualClock();
  await open({ parts: { clock } });
  let n = 0;
  const answers = await flood(requestLimits.stranger.burst + 50, () =>
    ask('GET', '/api/v1/board', from(`203.0.113.${n++ % 250}`)),
  );
  expect(answers.get(429)).toBe(50);
  await house.close();
  await open({ variables: proxied, parts: { clock } });
  // Behind the proxy the nearest address that is no proxy counts, whatever was written before it.
  const behind = await flood(requestLimits.stranger.burst + 50, () =>
    ask('GET', '/api/v1/board', from(`198.51.100.${n++ % 250}, 203.0.113.66, 127.0.0.1`)),
  );
  expect(behind.get(429)).toBe(50);
  expect((await ask('GET', '/api/v1/board', from('2001:db8::1'))).status).toBe(401);
});

test('[A32] everything of one address, a person and unknown senders of webhooks have bounds of their own', async () => {
  const clock = manualClock();
  await open({ variables: proxied, parts: { clock } });
  const { cookie } = await enter(house, 'eva', 'manager');
  const { burst } = requestLimits.person;
  // One person from many addresses.
  let n = 0;
  const many = () => from(`198.51.100.${n++ % 250}`);
  const person = await flood(burst + 100, () => ask('GET', '/api/v1/session', { ...many(), cookie }));
  expect(person).toEqual(
    new Map([
      [200, burst],
      [429, 100],
    ]),
  );
  expect((await ask('GET', '/api/v1/board', { ...many(), authorization: `Bearer ${tokens.api}` })).status).toBe(200);
  const unknown = await flood(requestLimits.hook.burst + 100, () =>
    hook(1, { ...from('203.0.113.66'), authorization: 'x' }),
  );
  expect(unknown).toEqual(
    new Map([
      [401, requestLimits.hook.burst],
      [429, 100],
    ]),
  );
  expect((await hook(2, from('203.0.113.66'))).status).toBe(200);
  const pages = await flood(requestLimits.address.burst, () => ask('GET', '/sign-in', from('203.0.113.99')));
  expect([...pages.keys()]).toEqual([404]);
  const page = await ask('GET', '/sign-in', from('203.0.113.99'));
  expect([page.status, page.code, page.retryAfter]).toEqual([429, null, '1']);
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const socket = (address: string) =>
    ask('GET', '/socket.io/?EIO=4&transport=websocket', { ...from(address), ...upgrade });
  expect(await socket('203.0.113.99')).toMatchObject({ status: 429, retryAfter: '1' });
  expect((await socket('203.0.113.98')).status).toBe(101);
}, 60_000);

test('[A32] while sign-ins pour in from many addresses, every webhook is taken and the board is answered', async () => {
  const hooks = process.env.FULL ? 500 : 50;
  await open({ variables: proxied });
  const flood = new Worker(new URL('../support/flood-thread.ts', import.meta.url), {
    workerData: { url: house.url, visitors: 60 },
  });
  await once(flood, 'message');
  const p95 = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]?.toFixed(1);
  const refused: (number | undefined)[] = [];
  const times = { beside: [] as number[], alone: [] as number[] };
  const send = async (when: 'beside' | 'alone') => {
    for (let event = 0; event < hooks; event++) {
      const began = performance.now();
      const { status } = await hook(event + (when === 'alone' ? hooks : 0));
      times[when].push(performance.now() - began);
      const board = event % 10 ? null : await ask('GET', '/api/v1/board', { authorization: `Bearer ${tokens.api}` });
      refused.push(...[status, board?.status ?? 200].filter((seen) => seen !== 200));
    }
  };
  await send('beside');
  const told = once(flood, 'message');
  flood.postMessage('stop');
  const counts = z.array(z.record(z.string(), z.number())).parse(await told)[0] ?? {};
  await send('alone');
  console.info(
    `flood of sign-ins (answered ${JSON.stringify(counts)}) beside ${hooks} webhooks: refused or lost ${refused.length}, p95 ${p95(times.beside)} ms, without it ${p95(times.alone)} ms`,
  );
  expect(refused).toEqual([]);
  // The line of passwords is short: most of the flood is turned away before it costs anything.
  expect(counts['429']).toBeGreaterThan(counts['401'] ?? 0);
}, 120_000);

test('[A32] one address has so many connections; this machine and a named proxy carry many people', async () => {
  const connectionsPerAddress = 5;
  await open({ variables: { HOST: '127.0.0.1' }, parts: { serverLimits: { ...serverLimits, connectionsPerAddress } } });
  const { port, hostname } = new URL(house.url);
  const opened = async (localAddress: string) => {
    const socket = connect({ port: Number(port), host: hostname, localAddress });
    sockets.push(socket);
    socket.on('error', () => undefined);
    let answer = '';
    const ended = new Promise<string>((resolve) => {
      socket.on('data', (data) => {
        answer = String(data);
        resolve(answer);
      });
      socket.once('close', () => resolve('cut'));
    });
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    return (await ended).slice(0, 12);
  };
  const evil: string[] = [];
  for (let n = 0; n < 8; n++) evil.push(await opened('127.0.0.2'));
  expect(evil).toEqual([...Array(5).fill('HTTP/1.1 200'), 'cut', 'cut', 'cut']);
  for (let n = 0; n < 8; n++) expect(await opened('127.0.0.1')).toBe('HTTP/1.1 200');
  expect(await opened('127.0.0.3')).toBe('HTTP/1.1 200');
  for (const socket of sockets.slice(0, 5)) socket.destroy();
  await expect.poll(() => opened('127.0.0.2')).toBe('HTTP/1.1 200');
});

test('[A32] a request that comes drop by drop, without an end, or too large, is cut', async () => {
  const quick = { headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 25 };
  await open({ parts: { serverLimits: { ...serverLimits, ...quick } } });
  const { port, hostname } = new URL(house.url);
  /** Resolves when the server has closed it, with what it said. */
  const begun = async (text: string, drip: string | null) => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.on('error', () => undefined);
    socket.write(text);
    const dripping = drip === null ? undefined : setInterval(() => socket.write(drip), 20);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(dripping);
    return answer.slice(0, 12);
  };
  expect(await begun('GET /healthz HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n')).toBe('');
  expect(await begun('GET /healthz HTTP/1.1\r\n', null)).toBe('');
  const head = (path: string) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${path === '/hooks' ? tokens.hook : `Bearer ${tokens.api}`}\r\nContent-Type: application/json\r\n`;
  expect(await begun(`${head('/hooks')}Content-Length: 1000\r\n\r\n`, 'x')).toMatch(/^$|^HTTP\/1.1 4/);
  expect(await begun(`${head('/api/v1/calls')}Content-Length: 1000\r\n\r\n`, 'x')).toMatch(/^$|^HTTP\/1.1 4/);
  expect(await begun(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(40_000)}\r\n\r\n`, null)).toBe('');
  // Said before or found while it comes: both are refused, and nothing of it is kept.
  const large = 'x'.repeat(70 * 1024);
  for (const path of ['/hooks', '/api/v1/calls']) {
    const headers = {
      authorization: path === '/hooks' ? tokens.hook : `Bearer ${tokens.api}`,
      'content-type': 'application/json',
    };
    expect((await ask('POST', path, { ...headers, 'content-length': large.length }, large)).status, path).toBe(413);
    expect((await ask('POST', path, { ...headers, 'transfer-encoding': 'chunked' }, large)).status, path).toBe(413);
  }
  expect((await ask('GET', '/healthz')).status).toBe(200);
});
