// The audit trail by itself: appended in order, sealed, and no row of it can be changed, removed or swapped unseen.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createAudit } from '../../server/access/audit.ts';
import { canonicalJson } from '../../server/access/audit-chain.ts';
import { dropNumberKeys } from '../../server/access/audit-number-key.ts';
import { verifyAudit } from '../../server/access/audit-verify.ts';
import { openAccessTables } from '../../server/access/tables.ts';
import { auditReport } from '../../server/cli/verify-audit.ts';
import { type Connection, connect } from '../../server/db/connect.ts';
import { createNightly } from '../../server/nightly.ts';
import { msOf, openRetention, usualRetention } from '../../server/retention.ts';
import { manualClock } from '../support/manual-clock.ts';
import { stores } from '../support/stores.ts';

const appSecret = 'made-up-app-secret-of-forty-characters-xx';
const silent = { error: () => undefined };
const who = { key: 'user:1', name: 'maria' };
let connection: Connection;
afterEach(() => connection?.close());

describe.each(stores)('on $name', (store) => {
  async function open(rows = 0) {
    connection = await store.open();
    const db = connection.kysely;
    const clock = manualClock();
    const begin = (secret = appSecret) => createAudit({ db, clock, log: silent, appSecret: secret });
    const audit = begin();
    for (let n = 1; n <= rows; n++) {
      await audit.append({ kind: 'setting_changed', who, subject: `queue ${n}`, details: { n } });
      await clock.advance(1_000);
    }
    const all = () => db.selectFrom('audit').selectAll().orderBy('sequence').execute();
    return { db, clock, begin, audit, all, verify: (secret = appSecret) => verifyAudit(db, secret) };
  }

  test('[A24] rows that were asked for at once stand in the order they were asked for, and hold', async () => {
    const { audit, all, verify } = await open();
    const numbers = Array.from({ length: 450 }, (_, n) => n);
    await Promise.all(numbers.map((n) => audit.append({ kind: 'export', who, subject: String(n) })));
    expect((await all()).map((row) => row.subject)).toEqual(numbers.map(String));
    expect(await verify()).toMatchObject({ ok: true, head: { sequence: 450 }, resealed: [] });
  });

  test('[A24] any changed cell of any row is found', async () => {
    const { db, all, verify } = await open(4);
    const changes = { at: 1, kind: 'export', who_key: null, who_name: 'x', subject: 'y', details: '{}', hash: 'z' };
    let found = 0;
    for (const row of await all()) {
      for (const [column, value] of Object.entries(changes)) {
        await db
          .updateTable('audit')
          .set({ [column]: value })
          .where('sequence', '=', row.sequence)
          .execute();
        const verdict = await verify();
        expect(verdict, `${column} of ${row.sequence}`).toMatchObject({ ok: false, sequence: row.sequence });
        found += 1;
        await db.updateTable('audit').set(row).where('sequence', '=', row.sequence).execute();
      }
    }
    expect(found).toBe(28);
    expect((await verify()).ok).toBe(true);
  });

  test('[A24] any removed row is found, the last one too', async () => {
    const { db, all, verify } = await open(4);
    for (const row of await all()) {
      await db.deleteFrom('audit').where('sequence', '=', row.sequence).execute();
      expect(await verify()).toMatchObject({
        ok: false,
        sound: row.sequence - 1,
        sequence: row.sequence,
        why: 'missing',
      });
      await db.insertInto('audit').values(row).execute();
    }
    await db.deleteFrom('audit').execute();
    expect(await verify()).toMatchObject({ ok: false, sequence: 1, why: 'missing' });
  });

  test('[A24] any two swapped rows are found', async () => {
    const { db, all, verify } = await open(4);
    const put = (row: Awaited<ReturnType<typeof all>>[number], sequence: number) =>
      db
        .updateTable('audit')
        .set({ ...row, sequence })
        .where('sequence', '=', sequence)
        .execute();
    const rows = await all();
    for (const [index, one] of rows.entries()) {
      for (const other of rows.slice(index + 1)) {
        await put(one, other.sequence);
        await put(other, one.sequence);
        expect(await verify()).toMatchObject({ ok: false, sequence: one.sequence });
        await put(one, one.sequence);
        await put(other, other.sequence);
      }
    }
    expect((await verify()).ok).toBe(true);
  });

  test('[A24] a trail written anew with sound hashes does not fit its seal, nor does a row added behind it', async () => {
    const { db, all, begin, verify } = await open(3);
    const before = await db.selectFrom('meta').selectAll().where('key', '=', 'audit_head').executeTakeFirstOrThrow();
    await db.deleteFrom('audit').execute();
    await db.deleteFrom('meta').execute();
    // A forger has the program and the table, not the secret.
    const forger = begin('another-secret-of-thirty-two-characters');
    for (const n of [1, 2, 3]) await forger.append({ kind: 'setting_changed', who, subject: `queue 9${n}` });
    await db.updateTable('meta').set(before).where('key', '=', 'audit_head').execute();
    expect(await verify()).toMatchObject({ ok: false, sequence: 3, why: 'unsealed' });
    // Nor is it hidden by what an honest server appends after it.
    await begin().append({ kind: 'export', who });
    expect((await verify()).ok).toBe(false);
    expect(await all()).toHaveLength(4);
  });

  test('[A24] rows cut off while the server was down stay missing after it goes on', async () => {
    const { db, begin, verify } = await open(5);
    await db.deleteFrom('audit').where('sequence', '>', 3).execute();
    await begin().append({ kind: 'export', who });
    expect(await verify()).toMatchObject({ ok: false, sound: 3, sequence: 4, why: 'missing' });
  });

  test('[A24] under another APP_SECRET the trail goes on, and tells for ever where it was sealed anew', async () => {
    const { begin, all, verify } = await open(2);
    const next = 'the-next-app-secret-of-forty-characters-x';
    expect(await verify(next)).toMatchObject({ ok: false, why: 'unsealed' });
    await begin(next).append({ kind: 'export', who });
    expect((await all()).map((row) => row.kind)).toEqual([
      'setting_changed',
      'setting_changed',
      'audit_resealed',
      'export',
    ]);
    expect(await verify(next)).toMatchObject({ ok: true, resealed: [3], head: { sequence: 4 } });
  });

  test('[A24] the operator reads how many rows hold, or the first that does not', async () => {
    const { db } = await open(3);
    const report = () => auditReport(db, appSecret);
    expect(await report()).toMatchObject({ sound: true, text: expect.stringMatching(/^3 rows are sound/) });
    await db.updateTable('audit').set({ subject: 'queue 7' }).where('sequence', '=', 2).execute();
    expect(await report()).toMatchObject({ sound: false, text: expect.stringMatching(/broken at row 2.*1 rows/) });
  });

  test('[A24] the night drops the keys of numbers with the orders, by whole months, and the trail still holds', async () => {
    const { db, clock, audit, verify } = await open();
    const begin = async () => {
      const done = Promise.withResolvers<void>();
      const log = { info: () => done.resolve(), error: done.reject };
      const retention = await openRetention({ db, log });
      const nightly = createNightly({ db, clock, log, timezone: 'Europe/Lisbon', retention });
      nightly.begin();
      await done.promise;
      await nightly.stop();
    };
    await openAccessTables(db);
    await audit.append({ kind: 'order_intended', who, details: await audit.numberDetails('+351912345678') });
    const keys = async () => {
      const kept = await db.selectFrom('meta').select('key').where('key', 'like', 'audit_number_key:%').execute();
      return kept.length;
    };
    await clock.advance(msOf(usualRetention.orders) - 86_400_000);
    await begin();
    expect(await keys()).toBe(1);
    await clock.advance(33 * 86_400_000);
    await begin();
    expect(await keys()).toBe(0);
    expect(await verify()).toMatchObject({ ok: true, head: { sequence: 1 } });
  });

  test('[A24] a number is one hash within a month, another in the next; a dropped key is gone', async () => {
    const { db, clock, begin, audit } = await open();
    const number = '+351912345678';
    const first = await audit.numberDetails(number);
    expect(first.number).toBe('••• ••• 678');
    expect(await begin().numberDetails(number)).toEqual(first);
    expect((await audit.numberDetails('+351912345679')).hash).not.toBe(first.hash);
    const before = await db.selectFrom('meta').selectAll().execute();
    expect(before.map(({ key }) => key)).toEqual([`audit_number_key:${first.key}`]);

    await clock.advance(40 * 86_400_000);
    const second = await audit.numberDetails(number);
    expect([second.hash === first.hash, second.key === first.key]).toEqual([false, false]);
    expect(await dropNumberKeys(db, clock.now())).toBe(1);
    const left = await db.selectFrom('meta').select('key').execute();
    expect(left).toEqual([{ key: `audit_number_key:${second.key}` }]);
    // Who has the database and another secret cannot make the hash.
    expect((await begin('another-secret-of-thirty-two-characters').numberDetails(number)).hash).not.toBe(second.hash);
  });
});

