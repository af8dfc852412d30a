// Finding and erasing over HTTP: who may, what is written down first, and what no log line may hold.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { Erasure, NumberFound } from '../../lib/protocol/privacy-shapes.ts';
import { RetentionTold } from '../../lib/protocol/retention.ts';
import { verifyAudit } from '../../server/access/audit-verify.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';
import { cookieIn } from './http-house.ts';

const appSecret = 'made-up-app-secret-of-forty-characters-xx';
const mine = '912345678';
const Failure = z.object({ error: z.object({ code: z.string() }) });
const Answered = z.object({ erasure: Erasure });

let house: WholeApp;
let cookie: string;
const open = { variables: { APP_SECRET: appSecret, PBX_POLL_MS: '60000' } };
beforeEach(async () => {
  house = await wholeApp(open);
  cookie = await signIn();
});
afterEach(() => house.close());

async function signIn() {
  const answer = await fetch(`${house.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: 'made-up-admin-password' }),
  });
  return cookieIn(answer.headers);
}
const ask = (method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = { cookie }) =>
  fetch(`${house.url}/api/v1/privacy/${path}`, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const codeOf = async (answer: Response) => [answer.status, Failure.parse(await answer.json()).error.code];
const unread = () => house.hook({ Id_llamada: '1780300000.1', Estado_llamado: `+351 ${mine}`, Telefono: mine });
const audited = async () => {
  const rows = await house.app.services.db.selectFrom('audit').selectAll().orderBy('sequence').execute();
  return rows.filter(({ kind }) => kind === 'number_searched' || kind === 'number_erased');
};

it('[A28] found, refused without its last digits, erased; each written down before, and the trail stays whole', async () => {
  await unread();
  const found = NumberFound.parse(await (await ask('POST', 'find', { number: '+351 912 345 678' })).json());
  expect(found).toMatchObject({ number: `+351${mine}`, blocked: null });
  const count = (name: string) => found.places.find((place) => place.name === name)?.count;
  expect([count('log'), count('dead_letters'), count('calls')]).toEqual([1, 1, 0]);

  const wrong = await ask('POST', 'erase', { number: mine, confirm: '1234' });
  expect(await codeOf(wrong)).toEqual([422, 'confirm_mismatch']);
  expect((await audited()).map(({ kind }) => kind)).toEqual(['number_searched']);

  const answer = await ask('POST', 'erase', { number: mine, confirm: '5678' });
  expect(answer.status).toBe(200);
  const { erasure } = Answered.parse(await answer.json());
  expect(erasure).toMatchObject({ state: 'done', number: '••• ••• 678', file: 'clean' });
  expect(Answered.parse(await (await ask('GET', 'erase')).json())).toEqual({ erasure });
  const rows = await audited();
  expect(rows.map(({ kind }) => kind)).toEqual(['number_searched', 'number_erased']);
  expect(rows.at(-1)?.details).toContain('••• ••• 678');
  expect(JSON.stringify(rows)).not.toContain(mine);
  expect(await verifyAudit(house.app.services.db, appSecret)).toMatchObject({ ok: true });

  const again = NumberFound.parse(await (await ask('POST', 'find', { number: mine })).json());
  expect(again.places.reduce((sum, place) => sum + place.count, 0)).toBe(0);
  const bytes = ['', '-wal'].map((end) => readFileSync(join(house.directory, `wallboard.db${end}`)).toString('latin1'));
  expect(bytes.join('')).not.toMatch(/912.{0,3}345.{0,3}678/s);
  expect(house.lines.join('\n')).not.toMatch(/912.{0,3}345.{0,3}678/);
});

it('[A28] what cannot be written to the audit trail is not done', async () => {
  await unread();
  await house.app.services.db.schema.alterTable('audit').renameTo('elsewhere').execute();
  expect(await codeOf(await ask('POST', 'erase', { number: mine, confirm: '5678' }))).toEqual([503, 'cannot_store']);
  const rows = await house.app.services.db.selectFrom('log').select('payload').execute();
  expect(rows.some(({ payload }) => payload.includes(mine))).toBe(true);
  await house.app.services.db.schema.alterTable('elsewhere').renameTo('audit').execute();
});

it('[A28] not while a call with it is shown; no manager; no extension', async () => {
  await house.hook({ Id_llamada: '1780300000.2', Extension: '116', Estado_llamado: 'timbre', Telefono_contacto: mine });
  const live = await ask('POST', 'erase', { number: mine, confirm: '5678' });
  expect(await codeOf(live)).toEqual([409, 'number_in_use']);
  const found = NumberFound.parse(await (await ask('POST', 'find', { number: mine })).json());
  expect(found.blocked).toBe('number_in_use');
  const byManager = await ask('POST', 'find', { number: mine }, { authorization: `Bearer ${tokens.api}` });
  expect(await codeOf(byManager)).toEqual([403, 'not_permitted']);
  expect(await codeOf(await ask('POST', 'find', { number: '116' }))).toEqual([422, 'invalid_number']);
});

it('[A29] how long things are kept is set within bounds; the keys of hashed numbers go with it at once', async () => {
  const { db } = house.app.services;
  const keys = async () => {
    const rows = await db.selectFrom('meta').select('key').where('key', 'like', 'audit_number_key:%').execute();
    return rows.map(({ key }) => key.split(':')[1]?.slice(0, 7)).sort();
  };
  const month = (ago: number) => new Date(Date.now() - ago * 30.4 * 86_400_000).toISOString().slice(0, 7);
  for (const ago of [0, 2, 6]) {
    await db
      .insertInto('meta')
      .values({ key: `audit_number_key:${month(ago)}.aaaaaaaa`, value: 'x' })
      .execute();
  }
  const put = (body: object) =>
    fetch(`${house.url}/api/v1/settings/retention`, {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const read = await fetch(`${house.url}/api/v1/settings/retention`, { headers: { cookie } });
  const told = RetentionTold.parse(await read.json());
  expect(told.days).toEqual({ log: 30, calls: 90, deadLetters: 90, orders: 90, records: 731 });
  expect(told.bounds.orders).toEqual({ least: 2, most: 1_095, usual: 90 });

  for (const wrong of [{ log: 0 }, { log: 366 }, { calls: 1.5 }, { log: 60, deadLetters: 59 }, { weeks: 2 }]) {
    expect((await put(wrong)).status, JSON.stringify(wrong)).toBe(422);
  }
  expect(await keys()).toEqual([month(6), month(2), month(0)].sort());
  expect(RetentionTold.parse(await (await put({ orders: 100, calls: 7 })).json()).days).toEqual({
    log: 30,
    calls: 7,
    deadLetters: 90,
    orders: 100,
    records: 731,
  });
  expect(await keys()).toEqual([month(2), month(0)].sort());
  expect((await put({ orders: 2 })).status).toBe(200);
  expect(await keys()).toContain(month(0));
  expect(await keys()).not.toContain(month(2));
  const rows = await db.selectFrom('audit').select(['kind', 'subject', 'details']).orderBy('sequence').execute();
  expect(rows.filter(({ subject }) => subject === 'retention').map(({ details }) => JSON.parse(details))).toEqual([
    { calls: 7, orders: 100 },
    { orders: 2 },
  ]);
});
