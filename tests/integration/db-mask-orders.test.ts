// Orders of earlier versions lose their plain numbers when the database is brought to its shape.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import { createNumberHash } from '../../server/access/number-hash.ts';
import { openAccessTables } from '../../server/access/tables.ts';
import { connect } from '../../server/db/connect.ts';
import { migrations } from '../../server/db/migrations.ts';
import type { Database } from '../../server/db/schema.ts';
import { rewind } from '../support/rewind.ts';
import { stores } from '../support/stores.ts';
import { tempDb } from '../support/temp-db.ts';

async function formerTable(db: Kysely<Database>, count: number) {
  await sql`create table wall_action (id text primary key, kind text not null, user_key text not null,
    user_name text not null, extension text not null, number text, at bigint not null, outcome text, words text,
    settled_at bigint)`.execute(db);
  for (let n = 0; n < count; n++) {
    const number = n === 1 ? null : `+3519123456${String(n).padStart(2, '0')}`;
    await sql`insert into wall_action values (${String(n)}, 'call', 'u', 'u', '116', ${number}, ${n}, 'refused',
      ${`no to ${number ?? 'it'}`}, ${n})`.execute(db);
  }
}

it.each(stores)('[A21] on $name they keep the masked number, and new orders are stored beside them', async (store) => {
  const db = await store.open();
  await formerTable(db.kysely, 3);
  await migrations['003_mask_orders']?.up(db.kysely);
  const access = await openAccessTables(db.kysely);
  const rows = await access.selectFrom('wall_action').selectAll().orderBy('id').execute();
  expect(rows).toMatchObject([
    { id: '0', number_masked: '••• ••• 600', number_hash: null, words: 'no to ••• ••• 600', outcome: 'refused' },
    { id: '1', number_masked: null, number_hash: null, words: 'no to it' },
    { id: '2', number_masked: '••• ••• 602' },
  ]);
  expect(rows[0]).not.toHaveProperty('number');
  await db.close();
});

it('[A21] opening an earlier database does it, and the file holds none of the numbers afterwards', async () => {
  const db = await tempDb();
  await formerTable(db.kysely, 40);
  await rewind(db.kysely, '003_mask_orders');
  const again = await connect(db.url);
  await sql`pragma wal_checkpoint(truncate)`.execute(again.kysely);
  await again.close();
  const files = readdirSync(dirname(db.file)).map((name) => readFileSync(join(dirname(db.file), name), 'latin1'));
  expect(files.join('').length).toBeGreaterThan(0);
  expect(files.filter((bytes) => bytes.includes('9123456'))).toEqual([]);
  await db.close();
});

it('[A21] the hash knows the same number again, and only under the same secret', () => {
  const hash = createNumberHash('a'.repeat(40));
  expect(hash('+351912345678')).toBe(createNumberHash('a'.repeat(40))('+351912345678'));
  expect(hash('+351912345678')).not.toBe(hash('+351912345679'));
  expect(hash('+351912345678')).not.toBe(createNumberHash('b'.repeat(40))('+351912345678'));
});
