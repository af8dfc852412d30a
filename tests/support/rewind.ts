// A database as it was before a step of its shape, and before every one that came after it.
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../server/db/schema.ts';

/** Tables by the step that makes them. */
const made: Readonly<Record<string, readonly string[]>> = {
  '004_audit': ['audit'],
  '007_records': ['record', 'record_hour', 'record_note', 'record_ledger', 'record_window', 'record_backfill'],
};

export async function rewind(db: Kysely<Database>, step: string): Promise<void> {
  await sql`delete from kysely_migration where name >= ${step}`.execute(db);
  for (const [name, tables] of Object.entries(made)) {
    if (name < step) continue;
    for (const table of tables) await sql`drop table ${sql.table(table)}`.execute(db);
  }
}
