// A step of the database's shape: orders that were stored with their plain numbers keep the masked ones. Frozen like
// every step, masking included: it must go on doing to old rows what it did on the day it was released.
import { type Kysely, sql } from 'kysely';

type Former = {
  wall_action: { id: string; number: string | null; number_masked: string | null; words: string | null };
};

const pageRows = 1_000;

/** Their numbers cannot be recognised any more; the guard that would need it looks back 15 seconds. */
export async function maskOrders(any: Kysely<unknown>): Promise<void> {
  const tables = await any.introspection.getTables();
  // A new database gets the table in its present shape, later.
  const table = tables.find(({ name }) => name === 'wall_action');
  if (!table?.columns.some(({ name }) => name === 'number')) return;
  await any.schema.alterTable('wall_action').addColumn('number_masked', 'text').execute();
  await any.schema.alterTable('wall_action').addColumn('number_hash', 'text').execute();
  const db = any.$pickTables<never>().$extendTables<Former>();
  let after = '';
  for (;;) {
    const rows = await db
      .selectFrom('wall_action')
      .select(['id', 'number', 'words'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageRows)
      .execute();
    for (const { id, number, words } of rows) {
      await db
        .updateTable('wall_action')
        .set({ number: null, number_masked: number && masked(number), words: words && withoutNumbers(words) })
        .where('id', '=', id)
        .execute();
      after = id;
    }
    if (rows.length < pageRows) break;
  }
  await sql`alter table wall_action drop column number`.execute(any);
}

function masked(number: string): string {
  const digits = number.replace(/[^0-9]/g, '');
  return digits.length > 6 ? `••• ••• ${digits.slice(-3)}` : '•••';
}

const withoutNumbers = (words: string) => words.replace(/\+?\d(?:[ .()-]{0,2}\d){6,}/g, masked);
