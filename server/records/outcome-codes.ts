// The codes an outcome is chosen from: one row of settings, set as a whole.
import type { Kysely } from 'kysely';
import { OutcomeCodes } from '../../lib/protocol/record-shapes.ts';
import type { Database } from '../db/schema.ts';

const key = 'outcome_codes';

export async function readOutcomeCodes(db: Kysely<Database>): Promise<OutcomeCodes> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row ? OutcomeCodes.parse(JSON.parse(row.value)) : { codes: [] };
}

/** Codes that records bear and the new list lacks stay, retired. */
export async function writeOutcomeCodes(db: Kysely<Database>, wanted: OutcomeCodes): Promise<OutcomeCodes> {
  const before = await readOutcomeCodes(db);
  const borne = await db
    .selectFrom('record_note')
    .select('outcome')
    .distinct()
    .where('outcome', 'is not', null)
    .execute();
  const listed = new Set(wanted.codes.map(({ code }) => code));
  const kept = before.codes.filter(({ code }) => !listed.has(code) && borne.some(({ outcome }) => outcome === code));
  const codes = { codes: [...wanted.codes, ...kept.map((one) => ({ ...one, retired: true }))] };
  const value = JSON.stringify(codes);
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
  return codes;
}
