// Finds and erases one outside number among the records: everything of records that holds a number is reached from here.
// What is left of a call are its times, its queue, its agent and its result, so that no count changes; a ticket that is
// read again from the PBX is known by what is left of its key, and brings nothing back. Which texts are the number is
// not decided here.
import type { Kysely } from 'kysely';
import { digitsOfParty } from '../../lib/records/number-digits.ts';
import { erasedKey } from '../../lib/records/record-key.ts';
import type { Database } from '../db/schema.ts';
import type { RecordRow } from './present-record.ts';

/** One number: how it is recognised in a text, and what stands there afterwards. */
export interface SoughtInRecords {
  /** Its last digits, at least six: no row without them is looked at. */
  readonly tail: string;
  in(text: string): boolean;
  hide(text: string): string;
}
export interface RecordHit {
  readonly startedAt: number;
  readonly key: number;
}
/** Takes step after step, each of which answers how many rows it looked at; one with fewer than 250 is the last. */
export type Walk = (step: () => Promise<number>) => Promise<void>;

const rowsPerStep = 250;
const rowsPerLook = 2_000;

/** Records and notes that hold it, each once. */
export async function findNumber(db: Kysely<Database>, sought: SoughtInRecords, walk: Walk): Promise<RecordHit[]> {
  const hits = new Map<string, RecordHit>();
  const add = (hit: RecordHit) => hits.set(`${hit.startedAt} ${hit.key}`, hit);
  await eachRow(db, sought, walk, async (row) => void add({ startedAt: row.started_at, key: row.key }));
  await eachNote(db, sought, walk, async (note) => void add({ startedAt: note.started_at, key: note.key }));
  return [...hits.values()];
}

/** Each row in a transaction of its own: begun anew after a stop it goes on. @returns how many records and notes changed */
export async function eraseNumber(db: Kysely<Database>, sought: SoughtInRecords, walk: Walk): Promise<number> {
  let changed = 0;
  await eachRow(db, sought, walk, async (row) => {
    await eraseRow(db, row, sought);
    changed += 1;
  });
  await eachNote(db, sought, walk, async (note) => {
    const here = { started_at: note.started_at, key: note.key };
    await db
      .updateTable('record_note')
      .set({ text: sought.hide(note.text) })
      .where('started_at', '=', here.started_at)
      .where('key', '=', here.key)
      .execute();
    changed += 1;
  });
  return changed;
}

async function eraseRow(db: Kysely<Database>, row: RecordRow, sought: SoughtInRecords): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const key = await freeKey(trx, row);
    const hide = (text: string) => (sought.in(text) ? sought.hide(text) : text);
    // As digits it is recognised by its end: the cell it was read from is this number.
    const party = row.party !== null && digitsOfParty(row.party).endsWith(sought.tail) ? null : row.party;
    const { caller, called, extra } = row;
    await trx
      .updateTable('record')
      .set({ key, party, caller: hide(caller), called: hide(called), extra: extra === null ? null : hide(extra) })
      .where('started_at', '=', row.started_at)
      .where('key', '=', row.key)
      .execute();
    if (key !== row.key) {
      await trx
        .updateTable('record_note')
        .set({ key })
        .where('started_at', '=', row.started_at)
        .where('key', '=', row.key)
        .execute();
    }
    // Nobody can be called back any more.
    await trx.deleteFrom('record_ledger').where('started_at', '=', row.started_at).where('key', '=', row.key).execute();
  });
}

/** Two tickets of one second may be left the same key: the second one takes the next. */
async function freeKey(trx: Kysely<Database>, row: RecordRow): Promise<number> {
  if (row.key < 0) return row.key;
  const taken = await trx.selectFrom('record').select('key').where('started_at', '=', row.started_at).execute();
  const keys = new Set(taken.map(({ key }) => key));
  let key = erasedKey(row.key);
  while (keys.has(key)) key -= 1_048_576;
  return key;
}

/** Rows that hold it in any cell, oldest first. */
async function eachRow(
  db: Kysely<Database>,
  sought: SoughtInRecords,
  walk: Walk,
  visit: (row: RecordRow) => Promise<void>,
): Promise<void> {
  const tail = `%${sought.tail}%`;
  let after = Number.MIN_SAFE_INTEGER;
  await walk(async () => {
    // So many rows of the table, whether they hold anything or not: no step is much longer than another.
    const ahead = await db
      .selectFrom('record')
      .select('started_at')
      .where('started_at', '>', after)
      .orderBy('started_at')
      .limit(rowsPerLook)
      .execute();
    const last = ahead.at(-1)?.started_at;
    if (last === undefined) return 0;
    const rows = await db
      .selectFrom('record')
      .selectAll()
      .where('started_at', '>', after)
      .where('started_at', '<=', last)
      .where((eb) => eb.or([eb('caller', 'like', tail), eb('called', 'like', tail), eb('extra', 'like', tail)]))
      .execute();
    for (const row of rows) {
      if ([row.caller, row.called, row.extra ?? ''].some((text) => sought.in(text))) await visit(row);
    }
    after = last;
    return ahead.length;
  });
}

async function eachNote(
  db: Kysely<Database>,
  sought: SoughtInRecords,
  walk: Walk,
  visit: (note: { readonly started_at: number; readonly key: number; readonly text: string }) => Promise<void>,
): Promise<void> {
  let [at, key] = [Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  await walk(async () => {
    // People write numbers in any spelling: every note is read.
    const page = await db
      .selectFrom('record_note')
      .select(['started_at', 'key', 'text'])
      .where((eb) => eb.or([eb('started_at', '>', at), eb.and([eb('started_at', '=', at), eb('key', '>', key)])]))
      .orderBy('started_at')
      .orderBy('key')
      .limit(rowsPerStep)
      .execute();
    for (const { text, ...note } of page) if (text !== null && sought.in(text)) await visit({ ...note, text });
    const last = page.at(-1);
    if (last) [at, key] = [last.started_at, last.key];
    return page.length;
  });
}
