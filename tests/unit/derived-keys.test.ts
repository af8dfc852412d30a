// What existing databases hold must open for ever: values written down when they were made, by the versions before.
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { headKeyOf, openHead, sealHead } from '../../server/access/audit-chain.ts';
import { createNumberKeys } from '../../server/access/audit-number-key.ts';
import { createTokenHash, deriveKey } from '../../server/access/derive-key.ts';
import { createNumberHash } from '../../server/access/number-hash.ts';
import { createSeal } from '../../server/access/seal.ts';
import { connect } from '../../server/db/connect.ts';
import { openDb } from '../../server/db/open.ts';

const secret = 'made-up-app-secret-of-forty-characters-xx';
const directory = mkdtempSync(join(tmpdir(), 'wallboard-keys-'));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('[A31] each use of APP_SECRET has the key it always had, and no two share one', () => {
  const keys = {
    'wallboard audit head': '8a05a53c6bef3fe46e30f9cc57afd2f26fa4291401e9d9a6d90a929c088fa33e',
    'wallboard audit number keys': '3d85d8fe09e55962aec7ba0ff9355e97d71dc13abbb011b042b59c581e7dccef',
    'wallboard: tokens of agents, 1': 'b6b5f31085edeeb03475a264c6d1cd7b382d09cf6b9b164d1a05dc6170259578',
    'wallboard: numbers of orders, 1': 'ef18e6b48f951d6fe50da80d575746fc723cdf66356a65ade761ad9e2c20e9f0',
  };
  for (const [use, hex] of Object.entries(keys)) expect(deriveKey(secret, use).toString('hex'), use).toBe(hex);
});

test('[A31] sealed tokens, hashes of numbers and cookies, and the trail’s end of earlier versions still hold', () => {
  const sealed = '-4stu97KWwguT9URKvbfqQI-oi4NAbyxHJOkDArCD89vLqhGDHjboGWzRmKMWFYKktJO8VMobGGbsETpXahQvKBmZ0O4CdC2';
  const seal = createSeal(secret, 'tokens of agents, 1');
  const about = 'session-1 https://pbx.example.net/rest.php';
  expect(seal.open(sealed, about)).toBe('{"access":"a","refresh":null,"validUntil":1}');
  expect(seal.open(sealed, 'session-2 https://pbx.example.net/rest.php')).toBeNull();
  expect(createSeal(secret, 'another use').open(sealed, about)).toBeNull();
  expect(createSeal(`${secret}x`, 'tokens of agents, 1').open(sealed, about)).toBeNull();
  expect(createNumberHash(secret)('00351912345678')).toBe('pOHyj5MVxR0wrUSs2DDJOYEhhCcDFOgTZO91LWg3dHE');
  expect(createTokenHash(secret)('made-up-cookie')).toBe('DCpSJONAnbkmW8MXgHi_ioyOOicYvIV6zfWt5fKqhMc');
  const head = { sequence: 3, hash: 'A'.repeat(43) };
  const end = `3.${'A'.repeat(43)}.9EOWlvYZFZk1OOwoN03DBaqiqs6sUbNW0zm4zHgCUho`;
  expect(sealHead(headKeyOf(secret), head)).toBe(end);
  expect(openHead(headKeyOf(secret), end)).toEqual(head);
});

test('[A31] a key of the trail’s numbers opens in the form of earlier versions and in today’s', async () => {
  const url = `file:${join(directory, 'x.db')}`;
  await (await openDb(url)).close();
  const { kysely: db, close } = await connect(url);
  const value = 'BwcHBwcHBwcHBwcH.kEtP-fSjNnyjvPHJXrtp5w.PgsLNom8uAlwcQ5OHxS5vtoAl4M5QT-LVotdd0n2Jic';
  await db.insertInto('meta').values({ key: 'audit_number_key:2026-03.00112233', value }).execute();
  const at = Date.UTC(2026, 2, 2);
  const number = '+351912345678';
  const hash = createHmac('sha256', Buffer.alloc(32, 9)).update(number).digest('base64url');
  expect(await createNumberKeys({ db, appSecret: secret }).hash(number, at)).toEqual({ key: '2026-03.00112233', hash });
  const later = Date.UTC(2026, 3, 2);
  const drawn = await createNumberKeys({ db, appSecret: secret }).hash(number, later);
  expect(await createNumberKeys({ db, appSecret: secret }).hash(number, later)).toEqual(drawn);
  const other = await createNumberKeys({ db, appSecret: `${secret}x` }).hash(number, later);
  expect(other.key).not.toBe(drawn.key);
  await close();
});
