// Puts many records into their table at once. As one JSON text both databases take them apart by themselves, in half
// the time that thousands of single parameters need.
import { type Kysely, SqliteAdapter, sql } from 'kysely';
import type { RecordTables } from './record-tables.ts';
import type { Database } from './schema.ts';

type Row = RecordTables['record'];

const columns = {
  started_at: 'bigint',
  key: 'bigint',
  kind: 'text',
  call_id: 'text',
  caller: 'text',
  called: 'text',
  party: 'bigint',
  agent: 'text',
  queue: 'text',
  ddi: 'text',
  direction: 'text',
  status: 'text',
  word: 'text',
  ended_at: 'bigint',
  duration_ms: 'integer',
  wait_ms: 'integer',
  talk_ms: 'integer',
  short: 'integer',
  within_target: 'integer',
  extra: 'text',
} as const satisfies Record<keyof Row, string>;
const isColumn = (name: string): name is keyof Row => Object.hasOwn(columns, name);
const list = Object.keys(columns).filter(isColumn);
const names = sql.raw(list.join(', '));
const fields = sql.raw(list.map((_, index) => `value ->> ${index}`).join(', '));
const typed = sql.raw(list.map((name) => `${name} ${columns[name]}`).join(', '));

export async function insertRecords(db: Kysely<Database>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    const text = JSON.stringify(rows.map((row) => list.map((column) => row[column])));
    await sql`insert into record (${names}) select ${fields} from json_each(${text})`.execute(db);
    return;
  }
  const text = JSON.stringify(rows);
  await sql`insert into record (${names})
    select ${names} from json_to_recordset(cast(${text} as json)) as made (${typed})`.execute(db);
}
