// The shape of the database, step by step. A step that was ever released is frozen: change by adding another.
// Column types are the ones SQLite and PostgreSQL share; instants are Unix ms in a bigint.
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createRecords } from './create-records.ts';
import { maskOrders } from './mask-orders.ts';

type AnyDb = Kysely<unknown>;

const wall: Migration = {
  async up(db: AnyDb) {
    await db.schema
      .createTable('log')
      .addColumn('sequence', 'bigint', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('payload', 'text', (column) => column.notNull())
      .addColumn('short_id', 'text')
      .execute();
    await db.schema.createIndex('log_short_id').on('log').column('short_id').execute();
    await db.schema.createIndex('log_at').on('log').column('at').execute();
    await db.schema
      .createTable('checkpoint')
      .addColumn('sequence', 'bigint', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('dead_letter')
      .addColumn('sequence', 'bigint', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('settled_at', 'bigint')
      .execute();
    await db.schema
      .createTable('agent_settings')
      .addColumn('extension', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text')
      .addColumn('team', 'text')
      .addColumn('kind', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('queue_settings')
      .addColumn('number', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text')
      .addColumn('target_seconds', 'integer', (column) => column.notNull())
      .addColumn('short_abandon_seconds', 'integer', (column) => column.notNull())
      .addColumn('ddis', 'text', (column) => column.notNull())
      .addColumn('hours', 'text')
      .execute();
    await db.schema
      .createTable('ended_call')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint', (column) => column.notNull())
      .addColumn('record', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('ended_call_ended_at').on('ended_call').column('ended_at').execute();
    await db.schema
      .createTable('call_pbx_id')
      .addColumn('pbx_id', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('call_pbx_id_pk', ['pbx_id', 'call_id'])
      .execute();
    await db.schema
      .createTable('meta')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
  },
};

const audit: Migration = {
  async up(db: AnyDb) {
    await db.schema
      .createTable('audit')
      .addColumn('sequence', 'bigint', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('who_key', 'text')
      .addColumn('who_name', 'text')
      .addColumn('subject', 'text')
      .addColumn('details', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('audit_at').on('audit').column('at').execute();
    await db.schema.createIndex('audit_kind').on('audit').columns(['kind', 'sequence']).execute();
  },
};

/** Calls are forgotten by their id; without this each would be looked for in the whole table. */
const forgetting: Migration = {
  async up(db: AnyDb) {
    await db.schema.createIndex('call_pbx_id_call').on('call_pbx_id').column('call_id').execute();
  },
};

/**
 * Saved answers held plain numbers. What is left of them is that their keys were used: no body fits them any more, so
 * none of them acts again; a day later they are gone.
 */
const sealAnswers: Migration = {
  async up(db: AnyDb) {
    const tables = await db.introspection.getTables();
    if (!tables.some(({ name }) => name === 'wall_idempotency')) return;
    await sql`update wall_idempotency set body_hash = 'unknown', answer = null`.execute(db);
  },
};

export const migrations: Record<string, Migration> = {
  '001_wall': wall,
  '002_forgetting': forgetting,
  '003_mask_orders': { up: maskOrders },
  '004_audit': audit,
  '006_seal_answers': sealAnswers,
  '007_records': { up: createRecords },
};
