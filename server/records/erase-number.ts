// Finds and erases one outside number among the records: everything of records that holds a number is reached from here.
// What is left of a call are its times, its queue, its agent and its result, so that no count changes; a ticket that is
// read again from the PBX is known by what is left of its key, and brings nothing back.
import type { Kysely } from 'kysely';
import { sameNumber } from '../../lib/dialling/same-number.ts';
import { digitsOfParty, numberDigits } from '../../lib/records/number-digits.ts';
import { erasedKey } from '../../lib/records/record-key.ts';
import type { Database } from '../db/schema.ts';
import type { RecordRow } from './present-record.ts';
import { breathe } from './spans.ts';

export interface NumberHits {
  readonly records: number;
  /** Of these, records with a note: what people wrote may hold the number too. */
  readonly notes: number;
  /** Open or settled lines of the ledger. */
  readonly ledger: number;
}

const pageRows = 500;
const partyRows = 20_000;
/** Shorter ones are extensions, and stand in other numbers by chance. */
const fewestDigits = 6;

/** `number` in any spelling. @throws RangeError for fewer than six digits */
export async function findNumber(
  db: Kysely<Database>,
  number: string,
  homeCode: string,
  signal: AbortSignal,
): Promise<NumberHits> {
  const hits = { records: 0, notes: 0, ledger: 0 };
  for await (const rows of rowsWith(db, number, homeCode, signal)) {
    hits.records += rows.length;
    for (const row of rows) {
      hits.notes += await countAt(db, 'record_note', row);
      hits.ledger += await countAt(db, 'record_ledger', row);
    }
  }
  return hits;
}

/** In steps of one row's transaction; begun anew after a stop it goes on. @returns what was erased */
export async function eraseNumber(
  db: Kysely<Database>,
  number: string,
  homeCode: string,
  signal: AbortSignal,
): Promise<NumberHits> {
  const hits = { records: 0, notes: 0, ledger: 0 };
  for await (const rows of rowsWith(db, number, homeCode, signal)) {
    for (const row of rows) {
      hits.records += 1;
      hits.notes += await countAt(db, 'record_note', row);
      hits.ledger += await countAt(db, 'record_ledger', row);
      await eraseRow(db, row, numberDigits(number, homeCode), homeCode);
    }
  }
  return hits;
}

async function eraseRow(db: Kysely<Database>, row: RecordRow, digits: string, homeCode: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const here = { started_at: row.started_at, key: row.key };
    const key = await freeKey(trx, row);
    const same = row.party !== null && sameNumber(digitsOfParty(row.party), digits);
    const keep = (text: string) => (holds(text, digits, homeCode) ? '' : text);
    await trx
      .updateTable('record')
      .set({
        ...{ key, party: same ? null : row.party, caller: keep(row.caller), called: keep(row.called) },
        extra: row.extra?.includes(digits.slice(-8)) ? null : row.extra,
      })
      .where('started_at', '=', here.started_at)
      .where('key', '=', here.key)
      .execute();
    // The outcome is no number; the text of a note was written by people about this very caller.
    await trx
      .updateTable('record_note')
      .set({ key, text: null })
      .where('started_at', '=', here.started_at)
      .where('key', '=', here.key)
      .execute();
    await trx
      .deleteFrom('record_ledger')
      .where('started_at', '=', here.started_at)
      .where('key', '=', here.key)
      .execute();
  });
}

/** Two tickets of one second may be left the same key: the second one takes the next. */
async function freeKey(trx: Kysely<Database>, row: RecordRow): Promise<number> {
  const taken = await trx.selectFrom('record').select('key').where('started_at', '=', row.started_at).execute();
  const keys = new Set(taken.map(({ key }) => key));
  keys.delete(row.key);
  let key = erasedKey(row.key);
  while (keys.has(key)) key -= 1_048_576;
  return key;
}

/** Rows that hold the number in any cell, page by page. Each is given once, whether it is changed meanwhile or not. */
async function* rowsWith(
  db: Kysely<Database>,
  number: string,
  homeCode: string,
  signal: AbortSignal,
): AsyncGenerator<RecordRow[]> {
  const digits = numberDigits(number, homeCode);
  if (digits.length < fewestDigits) throw new RangeError(`A number has ${fewestDigits} digits or more.`);
  const parties = await partiesLike(db, digits, signal);
  const tail = `%${digits.slice(-8)}%`;
  let [at, key] = [Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  for (;;) {
    await breathe(signal);
    const page = await db
      .selectFrom('record')
      .selectAll()
      .where((eb) => eb.or([eb('started_at', '>', at), eb.and([eb('started_at', '=', at), eb('key', '>', key)])]))
      .where((eb) =>
        eb.or([
          ...(parties.length > 0 ? [eb('party', 'in', parties)] : []),
          eb('caller', 'like', tail),
          eb('called', 'like', tail),
          eb('extra', 'like', tail),
        ]),
      )
      .orderBy('started_at')
      .orderBy('key')
      .limit(pageRows)
      .execute();
    const last = page.at(-1);
    if (!last) return;
    [at, key] = [last.started_at, last.key];
    const held = page.filter(
      (row) =>
        (row.party !== null && parties.includes(row.party)) ||
        [row.caller, row.called].some((text) => holds(text, digits, homeCode)) ||
        row.extra?.includes(digits.slice(-8)) === true,
    );
    if (held.length > 0) yield held;
  }
}

/** Every stored number that is the same one, with a country code or without. */
async function partiesLike(db: Kysely<Database>, digits: string, signal: AbortSignal): Promise<number[]> {
  const found: number[] = [];
  let after = -1;
  for (;;) {
    await breathe(signal);
    const rows = await db
      .selectFrom('record')
      .select('party')
      .where('party', '>', after)
      .groupBy('party')
      .orderBy('party')
      .limit(partyRows)
      .execute();
    for (const { party } of rows) if (party !== null && sameNumber(digitsOfParty(party), digits)) found.push(party);
    const last = rows.at(-1)?.party;
    if (last === undefined || last === null) return found;
    after = last;
  }
}

const holds = (text: string, digits: string, homeCode: string) => sameNumber(numberDigits(text, homeCode), digits);

async function countAt(db: Kysely<Database>, table: 'record_note' | 'record_ledger', row: RecordRow): Promise<number> {
  const found = await db
    .selectFrom(table)
    .select('key')
    .where('started_at', '=', row.started_at)
    .where('key', '=', row.key)
    .executeTakeFirst();
  return found ? 1 : 0;
}
