// Makes the tables of call records. Where the database can, a record lies where its start says: a period is then read in
// one go, and every index leads straight to its rows in the order of pages.
import { type CreateTableBuilder, type Kysely, SqliteAdapter, sql } from 'kysely';

export async function createRecords(db: Kysely<unknown>): Promise<void> {
  const clustered = db.getExecutor().adapter instanceof SqliteAdapter;
  const inOrder = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
    clustered ? table.modifyEnd(sql`without rowid`) : table;

  await inOrder(
    db.schema
      .createTable('record')
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('key', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('caller', 'text', (column) => column.notNull())
      .addColumn('called', 'text', (column) => column.notNull())
      .addColumn('party', 'bigint')
      .addColumn('agent', 'text')
      .addColumn('queue', 'text')
      .addColumn('ddi', 'text')
      .addColumn('direction', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('word', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('duration_ms', 'integer')
      .addColumn('wait_ms', 'integer')
      .addColumn('talk_ms', 'integer')
      .addColumn('short', 'integer', (column) => column.notNull())
      .addColumn('within_target', 'integer', (column) => column.notNull())
      .addColumn('extra', 'text')
      .addPrimaryKeyConstraint('record_pk', ['started_at', 'key']),
  ).execute();
  for (const column of ['agent', 'queue', 'party']) {
    await db.schema
      .createIndex(`record_${column}`)
      .on('record')
      .columns([column, 'started_at', 'key'])
      .where(sql.ref(column), 'is not', null)
      .execute();
  }

  await inOrder(
    db.schema
      .createTable('record_hour')
      .addColumn('hour_at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('queue', 'text', (column) => column.notNull())
      .addColumn('direction', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('short', 'integer', (column) => column.notNull())
      .addColumn('within_target', 'integer', (column) => column.notNull())
      .addColumn('wait_count', 'integer', (column) => column.notNull())
      .addColumn('wait_ms', 'bigint', (column) => column.notNull())
      .addColumn('longest_wait_ms', 'integer', (column) => column.notNull())
      .addColumn('talk_count', 'integer', (column) => column.notNull())
      .addColumn('talk_ms', 'bigint', (column) => column.notNull())
      // By kind first: a report is of one kind, and its hours and queues then come in their order.
      .addPrimaryKeyConstraint('record_hour_pk', ['kind', 'hour_at', 'queue', 'direction', 'status']),
  ).execute();
  await db.schema
    .createTable('record_note')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('text', 'text')
    .addColumn('outcome', 'text')
    .addColumn('by_key', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('record_note_pk', ['started_at', 'key'])
    .execute();
  await db.schema
    .createIndex('record_note_outcome')
    .on('record_note')
    .columns(['outcome', 'started_at', 'key'])
    .execute();
  await db.schema
    .createTable('record_ledger')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('party', 'bigint', (column) => column.notNull())
    .addColumn('queue', 'text')
    .addColumn('deadline_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('settled_at', 'bigint')
    .addColumn('settled_by', 'text')
    .addColumn('claimed_by_key', 'text')
    .addColumn('claimed_by_name', 'text')
    .addColumn('claimed_until', 'bigint')
    .addPrimaryKeyConstraint('record_ledger_pk', ['started_at', 'key'])
    .execute();
  await db.schema.createIndex('record_ledger_party').on('record_ledger').columns(['party', 'state']).execute();
  await db.schema.createIndex('record_ledger_state').on('record_ledger').columns(['state', 'started_at']).execute();
  await db.schema
    .createTable('record_window')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('to_at', 'bigint', (column) => column.notNull())
    .addColumn('backfill_id', 'integer')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('rows', 'integer', (column) => column.notNull())
    .addColumn('new_rows', 'integer', (column) => column.notNull())
    .addColumn('said', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('record_window_state').on('record_window').columns(['state', 'due_at']).execute();
  await db.schema.createIndex('record_window_backfill').on('record_window').columns(['backfill_id', 'state']).execute();
  await db.schema
    .createTable('record_backfill')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('to_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
}
