import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Board } from '../../lib/protocol/board.ts';
import { readEnv } from '../../server/env.ts';
import { createHttpServer } from '../../server/http-server.ts';
import { type BoardClient, boardClient } from '../support/board-client.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';

let house: WholeApp;
let clients: BoardClient[];
beforeEach(async () => {
  clients = [];
  house = await wholeApp({
    parts: {
      pages: {
        prepared: () => true,
        handle: (request, response) => {
          response.end(JSON.stringify({ url: request.url, headers: request.headers }));
          return Promise.resolve();
        },
      },
    },
  });
});
afterEach(async () => {
  for (const client of clients) client.close();
  await house.close();
});

function screen(auth: Record<string, unknown> = {}): BoardClient {
  const client = boardClient(house.url, { auth: { token: tokens.api, ...auth } });
  clients.push(client);
  return client;
}
const nowId = (n: number) => `${Math.floor(Date.now() / 1000)}.${n}`;
const event = (id: string, state: string, extension: string, more: Record<string, string> = {}) => ({
  Id_llamada: id,
  Extension: extension,
  Tipo: 'entrante',
  Estado_llamado: state,
  Telefono_contacto: '912345678',
  Cola: '200_Ventas',
  ...more,
});
/** The raw answer, for headers that fetch would not let us send. */
async function raw(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ answer: IncomingMessage; body: string }> {
  const request = httpRequest(`${house.url}${path}`, { headers, method });
  request.end();
  const [answer]: IncomingMessage[] = await once(request, 'response');
  if (!answer) throw new Error('no answer');
  let body = '';
  for await (const chunk of answer) body += String(chunk);
  return { answer, body };
}

