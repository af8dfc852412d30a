import { spawn, spawnSync } from 'node:child_process';
import { Agent, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { RawHook } from '../../lib/pbx/hook.ts';
import { CannotStore } from '../../server/db/input-log.ts';
import { hooksRoute } from '../../server/hooks/route.ts';
import type { SenderSettings } from '../../server/hooks/senders.ts';
import { manualClock } from '../support/manual-clock.ts';

const log = pino({ level: 'silent' });
const open: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

async function door(senders: SenderSettings, accept?: (raw: RawHook) => string | null) {
  const app = Fastify({ forceCloseConnections: true });
  const stored: RawHook[] = [];
  hooksRoute(app, {
    senders,
    clock: manualClock(),
    log,
    board: {
      async acceptHook(raw) {
        stored.push(raw);
        return { reading: { ok: false, reason: 'no_id', detail: '' }, callRef: accept ? accept(raw) : 'r1' };
      },
    },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  open.push(app);
  return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/hooks`, stored };
}

const post = (url: string, authorization: string | null, init: RequestInit = {}) =>
  fetch(url, {
    method: 'POST',
    body: '{"id":"1"}',
    ...init,
    headers: { ...(authorization ? { authorization } : {}), 'content-type': 'application/json', ...init.headers },
  });
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('who may send', () => {
  const senders = { tokens: ['tok-one', 'tok-two'], basic: { user: 'pbx', password: 'seg:redo' } };
  it.each([
    ['a raw token', 'tok-one', 200],
    ['another of the tokens', 'tok-two', 200],
    ['a token after Bearer', 'Bearer tok-one', 200],
    ['a token alone in Basic', 'Basic tok-one', 200],
    ['its base64 alone in Basic', `Basic ${base64('tok-one')}`, 200],
    ['user and password', `Basic ${base64('pbx:seg:redo')}`, 200],
    ['a wrong token', 'tok-on', 401],
    ['a wrong password', `Basic ${base64('pbx:segredo')}`, 401],
    ['an empty token', 'Bearer ', 401],
    ['nothing', null, 401],
  ])('%s: %s -> %i', async (_what, authorization, status) => {
    const { url, stored } = await door(senders);
    const answer = await post(url, authorization);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(stored).toHaveLength(status === 200 ? 1 : 0);
    if (status === 401) expect(answer.headers.get('www-authenticate')).toContain('Basic');
  });

  it('no sender configured is 503 with a code of its own', async () => {
    const { url, stored } = await door({ tokens: [] });
    const answer = await post(url, 'anything');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ error: { code: 'hooks_not_configured' } });
    expect(stored).toHaveLength(0);
  });
});

describe('what may be sent', () => {
  const senders = { tokens: ['t0ken-abc'] };
  it('any method of the three, any content type, a malformed Accept', async () => {
    const { url, stored } = await door(senders);
    const types = ['text/html', 'application/x-www-form-urlencoded', 'nonsense', ';;;'];
    for (const type of types) {
      const answer = await post(url, 't0ken-abc', {
        headers: { 'content-type': type, accept: '*/*; q=0.5, text/plain; q=0.8, text/html;level=3;' },
      });
      expect(answer.status, type).toBe(200);
      expect(await answer.json()).toEqual({ ok: true, ref: 'r1' });
    }
    expect((await post(url, 't0ken-abc', { method: 'PUT' })).status).toBe(200);
    const query = await fetch(`${url}?id=5&Authorization=secret-one&token=secret-two&auth=x&from=900`, {
      headers: { authorization: 't0ken-abc' },
    });
    expect(query.status).toBe(200);
    expect(stored.map((raw) => raw.contentType)).toEqual([...types, 'application/json', null]);
    expect(stored.at(-1)).toEqual({ method: 'GET', contentType: null, query: 'id=5&from=900', body: '' });
    expect((await post(url, 't0ken-abc', { method: 'DELETE' })).status).toBe(405);
  });

  it('64 KiB at most, and Latin bytes are read as letters', async () => {
    const { url, stored } = await door(senders);
    expect((await post(url, 't0ken-abc', { body: 'x'.repeat(64 * 1024) })).status).toBe(200);
    const large = await post(url, 't0ken-abc', { body: 'x'.repeat(64 * 1024 + 1) });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ error: { code: 'body_too_large' } });
    await post(url, 't0ken-abc', { body: Buffer.from('{"n":"Jos\xe9"}', 'latin1') });
    expect(stored.at(-1)?.body).toBe('{"n":"José"}');
  });

  it('a stranger is refused before the body is read', async () => {
    const { url, stored } = await door(senders);
    const status = await new Promise<number>((resolve, reject) => {
      // A body that never ends: only an early answer lets this test end.
      const request = httpRequest(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      });
      request.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      request.on('error', reject);
      request.write('{');
    });
    expect(status).toBe(401);
    expect(stored).toHaveLength(0);
  });

  it('what cannot be stored is 503, and a dead letter is still 200 without a ref', async () => {
    const ill = await door(senders, () => {
      throw new CannotStore(new Error('disk full'));
    });
    const answer = await post(ill.url, 't0ken-abc');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ error: { code: 'cannot_store' } });
    const dead = await door(senders, () => null);
    expect(await (await post(dead.url, 't0ken-abc')).json()).toEqual({ ok: true });
  });

  it('an unexpected fault is an opaque 500', async () => {
    const { url } = await door(senders, () => {
      throw new Error('secret detail');
    });
    const answer = await post(url, 't0ken-abc');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret detail');
  });
});

describe('NTLM, with a real client', () => {
  const ntlm = { user: 'srv-wall', password: 'Montra-2026', domain: 'CASA' };
  const features = spawnSync('curl', ['--version']).stdout?.toString() ?? '';
  if (!features.includes('NTLM')) console.warn('skipped: this machine has no curl with NTLM');

  it.skipIf(!features.includes('NTLM'))('accepts the right password and refuses others', async () => {
    const { url, stored } = await door({ tokens: [], ntlm });
    const codes = await asyncCurls([
      [url, 'CASA\\srv-wall:Montra-2026'],
      [url, 'CASA\\srv-wall:montra-2026'],
      [url, 'FORA\\srv-wall:Montra-2026'],
      [url, 'CASA\\srv-wal:Montra-2026'],
    ]);
    expect(codes).toEqual(['200', '401', '401', '401']);
    expect(stored.map((raw) => raw.body)).toEqual(['{"id":"7"}']);
  });

  it.skipIf(!features.includes('NTLM'))('is refused behind a forwarding header', async () => {
    const { url } = await door({ tokens: [], ntlm });
    expect(await asyncCurls([[url, 'CASA\\srv-wall:Montra-2026', '-H', 'X-Forwarded-For: 10.0.0.1']])).toEqual(['401']);
  });

  it('a challenge belongs to its connection and is used once', async () => {
    const { url } = await door({ tokens: [], ntlm });
    const one = new Agent({ keepAlive: true, maxSockets: 1 });
    const type1 = Buffer.from('4e544c4d535350000100000007820000', 'hex').toString('base64');
    const first = await raw(url, one, `NTLM ${type1}`);
    expect(first.status).toBe(401);
    expect(first.challenge).toMatch(/^NTLM \S{20,}/);
    // A Type 3 without any proof on the same connection, and a bare request after it: both are strangers.
    const type3 = Buffer.concat([Buffer.from('4e544c4d5353500003000000', 'hex'), Buffer.alloc(80)]).toString('base64');
    expect((await raw(url, one, `NTLM ${type3}`)).status).toBe(401);
    expect((await raw(url, one, null)).status).toBe(401);
    one.destroy();
  });

  async function asyncCurls(calls: readonly (readonly [string, string, ...string[]])[]): Promise<string[]> {
    const results: string[] = [];
    for (const [url, user, ...more] of calls) {
      results.push(
        await new Promise<string>((resolve) => {
          const child = spawn('curl', [
            '-s',
            '-o',
            '/dev/null',
            '-w',
            '%{http_code}',
            '-m',
            '10',
            '--ntlm',
            '-u',
            user,
            '-d',
            '{"id":"7"}',
            ...more,
            url,
          ]);
          let out = '';
          child.stdout.on('data', (chunk) => (out += String(chunk)));
          child.on('close', () => resolve(out));
        }),
      );
    }
    return results;
  }
});

function raw(url: string, agent: Agent, authorization: string | null): Promise<{ status: number; challenge: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: 'POST', agent, headers: authorization ? { authorization } : {} },
      (response) => {
        response.resume();
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, challenge: String(response.headers['www-authenticate'] ?? '') }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
}
