// Can the database take what comes next? A statement that changes nothing would be answered by a full disk as well: this
// one takes about the room of a large webhook, is committed, and leaves nothing behind.
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

const key = 'room';
/** More than one page of SQLite, so that it needs a free one. */
const room = 'x'.repeat(16 * 1024);

/** @throws what the database said. */
export async function tryWrite(db: Kysely<Database>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('meta')
      .values({ key, value: room })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: room }))
      .execute();
    await trx.deleteFrom('meta').where('key', '=', key).execute();
  });
}
