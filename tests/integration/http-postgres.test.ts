// The same promises on PostgreSQL. Runs where TEST_PG_URL names a server on which a database may be made.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { readTicket } from '../../lib/records/ticket.ts';
import { resetPassword } from '../../server/access/reset.ts';
import { openReader } from '../../server/db/open-reader.ts';
import { createTicketStore } from '../../server/records/store-tickets.ts';
import { type House, house } from './http-house.ts';

const server = process.env.TEST_PG_URL;

async function onPostgres(work: (at: House) => Promise<void>): Promise<void> {
  const url = new URL(server ?? '');
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  const name = `wallboard_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name}`);
  try {
    url.pathname = `/${name}`;
    const at = await house({ DATABASE_URL: url.href });
    try {
      await work(at);
    } finally {
      await at.close();
    }
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
}

test.skipIf(!server)('[K12] [K19] records are read and exported on PostgreSQL, by a thread that cannot write', () =>
  onPostgres(async (at) => {
    const row = { identificador: '1645022130.56', llamante: '912345678', llamado: '116', estado: 'Contestada' };
    const reading = readTicket(
      'calls',
      { ...row, direccion: 'Entrante' },
      { timezone: 'Europe/Madrid', queues: new Set(), queueOfDdi: new Map() },
    );
    if (!reading.ok) throw new Error(reading.why);
    await createTicketStore(at.db).store([reading.ticket], {
      ...{ homeCode: '351', targetMs: () => 20_000, shortAbandonMs: () => 5_000 },
      ...{ ledgerFrom: 0, ledgerDeadlineMs: 0, now: 0 },
    });
    const page = await at.ask('GET', '/api/v1/records?number=3456', { as: 'token' });
    expect(page.json).toMatchObject({ total: 1, rows: [{ id: '1645022130.56', party: '912345678' }] });
    const file = await at.ask('GET', '/api/v1/records/export?format=csv', { as: 'token' });
    expect(file.text).toContain(';912345678;116;');
    const { kysely } = openReader(at.env.databaseUrl);
    await expect(kysely.deleteFrom('record').execute()).rejects.toThrow(/read-only/);
    await kysely.destroy();
  }),
);

test.skipIf(!server)('[A6] [A12] sign-in, orders, keys and the guard hold on PostgreSQL', () =>
  onPostgres(async (at) => {
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
  }),
);
