import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Env, readEnv, type Variables, withDotEnv } from '../../server/env.ts';
import { createLog, secretsOf } from '../../server/log.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wallboard-env-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function read(variables: Variables): Env {
  const reading = readEnv(variables, directory);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.env;
}
function problems(variables: Variables): readonly string[] {
  const reading = readEnv(variables, directory);
  return reading.ok ? [] : reading.problems;
}

describe('environment', () => {
  test('nothing set is a sound environment outside production', () => {
    const env = read({});
    expect(env).toMatchObject({
      host: '0.0.0.0',
      port: 3000,
      pbx: null,
      pbxPollMs: 2000,
      pbxTimezone: 'Europe/Madrid',
      timezone: 'Europe/Lisbon',
      defaultLocale: 'pt-PT',
      dialAllow: ['+351', '+34'],
      dialFormat: '00',
      pbxCountry: '+351',
      adminUser: 'admin',
      adminPassword: null,
      publicOrigin: null,
    });
    expect(env.databaseFile).toBe(join(directory, 'data/wallboard.db'));
  });

  test('displays may be framed by origins written out, and by nothing wider', () => {
    expect(read({}).frameAncestors).toEqual([]);
    expect(read({ FRAME_ANCESTORS: 'none' }).frameAncestors).toEqual([]);
    const FRAME_ANCESTORS = 'https://intranet.example.pt, http://10.0.0.5:8080';
    expect(read({ FRAME_ANCESTORS }).frameAncestors).toEqual(['https://intranet.example.pt', 'http://10.0.0.5:8080']);
    for (const wide of ['*', 'https:', 'https://*', "'self'", 'https://a.pt/x', 'https://a.pt; script-src *', 'a.pt']) {
      expect(problems({ FRAME_ANCESTORS: wide }), wide).toHaveLength(1);
    }
  });

  test('every problem is told at once, by name and without a value', () => {
    const told = problems({
      NODE_ENV: 'production',
      PORT: 'eighty',
      PBX_AUTH: 'magic',
      PBX_NAMES: '{not json',
      TIMEZONE: 'Mars/Olympus',
      REDIS_URL: 'redis://secret-host',
      TLS_CERT: '/nowhere/cert.pem',
      DATABASE_URL: 'postgres://u:secret-password@host/db',
      DIAL_ALLOW: '351',
      HOOK_BASIC: 'secret-without-colon',
    });
    for (const name of [
      'PORT',
      'PBX_AUTH',
      'PBX_NAMES',
      'TIMEZONE',
      'REDIS_URL',
      'PBX_URL',
      'TLS_CERT and TLS_KEY',
      'TLS_CERT names a file',
      'APP_SECRET',
      'DIAL_ALLOW',
      'HOOK_BASIC',
    ]) {
      expect(
        told.some((line) => line.startsWith(name)),
        `${name} in\n${told.join('\n')}`,
      ).toBe(true);
    }
    expect(told.join('\n')).not.toContain('secret-');
  });

  test('each way to authenticate names what it lacks', () => {
    const PBX_URL = 'https://pbx.example/crm2rest/v2/rest.php';
    expect(problems({ PBX_URL })).toEqual([
      'PBX_TOKEN is unset: PBX_AUTH=global needs it',
      'PBX_AGENT is unset: PBX_AUTH=global needs it',
    ]);
    expect(problems({ PBX_URL, PBX_AUTH: 'oauth2', PBX_CLIENT_ID: '100' })).toHaveLength(2);
    expect(problems({ PBX_URL, PBX_AUTH: 'agent', PBX_TOKEN: 'key-of-one-agent' })).toEqual([]);
  });

  test('lists and JSON are read into what the rooms need', () => {
    const env = read({
      PBX_URL: 'https://pbx.example/crm2rest/v2/rest.php',
      PBX_TOKEN: 'key',
      PBX_AGENT: '100',
      PBX_NAMES: '{"action.hangup":["colgado","colgar"],"param.timeout":"timeout"}',
      HOOK_TOKEN: 'one, two',
      HOOK_NTLM: 'OFFICE\\pbx:pass:word',
      HOOK_FIELDS: '{"ESTADO":"st"}',
      PUBLIC_URL: 'https://wall.example.pt/',
      DIAL_ALLOW: '*',
      TRUST_PROXY: '10.0.0.0/8, ::1',
    });
    expect(env.pbx?.names).toEqual({ 'action.hangup': ['colgado', 'colgar'], 'param.timeout': ['timeout'] });
    expect(env.hooks.tokens).toEqual(['one', 'two']);
    expect(env.hooks.ntlm).toEqual({ domain: 'OFFICE', user: 'pbx', password: 'pass:word' });
    expect(env.publicOrigin).toBe('https://wall.example.pt');
    expect(env.dialAllow).toBe('*');
    expect(env.trustProxy).toEqual(['10.0.0.0/8', '::1']);
  });

  test('what would fail only later, or silently mean nothing, is told before the start', () => {
    const PBX = { PBX_TOKEN: 'key', PBX_AGENT: '100' };
    const wrong: readonly (readonly [string, Variables])[] = [
      ...['999.1.1.1/8', '10.0.0.0/33', '0.0.0.0/0', '::1/200', '10.0.0.0/8/8', '*', 'fe80::1%eth0', 'proxy.house'].map(
        (TRUST_PROXY) => ['TRUST_PROXY', { TRUST_PROXY }] as const,
      ),
      ['PBX_NAMES', { PBX_NAMES: '{"action.hangup":"colgar","action.hangUp":"colgado"}' }],
      ['HOOK_FIELDS', { HOOK_FIELDS: '{"ESTADO":"st","STATUS":"secret-field"}' }],
      ['PBX_COUNTRY', { PBX_COUNTRY: 'XX' }],
      ['PBX_COUNTRY', { PBX_COUNTRY: '+999' }],
      ['HOOK_TOKEN', { HOOK_TOKEN: ' , ,' }],
      ['HOOK_NTLM', { HOOK_NTLM: 'OFFICE\\:secret-password' }],
      ['PBX_URL', { ...PBX, PBX_URL: 'https://user:secret-password@pbx.example/rest.php' }],
      ['PBX_URL', { ...PBX, PBX_URL: 'https://pbx.example/rest.php#secret-part' }],
    ];
    for (const [name, variables] of wrong) {
      const told = problems(variables);
      expect(told, JSON.stringify(variables)).toHaveLength(1);
      expect(told[0], JSON.stringify(variables)).toMatch(new RegExp(`^${name} `));
      expect(told[0]).not.toContain('secret-');
    }
    expect(problems({ TRUST_PROXY: '10.0.0.0/8, 127.0.0.1, ::1, fd00::/8, loopback' })).toEqual([]);
    expect(problems({ PBX_COUNTRY: 'es' })).toEqual([]);
    expect(problems({ HOOK_FIELDS: '{"Estado":"st","wallref":"r"}' })).toEqual([]);
  });

  test('a certificate without its own key is told before the start', () => {
    const file = (name: string, text: string) => {
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    };
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const TLS_KEY = file('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const told = ['TLS_CERT and TLS_KEY are no certificate and its key, as PEM'];
    expect(problems({ TLS_CERT: file('cert.pem', 'no certificate'), TLS_KEY })).toEqual(told);
    expect(problems({ TLS_CERT: TLS_KEY, TLS_KEY })).toEqual(told);
    expect(problems({ TLS_CERT: file('empty.pem', ''), TLS_KEY })).toEqual([
      'TLS_CERT names a file that cannot be read',
    ]);
  });

  test('blank means unset', () => {
    expect(read({ PBX_URL: ' ', PORT: '', HOOK_TOKEN: '' })).toMatchObject({ pbx: null, port: 3000 });
  });

  test('the secret is drawn once, kept for its owner alone, and used again', () => {
    const first = read({}).appSecret;
    const file = join(directory, 'data/app-secret');
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(read({}).appSecret).toBe(first);
    writeFileSync(file, 'short');
    expect(problems({})[0]).toMatch(/^APP_SECRET.*damaged/);
  });

  test('.env is read, and the shell wins over it', () => {
    writeFileSync(join(directory, '.env'), 'PORT=4000\nHOOK_TOKEN="from file"\n');
    expect(withDotEnv({ PORT: '5000' }, directory)).toMatchObject({ PORT: '5000', HOOK_TOKEN: 'from file' });
    expect(withDotEnv({ PORT: '5000' }, join(directory, 'elsewhere'))).toEqual({ PORT: '5000' });
  });

  test('.env.example is itself a sound environment', () => {
    const example = parseEnv(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8'));
    expect(problems({ ...example, DATABASE_URL: 'file:./data/wallboard.db' })).toEqual([]);
  });
});

describe('log', () => {
  test('a known secret is blacked out wherever it turns up', () => {
    const env = read({ HOOK_TOKEN: 'hook-token-1', API_TOKEN: 'a b/c-token', ADMIN_PASSWORD: 'pa"ssword' });
    const lines: string[] = [];
    const log = createLog({ level: 'info', secrets: secretsOf(env) }, { write: (line) => void lines.push(line) });
    log.info({ err: new Error('refused hook-token-1'), password: 'whatever' }, 'GET /x?t=a%20b%2Fc-token');
    log.info({ body: { said: 'pa"ssword' }, headers: { authorization: 'Bearer z' } }, 'fine');
    const text = lines.join('');
    for (const secret of ['hook-token-1', 'a%20b%2Fc-token', 'pa\\"ssword', 'whatever', 'Bearer z']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('[secret]');
  });
});