test('[A24] one value has one text, however its fields were put in', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: undefined, A: null })).toBe('{"A":null,"b":[{"c":2,"d":1}]}');
});

test('[A24] the operator’s reset writes its row beside a running server, whose own rows go on after it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-audit-'));
  const url = `file:${join(directory, 'wallboard.db')}`;
  connection = await connect(url);
  const db = connection.kysely;
  try {
    const tables = await openAccessTables(db);
    const audit = createAudit({ db, clock: manualClock(), log: silent, appSecret });
    await audit.append({ kind: 'sign_in', who });
    const account = {
      id: '1',
      username: 'Maria',
      folded: 'maria',
      role: 'admin',
      password: 'x',
      must_change: 0,
    } as const;
    const more = { created_at: 1, extension: null, scope: null, disabled_at: null };
    await tables
      .insertInto('wall_user')
      .values({ ...account, ...more })
      .execute();
    const run = (secret: string | null) =>
      promisify(execFile)(process.execPath, ['server/cli/admin.ts', 'reset', 'maria'], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        env: { NODE_ENV: 'test', PATH: process.env.PATH, DATABASE_URL: url, ...(secret ? { APP_SECRET: secret } : {}) },
      });
    await expect(run(null)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('APP_SECRET') });
    expect((await tables.selectFrom('wall_user').select('password').executeTakeFirst())?.password).toBe('x');
    const { stdout } = await run(appSecret);
    await audit.append({ kind: 'sign_out', who });
    const rows = await db.selectFrom('audit').selectAll().orderBy('sequence').execute();
    expect(rows.map(({ kind, subject, who_name }) => [kind, subject, who_name])).toEqual([
      ['sign_in', null, 'maria'],
      ['user_password_reset', 'Maria', 'npm run admin'],
      ['sign_out', null, 'maria'],
    ]);
    const password = /maria: (\S+)/.exec(stdout)?.[1] ?? 'no password';
    expect(JSON.stringify(rows)).not.toContain(password);
    expect(await verifyAudit(db, appSecret)).toMatchObject({ ok: true });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}, 60_000);

test('[A24] the operator’s command says how many rows hold, and ends with 1 when one does not', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-audit-'));
  const url = `file:${join(directory, 'wallboard.db')}`;
  connection = await connect(url);
  const db = connection.kysely;
  const run = (secret: string | null = appSecret) =>
    promisify(execFile)(process.execPath, ['server/cli/admin.ts', 'verify-audit'], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { NODE_ENV: 'test', PATH: process.env.PATH, DATABASE_URL: url, ...(secret ? { APP_SECRET: secret } : {}) },
    });
  try {
    const audit = createAudit({ db, clock: manualClock(), log: silent, appSecret });
    await audit.append({ kind: 'sign_in', who });
    await audit.append({ kind: 'sign_out', who });
    expect((await run()).stdout).toMatch(/^2 rows are sound/);
    await expect(run(null)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('APP_SECRET') });
    await db.updateTable('audit').set({ who_name: 'rui' }).where('sequence', '=', 2).execute();
    await expect(run()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('broken at row 2') });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}, 60_000);
