// Every secret the house holds, sent through everything it does, with logs at their loudest and errors forced wherever a
// secret is near: afterwards none is found in logs, database, answers, frames, exports or metrics.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret as Base32, TOTP } from 'otpauth';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { type Endpoint, endpoints } from '../../lib/protocol/endpoints.ts';
import { auditReport } from '../../server/cli/verify-audit.ts';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';
import { type BoardClient, boardClient, refusalOf } from '../support/board-client.ts';
import { type EchoingPbx, echoingPbx } from '../support/echoing-pbx.ts';
import { openLimits } from '../support/simulated-house.ts';
import { type WholeApp, wholeApp } from '../support/whole-app.ts';

const rounds = process.env.FULL ? 10 : 1;
const auths = ['global', 'oauth2'] as const;
let simulator: Simulator;
let pbx: EchoingPbx;
let house: WholeApp;
const clients: BoardClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await house.close();
  await pbx.close();
  await simulator.close();
});

const Secret = z.object({ secret: z.string(), code: z.optional(z.string()) });
const Made = z.object({ user: z.object({ id: z.string() }), password: z.string() });

test.each(auths)(
  '[A14] PBX_AUTH=%s: no secret is anywhere it was not sent to',
  async (auth) => {
    /** Name to value, as each comes into being. */
    const secrets = new Map<string, string>();
    const know = (name: string, value: string | null | undefined) => {
      if (!value || value.length < 6) throw new Error(`${name} is no secret to look for`);
      secrets.set(name, value);
      return value;
    };
    /** Everything that left the house, by where it went; what was meant to hold a secret goes without it. */
    const left: { where: string; text: string }[] = [];

    simulator = await createSimulator({ agents: 6, dialPlan: 'answer' });
    pbx = await echoingPbx(simulator.url);
    const { agents } = simulator.office;
    const service = agents[0]?.extension ?? '';
    const extension = agents[1]?.extension ?? '';
    const env = {
      API_TOKEN: know('API token of the environment', 'api-Zq8+/w4 rT1xx'),
      APP_SECRET: know('APP_SECRET', 'app-secret-"quoted"-8d1f0c2b7a6e5943'),
      ADMIN_PASSWORD: know('administrator’s password', 'admin-päss/w0rd+&=%'),
      HOOK_TOKEN: know('webhook token', 'hook-tok/en+77=x1'),
      HOOK_BASIC: `hookuser:${know('webhook Basic', 'hook-basic-91&x=2')}`,
      HOOK_NTLM: `DOMAIN\\ntlmuser:${know('webhook NTLM', 'hook-ntlm-64%zz')}`,
      PBX_CLIENT_SECRET: know('PBX client secret', simulator.keys.webPassword(service)),
    };
    know('PBX token', simulator.keys.globalToken);
    house = await wholeApp({
      variables: {
        ...env,
        LOG_LEVEL: 'trace',
        PBX_URL: pbx.url,
        PBX_AUTH: auth,
        PBX_TOKEN: simulator.keys.globalToken,
        PBX_AGENT: service,
        PBX_CLIENT_ID: service,
        PBX_TENANT: simulator.keys.tenant,
      },
    });
    const { access, db, settings } = house.app.services;

    async function ask(
      method: string,
      path: string,
      headers: Record<string, string> = {},
      body?: unknown,
      raw?: string,
    ) {
      const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const answer = await fetch(`${house.url}${path}`, {
        method,
        redirect: 'manual',
        headers: { ...(sent === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(sent === undefined ? {} : { body: sent }),
      });
      const text = await answer.text();
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const heads = [...answer.headers].filter(([name]) => name !== 'set-cookie');
      return { status: answer.status, text, heads, cookie, where: `${method} ${path.split('?')[0]?.slice(0, 60)}` };
    }
    type Answer = Awaited<ReturnType<typeof ask>>;
    const seen = (answer: Answer) => {
      left.push({ where: `answer ${answer.where}`, text: `${JSON.stringify(answer.heads)} ${answer.text}` });
      return answer;
    };
    /** Shown once to whoever asked: that one value is meant to be in this one answer. */
    const shownOnce = (answer: Answer, ...values: string[]) => {
      const text = values.reduce((rest, value) => rest.replaceAll(value, ''), answer.text);
      left.push({ where: `answer ${answer.where}`, text });
    };
    const listen = (cookie: string) => {
      const client = boardClient(house.url, { auth: { token: undefined }, headers: { cookie } });
      client.socket.onAny((...all: unknown[]) => left.push({ where: 'frame', text: JSON.stringify(all) }));
      clients.push(client);
      return client;
    };
    const signIn = async (body: object) => {
      const answer = seen(await ask('POST', '/api/v1/session', {}, body));
      return answer;
    };
    const bearer = { authorization: `Bearer ${env.API_TOKEN}` };

    // Everybody comes in.
    const admin = await signIn({ username: 'admin', password: env.ADMIN_PASSWORD });
    expect(admin.status).toBe(200);
    know('session cookie', admin.cookie.split('=')[1]);
    const as = { cookie: admin.cookie };
    seen(await ask('PUT', '/api/v1/settings/dialling', as, openLimits));
    const person = await ask('POST', '/api/v1/settings/users', as, { username: 'rita', role: 'supervisor' });
    const { user, password } = Made.parse(JSON.parse(person.text));
    shownOnce(person, know('drawn password', password));
    const rita = await signIn({ username: 'rita', password });
    const next = know('changed password', 'chosen-by-rita-"77"');
    const changed = seen(
      await ask('POST', '/api/v1/session/password', { cookie: rita.cookie }, { current: password, next }),
    );
    know('cookie after the change', changed.cookie.split('=')[1]);
    const reset = await ask('POST', `/api/v1/settings/users/${user.id}/password`, as, {});
    shownOnce(
      reset,
      know('password drawn anew', z.object({ password: z.string() }).parse(JSON.parse(reset.text)).password),
    );
    const token = await ask('POST', '/api/v1/settings/tokens', as, { name: 'crm', role: 'manager' });
    const made = Secret.parse(JSON.parse(token.text));
    shownOnce(token, know('program’s token', made.secret));

    const begun = await ask('POST', '/api/v1/account/totp', as, { password: env.ADMIN_PASSWORD });
    const factor = z.object({ secret: z.string(), uri: z.string() }).parse(JSON.parse(begun.text));
    shownOnce(begun, know('secret of the second factor', factor.secret));
    const oneTime = new TOTP({ secret: Base32.fromBase32(factor.secret) });
    const confirmed = await ask('POST', '/api/v1/account/totp/confirm', as, { code: oneTime.generate() });
    const { codes } = z.object({ codes: z.array(z.string()) }).parse(JSON.parse(confirmed.text));
    shownOnce(confirmed, ...codes);
    know('recovery code', codes[0]);
    know('used recovery code', codes[1]);
    seen(await signIn({ username: 'admin', password: env.ADMIN_PASSWORD, code: codes[1] }));

    const webPassword = know('agent’s web password', simulator.keys.webPassword(extension));
    await expect.poll(() => Object.keys(house.app.services.liveBoard.board().agents).length).toBeGreaterThan(0);
    const agent = await signIn({ extension, password: webPassword });
    expect(agent.status, agent.text).toBe(200);
    know('agent’s cookie', agent.cookie.split('=')[1]);
    const agentSession = await access.session({ cookie: agent.cookie });
    const keys = agentSession && (await access.agentKeys.find(agentSession.sessionId));
    know('OAuth access token', keys?.access);
    know('OAuth refresh token', keys?.refresh);

    const asking = await ask('POST', '/api/v1/pairing', {}, { width: 1920, height: 1080 });
    const pairing = Secret.parse(JSON.parse(asking.text));
    const code = know('pairing code', pairing.code);
    shownOnce(asking, know('pairing secret', pairing.secret), code);
    shownOnce(await ask('GET', `/api/v1/settings/screens/pairing/${code}`, as), code);
    const screen = {
      name: 'Sala',
      pages: [{ path: '/wall', seconds: 30 }],
      inches: 55,
      metres: 4,
      theme: 'dark',
      locale: 'pt-PT',
    };
    expect(seen(await ask('POST', `/api/v1/settings/screens/pairing/${code}`, as, screen)).status).toBe(200);
    const claimed = seen(await ask('POST', '/api/v1/pairing/claim', {}, { secret: pairing.secret }));
    know('screen’s token', claimed.cookie.split('=')[1]);

    // Everybody listens.
    for (const cookie of [admin.cookie, agent.cookie, claimed.cookie]) {
      const client = listen(cookie);
      await client.until((c) => c.board() !== null);
    }
    const wrong = boardClient(house.url, { auth: { token: know('wrong token', 'wrong-token-0123456789') } });
    wrong.socket.on('connect_error', (error) =>
      left.push({ where: 'handshake', text: JSON.stringify([error.message, error]) }),
    );
    clients.push(wrong);
    await refusalOf(wrong);

    let number = 912_000_000;
    const order = (cookie: Record<string, string>, agentOf: string) =>
      ask(
        'POST',
        '/api/v1/calls',
        { ...cookie, 'idempotency-key': know('idempotency key', `key-${number}`) },
        { agent: agentOf, number: String(number++) },
      );
    const everything = async () => {
      for (const [method, path] of Object.values<Endpoint>(endpoints).map(
        ({ method, path }) => [method, path] as const,
      )) {
        if (method !== 'GET') continue;
        const filled = path
          .replace(':code', 'BCDF-GHJK')
          .replace(/:(extension|number)/, extension)
          .replace(/:\w+/g, '1');
        for (const who of [{}, as, bearer, { cookie: agent.cookie }, { cookie: claimed.cookie }])
          seen(await ask('GET', filled, who));
      }
      for (const path of ['/metrics', '/healthz', '/readyz', '/sign-in', '/wall']) seen(await ask('GET', path, as));
    };
    const hooks = async () => {
      const event = (n: number) => ({
        Id_llamada: `1700000000.${n}`,
        Extension: extension,
        Tipo: 'entrante',
        Estado_llamado: 'timbre',
      });
      const basic = Buffer.from(env.HOOK_BASIC).toString('base64');
      for (const authorization of [
        env.HOOK_TOKEN,
        `Bearer ${env.HOOK_TOKEN}`,
        `Basic ${basic}`,
        'NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==',
      ]) {
        seen(await ask('POST', '/hooks', { authorization }, event(1)));
        // The sender put its key, and others, wherever a template lets it.
        const around = { ...event(2), Autorizacion: authorization, nota: [...secrets.values()].slice(0, 7).join(' ') };
        seen(
          await ask(
            'POST',
            `/hooks?token=${encodeURIComponent(env.HOOK_TOKEN)}&nota=${encodeURIComponent(env.HOOK_TOKEN)}`,
            { authorization },
            around,
          ),
        );
        seen(
          await ask(
            'POST',
            '/hooks',
            { authorization, 'content-type': `text/${'x'.repeat(5)}; k="${'hook-tok/en+77=x1'}"` },
            undefined,
            `not json ${env.HOOK_TOKEN} ${basic} {"`,
          ),
        );
        seen(await ask('PUT', '/hooks', { authorization: `${authorization}x` }, event(3)));
      }
    };
    /** Bodies that are no input, with a secret in each; the answer must not say it back. */
    const badBodies = async () => {
      for (const secret of secrets.values()) {
        const quoted = JSON.stringify(secret);
        for (const raw of [
          `{"password":${quoted}`,
          `${quoted}`,
          `{"username":${quoted},"password":${quoted}}`,
          `[${quoted}]`,
        ]) {
          if (raw.includes('username') && raw.includes(JSON.stringify(env.ADMIN_PASSWORD))) continue;
          seen(await ask('POST', '/api/v1/session', as, undefined, raw));
        }
        seen(await ask('POST', '/api/v1/calls', as, { agent: secret, number: secret }));
        seen(await ask('PUT', '/api/v1/settings/agents/116', as, { kind: secret }));
        seen(
          await ask(
            'PUT',
            '/api/v1/settings/agents.csv',
            { ...as, 'content-type': 'text/csv' },
            undefined,
            `extension;kind\n${secret};${secret}\n`,
          ),
        );
        seen(await ask('GET', '/api/v1/board', { authorization: `Bearer ${encodeURIComponent(secret)}x` }));
        seen(await ask('GET', '/api/v1/calls/1', { ...as, 'x-nothing': encodeURIComponent(secret) }));
        seen(await ask('POST', '/api/v1/pairing/claim', {}, { secret }));
      }
    };

    const stood = settings.agents;
    for (let round = 0; round < rounds; round++) {
      await everything();
      await hooks();
      expect(seen(await order(as, agents[2]?.extension ?? '')).status).toBeLessThan(505);
      seen(await order({ cookie: agent.cookie }, extension));
      for (const echo of ['fields', 'words', 'page', 'error'] as const) {
        pbx.echo = echo;
        seen(await order(as, agents[3]?.extension ?? ''));
        seen(await order({ cookie: agent.cookie }, extension));
        seen(await ask('POST', `/api/v1/agents/${extension}/hang-up`, as, {}));
        seen(await ask('POST', `/api/v1/agents/${extension}/hang-up`, { cookie: agent.cookie }, {}));
        seen(await ask('GET', '/api/v1/calls/1700000000.9', as));
        seen(
          await signIn({
            extension: agents[4]?.extension,
            password: know('another web password', simulator.keys.webPassword(agents[4]?.extension ?? '')),
          }),
        );
        // Polls meet it too; of an ill PBX they come seldom.
        const polls = pbx.said.length;
        if (echo === 'fields') await expect.poll(() => pbx.said.length, { timeout: 15_000 }).toBeGreaterThan(polls);
      }
      pbx.echo = null;
      await badBodies();
      // Exceptions that hold one, in a route and in what it calls.
      for (const [name, secret] of [...secrets].slice(0, 8)) {
        Object.assign(settings, { agents: () => Promise.reject(new Error(`${name} is ${secret}, said a library`)) });
        expect(seen(await ask('GET', '/api/v1/settings/agents', as)).status).toBe(500);
      }
      for (const secret of [admin.cookie, `Bearer ${made.secret}`, `Bearer ${keys?.access}`]) {
        Object.assign(settings, {
          agents: () => Promise.reject(new Error(`headers: {"x": "${secret}"}`, { cause: secret })),
        });
        expect(seen(await ask('GET', '/api/v1/settings/agents', as)).status).toBe(500);
      }
      Object.assign(settings, { agents: stood });
      await everything();
    }
    for (const format of ['agents.csv', 'queues.csv']) seen(await ask('GET', `/api/v1/settings/${format}`, as));
    const { text } = await auditReport(db, env.APP_SECRET);
    left.push({ where: 'verify-audit', text });
    seen(await ask('DELETE', '/api/v1/session', { cookie: agent.cookie }));

    // Where they might be found, to the byte.
    for (const line of house.lines) left.push({ where: 'log', text: line });
    for (const file of readdirSync(house.directory).filter((name) => name.startsWith('wallboard.db'))) {
      left.push({ where: `bytes of ${file}`, text: readFileSync(join(house.directory, file), 'latin1') });
    }
    const hits: string[] = [];
    for (const [name, secret] of secrets) {
      if (name === 'idempotency key') continue;
      const forms = new Set([
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        Buffer.from(secret, 'utf8').toString('latin1'),
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('hex'),
      ]);
      for (const { where, text } of left) {
        for (const form of forms) if (text.includes(form)) hits.push(`${name} in ${where}: ${around(text, form)}`);
      }
    }
    const count = (prefix: string) => left.filter(({ where }) => where.startsWith(prefix)).length;
    console.info(
      `secrets under PBX_AUTH=${auth}: ${secrets.size - 1} secrets in ${count('answer')} answers, ${count('frame')} frames, ${count('log')} lines of the log at trace, ${count('bytes')} files of the database; echoed by the PBX ${pbx.said.length} times: hits ${hits.length}`,
    );
    expect([...new Set(hits)].slice(0, 20)).toEqual([]);
    expect(secrets.size - 1).toBeGreaterThanOrEqual(14);
    expect(count('log')).toBeGreaterThan(20);
    const said = pbx.said.join('\n');
    expect(said).toContain(auth === 'global' ? simulator.keys.globalToken : 'sim_access_');
  },
  300_000,
);

function around(text: string, form: string): string {
  const at = text.indexOf(form);
  return text.slice(Math.max(0, at - 60), at + form.length + 20).replace(/[^\x20-\x7e]/g, '.');
}
