// Saved answers at rest tell nobody a number: sealed, under keyed hashes; and what earlier versions left never acts again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccessDb, openAccessTables } from '../../server/access/tables.ts';
import { type Connection, connect } from '../../server/db/connect.ts';
import { createIdempotency } from '../../server/http/idempotency.ts';
import { createLog } from '../../server/log.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { rewind } from '../support/rewind.ts';
import { stores } from '../support/stores.ts';

const log = createLog({ level: 'silent', secrets: [] });
const input = { agent: '116', number: '912345678' };
const claim = { userKey: 'u', route: 'POST /api/v1/calls', key: 'call-of-912345678', input };
const saved = { ok: true, value: { number: input.number } } as const;

describe.each(stores)('[A29] saved answers on $name', (store) => {
  let db: Connection;
  let access: AccessDb;
  let clock: ManualClock;
  let runs: number;
  const under = (appSecret: string) => {
    const idempotency = createIdempotency<unknown>({ db: access, clock, log, appSecret, parse: (json) => json });
    return (asked = claim) =>
      idempotency.once(asked, async () => {
        runs += 1;
        return saved;
      });
  };
  beforeEach(async () => {
    runs = 0;
    clock = manualClock();
    db = await store.open();
    access = await openAccessTables(db.kysely);
  });
  afterEach(() => db.close());

  it('no column holds the number, the key, or a hash anybody could try numbers on', async () => {
    await under('one secret')();
    const rows = await access.selectFrom('wall_idempotency').selectAll().execute();
    expect(rows).toHaveLength(1);
    const text = JSON.stringify(rows);
    expect(text).not.toMatch(/912|call-of/);
    expect(Buffer.from(rows[0]?.answer ?? '', 'base64url').toString('latin1')).not.toContain('912');
    await access.deleteFrom('wall_idempotency').execute();
    await under('another secret')();
    const others = await access.selectFrom('wall_idempotency').selectAll().execute();
    expect(others[0]?.body_hash).not.toBe(rows[0]?.body_hash);
    expect(others[0]?.idem_key).not.toBe(rows[0]?.idem_key);
    expect(await under('another secret')()).toEqual(saved);
    expect(runs).toBe(2);
  });

  it('put into another row an answer does not open, and does not act either', async () => {
    const ask = under('one secret');
    await ask();
    await access.updateTable('wall_idempotency').set({ user_key: 'v' }).execute();
    expect(await ask({ ...claim, userKey: 'v' })).toMatchObject({ ok: false, error: { code: 'pbx_timeout' } });
    expect(runs).toBe(1);
  });

  it('of an earlier version the number goes at the first start, and its key gives no second order', async () => {
    const former = { user_key: 'u', route: claim.route, idem_key: claim.key, at: clock.now() };
    const answer = JSON.stringify({ value: { number: input.number } });
    await access
      .insertInto('wall_idempotency')
      .values({ ...former, body_hash: 'plain', answer })
      .execute();
    await rewind(db.kysely, '006_seal_answers');
    if (!('url' in db) || typeof db.url !== 'string') throw new Error('no address');
    await (await connect(db.url)).close();
    const rows = await access.selectFrom('wall_idempotency').select(['body_hash', 'answer']).execute();
    expect(rows).toEqual([{ body_hash: 'unknown', answer: null }]);
    expect(await under('one secret')()).toMatchObject({ ok: false, error: { code: 'pbx_timeout' } });
    expect(runs).toBe(0);
  });
});