describe('from the PBX to a screen', () => {
  test('a poll makes agents and queues, a webhook makes a call, and every screen follows', async () => {
    const first = screen();
    await first.until((c) => c.board()?.agents['116']?.state === 'free' && c.board()?.queues['200'] !== undefined);
    expect(first.board()?.agents['200']).toBeUndefined();
    expect(first.board()?.queues['200']?.members).toEqual(['116', '117']);
    const id = nowId(1);
    const answer = await house.hook(event(id, 'timbre', '116'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toEqual({ ok: true, ref: expect.any(String) });
    await first.until((c) => c.board()?.agents['116']?.state === 'ringing');
    expect(first.board()?.queues['200']?.waiting).toEqual([id]);

    house.pbx.words.set('117', 'Ocupada');
    await first.until((c) => c.board()?.agents['117']?.state === 'busy');
    expect(first.gaps).toEqual([]);
    const second = screen();
    await second.until((c) => c.version() === first.version() && c.board() !== null);
    expect({ ...second.board(), source: null }).toEqual({ ...first.board(), source: null });
    const http = Board.safeParse(await (await house.get('/api/v1/board')).json());
    expect(http.data?.calls).toEqual(first.board()?.calls);
  });

  test('an ill PBX is said, empties nothing, and is forgotten when it is well', async () => {
    const client = screen();
    await client.until((c) => c.board()?.agents['117'] !== undefined);
    house.pbx.illStatus = 500;
    await client.until((c) => c.board()?.source.pbx === 'stale');
    expect(Object.keys(client.board()?.agents ?? {})).toEqual(['116', '117']);
    house.pbx.illStatus = null;
    await client.until((c) => c.board()?.source.pbx === 'live');
    expect(client.gaps).toEqual([]);
  });

  test('webhooks are silent until the first one', async () => {
    const client = screen();
    await client.until((c) => c.board() !== null);
    expect(client.board()?.source).toMatchObject({ hooks: 'silent', hooksWhy: 'none_since_start' });
    await house.hook(event(nowId(2), 'timbre', '116'));
    await client.until((c) => c.board()?.source.hooks === 'live');
  });

  test('the version of the board over HTTP serves to resume a socket', async () => {
    await screen().until((c) => c.board()?.agents['117'] !== undefined);
    const Place = z.object({ epoch: z.string(), version: z.number() });
    const place = Place.parse(await (await house.get('/api/v1/board')).json());
    const client = screen(place);
    await client.until((c) => c.deltas.length > 0);
    expect(client.snapshots).toEqual([]);
    expect(client.gaps).toEqual([]);
  });
});

describe('doors', () => {
  test('strangers meet only health, webhooks and the sign-in page', async () => {
    const status = async (path: string) => (await fetch(`${house.url}${path}`, { redirect: 'manual' })).status;
    expect(await status('/healthz')).toBe(200);
    expect(await status('/api/v1/board')).toBe(401);
    expect(await status('/hooks')).toBe(401);
    expect(await status('/wall')).toBe(303);
    expect(await status('/sign-in')).toBe(200);
    expect(await status('/socket.io/?EIO=4&transport=polling')).toBe(404);
    const wall = await fetch(`${house.url}/wall/agents?density=xl`, { redirect: 'manual' });
    expect(wall.headers.get('location')).toBe('/sign-in?next=%2Fwall%2Fagents%3Fdensity%3Dxl');
  });

  test('[A14] what no room answers is refused in the one shape of errors, and never cached', async () => {
    const Refused = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
    const refusal = async (method: string, path: string) => {
      const { answer, body } = await raw(path, {}, method);
      expect(answer.headers['cache-control'], path).toBe('no-store');
      return [answer.statusCode, Refused.parse(JSON.parse(body)).error.code, answer.headers.allow ?? null];
    };
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      expect(await refusal('POST', path), path).toEqual([405, 'method_not_allowed', 'GET, HEAD']);
    }
    expect(await refusal('TRACE', '/api/v1/board')).toEqual([405, 'method_not_allowed', 'GET']);
    const nowhere = ['/api', '/healthz/', '/hooks/', '/hooks/x', '/metrics/x', '/socket.io/x', '/api/v1//board'];
    for (const path of [...nowhere, `/api/v1/calls/${'1'.repeat(300)}`]) {
      expect(await refusal('GET', path), path).toEqual([404, 'not_found', null]);
    }
    expect(await refusal('GET', '/api/v1/calls/%E0%A4%A')).toEqual([400, 'bad_request', null]);
  });

  test('a page gets a nonce of its own and no header that steers it from inside', async () => {
    const headers = { authorization: `Bearer ${tokens.api}`, 'x-middleware-subrequest': 'x', 'x-invoke-path': '/y' };
    const Seen = z.object({ headers: z.record(z.string(), z.string()) });
    const first = await raw('/wall', headers);
    const seen = Seen.parse(JSON.parse(first.body)).headers;
    expect(Object.keys(seen).filter((name) => /^x-(middleware|invoke)/.test(name))).toEqual([]);
    const policy = String(first.answer.headers['content-security-policy']);
    expect(seen['content-security-policy']).toBe(policy);
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']{20,}' 'strict-dynamic'/);
    expect((await raw('/wall', headers)).answer.headers['content-security-policy']).not.toBe(policy);
  });

  test("a page is told the house's language and zone, whatever a stranger writes into the headers", async () => {
    const spanish = await wholeApp({
      variables: { DEFAULT_LOCALE: 'es-ES', TIMEZONE: 'Atlantic/Canary' },
      parts: {
        pages: {
          prepared: () => true,
          handle: (request, response) => {
            response.end(
              JSON.stringify({ language: request.headers['x-default-locale'], zone: request.headers['x-time-zone'] }),
            );
            return Promise.resolve();
          },
        },
      },
    });
    try {
      const headers = { 'x-default-locale': 'en', 'x-time-zone': 'Asia/Tokyo' };
      const answer = await fetch(`${spanish.url}/sign-in`, { headers });
      expect(await answer.json()).toEqual({ language: 'es-ES', zone: 'Atlantic/Canary' });
    } finally {
      await spanish.close();
    }
  });

  test('every answer carries the protecting headers', async () => {
    for (const path of ['/healthz', '/sign-in', '/api/v1/board', '/nowhere']) {
      const { headers } = await fetch(`${house.url}${path}`, { redirect: 'manual' });
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy'), path).toBe('same-origin');
      expect(headers.get('permissions-policy'), path).toContain('microphone=()');
    }
  });

  test('metrics are for this machine and for tokens, not for whoever comes through a proxy', async () => {
    await house.hook({ nothing: 'readable' });
    const own = await fetch(`${house.url}/metrics`);
    const text = await own.text();
    expect(text).toContain('wallboard_hook_dead_letters_total{reason="no_id"} 1');
    for (const line of text.split('\n')) if (line && !line.startsWith('#')) expect(line).toMatch(/^wallboard_/);
    const forwarded = { 'x-forwarded-for': '203.0.113.7' };
    expect((await fetch(`${house.url}/metrics`, { headers: forwarded })).status).toBe(401);
    const withToken = { ...forwarded, authorization: `Bearer ${tokens.api}` };
    expect((await fetch(`${house.url}/metrics`, { headers: withToken })).status).toBe(200);
  });

  test('ready once the first poll was tried, even of an ill PBX', async () => {
    house.pbx.illStatus = 503;
    house = await house.restart();
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
    await expect.poll(async () => (await fetch(`${house.url}/readyz`)).status, { timeout: 15_000 }).toBe(200);
  });

  test('no secret is in a line of the log', async () => {
    await house.hook(event(nowId(3), 'timbre', '116'));
    await screen().until((c) => c.board()?.agents['117'] !== undefined);
    house.pbx.illStatus = 401;
    await screen().until((c) => c.board()?.source.pbx !== 'live');
    const text = house.lines.join('');
    expect(text).not.toBe('');
    for (const secret of [...Object.values(tokens), 'made-up-admin-password']) expect(text).not.toContain(secret);
  });
});

test('a taken port is a clear message', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const reading = readEnv({
    HOST: '127.0.0.1',
    PORT: String(address.port),
    DATABASE_URL: `file:${house.directory}/x.db`,
  });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const http = createHttpServer(
    reading.env,
    { https: false, dev: false, frameAncestors: [] },
    { error: () => undefined },
  );
  await expect(http.listen()).rejects.toThrow(`Port ${address.port} is taken`);
  await http.routes.close();
  await new Promise((resolve) => other.close(resolve));
});

test('an address that is none of this machine is told by the name of its variable', async () => {
  // Reserved for documentation: no machine has it.
  const variables = { HOST: '203.0.113.1', PORT: '0', DATABASE_URL: `file:${house.directory}/x.db` };
  const reading = readEnv(variables);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const http = createHttpServer(
    reading.env,
    { https: false, dev: false, frameAncestors: [] },
    { error: () => undefined },
  );
  await expect(http.listen()).rejects.toThrow('203.0.113.1 is no address of this machine: set HOST');
  await http.routes.close();
});
