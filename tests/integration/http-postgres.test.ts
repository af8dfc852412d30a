// The same promises on PostgreSQL. Runs where TEST_PG_URL names a server on which a database may be made.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { resetPassword } from '../../server/access/reset.ts';
import { house } from './http-house.ts';

const server = process.env.TEST_PG_URL;

test.skipIf(!server)('[A6] [A12] sign-in, orders, keys and the guard hold on PostgreSQL', async () => {
  const url = new URL(server ?? '');
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  const name = `wallboard_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name}`);
  try {
    url.pathname = `/${name}`;
    const at = await house({ DATABASE_URL: url.href });
    try {
      const as = await at.signIn();
      const order = (number: string, headers: Record<string, string> = {}) =>
        at.ask('POST', '/api/v1/calls', { as, body: { agent: '116', number }, headers });
      const key = { 'idempotency-key': 'k-1' };
      const first = await order('912345678', key);
      expect(first.status).toBe(202);
      await at.reopen();
      expect((await order('912345678', key)).text).toBe(first.text);
      expect((await order('912345679', key)).code).toBe('idempotency_mismatch');
      expect((await order('912345678')).code).toBe('repeat_too_soon');
      expect(at.pbx.ordered).toHaveLength(1);
      expect((await at.ask('GET', '/api/v1/settings/connection', { as })).status).toBe(200);
      expect((await at.ask('GET', '/api/v1/calls/1630045541.7', { as })).code).toBe('not_found');
      expect(await resetPassword(at.db, 'admin', async () => undefined)).not.toBeNull();
      expect((await at.ask('GET', '/api/v1/session', { as })).status).toBe(401);
    } finally {
      await at.close();
    }
  } finally {
    await admin.query(`drop database ${name}`);
    await admin.end();
  }
});
