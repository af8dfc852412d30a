import { spawn, spawnSync } from 'node:child_process';
import { Agent, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { RawHook } from '../../lib/pbx/hook.ts';
import { CannotStore } from '../../server/db/input-log.ts';
import { ntProof } from '../../server/hooks/ntlm.ts';
import { rawHook } from '../../server/hooks/raw-hook.ts';
import { hooksRoute } from '../../server/hooks/route.ts';
import type { SenderSettings } from '../../server/hooks/senders.ts';
import { manualClock } from '../support/manual-clock.ts';

const log = pino({ level: 'silent' });
const open: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of open.splice(0)) await app.close();
});

async function door(
  senders: SenderSettings,
  accept?: (raw: RawHook) => string | null | Promise<string | null>,
  underWayAtMost?: number,
) {
  const app = Fastify({ forceCloseConnections: true });
  const stored: RawHook[] = [];
  hooksRoute(app, {
    senders,
    clock: manualClock(),
    log,
    ...(underWayAtMost === undefined ? {} : { underWayAtMost }),
    board: {
      async acceptHook(raw) {
        stored.push(raw);
        return { reading: { ok: false, reason: 'no_id', detail: '' }, callRef: accept ? await accept(raw) : 'r1' };
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

  it('no spelling of a credential in the query is stored, and nothing else is dropped', () => {
    const kept = (query: string) =>
      rawHook({ method: 'GET', url: `/hooks?${query}`, contentType: undefined, body: null }).query;
    // The manual prints `Authorization` and `Autorization`; its tables translate the name.
    for (const name of ['Authorization', 'Autorization', 'autorizacao', 'autorizacion', 'autoriza%C3%A7%C3%A3o']) {
      expect(kept(`id=1&${name}=s3cret&st=timbre`), name).toBe('id=1&st=timbre');
      expect(kept(`${name}[]=s3cret`), name).toBe('');
    }
    for (const name of ['token', 'access_token', 'X-Auth-Token', 'api-key', 'password', '%74oken']) {
      expect(kept(`${name}=s3cret`), name).toBe('');
    }
    expect(kept('autor=Ana&status=ok&key=7&%zz=1')).toBe('autor=Ana&status=ok&key=7&%zz=1');
  });

  it('bodies still on their way count: beyond the bound a sender is told to come back', async () => {
    const { url, stored } = await door(senders, () => 'r1', 2);
    const unfinished = () => {
      const headers = { authorization: 't0ken-abc', 'content-length': '100' };
      const request = httpRequest(url, { method: 'POST', agent: false, headers });
      // Cut off by this test.
      request.on('error', () => undefined);
      request.write('{');
      return request;
    };
    const status = async () => (await post(url, 't0ken-abc')).status;
    const held = [unfinished(), unfinished()];
    await expect.poll(status).toBe(503);
    const answer = await post(url, 't0ken-abc');
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({ error: { code: 'cannot_store' } });
    for (const request of held) request.destroy();
    await expect.poll(status).toBe(200);
    expect(stored.every((raw) => raw.body === '{"id":"1"}')).toBe(true);
  });

  it('who hangs up while the disk works still counts until it is done', async () => {
    let done: () => void = () => undefined;
    const disk = new Promise<void>((resolve) => {
      done = resolve;
    });
    let slow = true;
    const { url, stored } = await door(senders, () => (slow ? disk.then(() => 'r1') : 'r1'), 1);
    const impatient = new AbortController();
    const first = post(url, 't0ken-abc', { signal: impatient.signal });
    await expect.poll(() => stored.length).toBe(1);
    impatient.abort();
    await expect(first).rejects.toThrow();
    slow = false;
    expect((await post(url, 't0ken-abc')).status).toBe(503);
    done();
    await expect.poll(async () => (await post(url, 't0ken-abc')).status).toBe(200);
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

  it('a Type 3 holds once, on the connection of its challenge, and never behind a proxy', async () => {
    const { url, stored } = await door({ tokens: [], ntlm });
    const [one, other] = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
    if (!one || !other) throw new Error('two connections');
    const type1 = `NTLM ${Buffer.from('4e544c4d535350000100000007820000', 'hex').toString('base64')}`;
    const proof = type3((await raw(url, one, type1)).challenge);
    // Another connection asked for a challenge of its own: a recorded answer to the first does not fit it.
    await raw(url, other, type1);
    expect((await raw(url, other, proof)).status).toBe(401);
    expect((await raw(url, one, proof)).status).toBe(200);
    expect((await raw(url, one, null)).status).toBe(200);
    expect((await raw(url, other, null)).status).toBe(401);
    for (const header of ['x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via']) {
      expect((await raw(url, one, null, { [header]: '10.0.0.1' })).status, header).toBe(401);
    }
    expect((await raw(url, one, null)).status).toBe(200);
    // The same answer again: its challenge was used, and the connection loses what it had.
    expect((await raw(url, one, proof)).status).toBe(401);
    expect((await raw(url, one, null)).status).toBe(401);
    expect(stored).toHaveLength(3);
    one.destroy();
    other.destroy();
  });

  /** The Authorization header that answers a challenge, as a client that knows the password makes it. */
  function type3(challengeHeader: string): string {
    const challenge = Buffer.from(challengeHeader.slice('NTLM '.length), 'base64').subarray(24, 32);
    const blob = Buffer.alloc(44, 1);
    const response = Buffer.concat([ntProof(ntlm.password, ntlm.user, ntlm.domain, challenge, blob), blob]);
    const fields = [
      Buffer.alloc(24),
      response,
      ...[ntlm.domain, ntlm.user, 'PC'].map((t) => Buffer.from(t, 'utf16le')),
    ];
    const head = Buffer.alloc(64);
    head.write('NTLMSSP\0', 'latin1');
    head.writeUInt32LE(3, 8);
    let offset = head.length;
    for (const [index, part] of fields.entries()) {
      head.writeUInt16LE(part.length, 12 + index * 8);
      head.writeUInt16LE(part.length, 14 + index * 8);
      head.writeUInt32LE(offset, 16 + index * 8);
      offset += part.length;
    }
    head.writeUInt32LE(1, 60);
    return `NTLM ${Buffer.concat([head, ...fields]).toString('base64')}`;
  }

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

function raw(
  url: string,
  agent: Agent,
  authorization: string | null,
  more: Readonly<Record<string, string>> = {},
): Promise<{ status: number; challenge: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: 'POST', agent, headers: { ...more, ...(authorization ? { authorization } : {}) } },
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
