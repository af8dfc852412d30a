// Note and outcome of a record, kept beside it. A field that is left out stays.
import type { Kysely } from 'kysely';
import type * as z from 'zod/mini';
import type { RecordNote } from '../../lib/protocol/record-shapes.ts';
import type { Database } from '../db/schema.ts';
import type { RecordReach } from './asked-records.ts';

type Note = z.infer<typeof RecordNote>;

/** null = there is no such record within reach. */
export async function writeNote(
  db: Kysely<Database>,
  place: { readonly startedAt: number; readonly key: number },
  reach: RecordReach,
  patch: { readonly text?: string | null | undefined; readonly outcome?: string | null | undefined },
  by: { readonly key: string; readonly name: string },
  now: number,
): Promise<Note | null> {
  return db.transaction().execute(async (trx) => {
    const { startedAt: started_at, key } = place;
    const row = await trx
      .selectFrom('record')
      .select(['agent', 'queue'])
      .where('started_at', '=', started_at)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!row || !within(row, reach)) return null;
    const before = await trx
      .selectFrom('record_note')
      .selectAll()
      .where('started_at', '=', started_at)
      .where('key', '=', key)
      .executeTakeFirst();
    const text = patch.text === undefined ? (before?.text ?? null) : patch.text;
    const outcome = patch.outcome === undefined ? (before?.outcome ?? null) : patch.outcome;
    const note = { text: text === '' ? null : text, outcome, by_key: by.key, by_name: by.name, at: now };
    await trx
      .insertInto('record_note')
      .values({ started_at, key, ...note })
      .onConflict((conflict) => conflict.columns(['started_at', 'key']).doUpdateSet(note))
      .execute();
    return { text: note.text, outcome, byName: by.name, at: now };
  });
}

export function within(
  row: { readonly agent: string | null; readonly queue: string | null },
  reach: RecordReach,
): boolean {
  if (reach === null) return true;
  return (
    (row.agent !== null && reach.agents.includes(row.agent)) || (row.queue !== null && reach.queues.includes(row.queue))
  );
}
