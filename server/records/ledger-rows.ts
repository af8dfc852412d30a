// The ledger of abandoned calls, written with the records themselves: an abandoned entry opens a line, an answered call
// with the same number closes it, in whichever order the two are read. The only ledger there is.
import type { Kysely } from 'kysely';
import type { RecordTables } from '../db/record-tables.ts';
import type { Database } from '../db/schema.ts';

type Row = RecordTables['record'];

/** Opens a line for each that was abandoned in a queue, by a known number, late enough to matter. */
export async function noteAbandoned(
  trx: Kysely<Database>,
  rows: readonly Row[],
  rules: { readonly ledgerFrom: number; readonly ledgerDeadlineMs: number },
): Promise<void> {
  const open = rows.flatMap((row) => {
    const due = row.kind === 'queue' && row.status === 'abandoned' && row.short === 0;
    if (!due || row.party === null || row.started_at < rules.ledgerFrom) return [];
    const { started_at, key, party, queue } = row;
    const deadline_at = started_at + rules.ledgerDeadlineMs;
    return [{ started_at, key, party, queue, deadline_at, state: 'open' as const }];
  });
  if (open.length === 0) return;
  await trx
    .insertInto('record_ledger')
    .values(
      open.map((line) => ({
        ...line,
        settled_at: null,
        settled_by: null,
        claimed_by_key: null,
        claimed_by_name: null,
        claimed_until: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Closes the lines of these rows' numbers that an answered call after them has settled. */
export async function settleLedger(trx: Kysely<Database>, rows: readonly Row[], now: number): Promise<void> {
  const parties = [...new Set(rows.flatMap((row) => (row.party === null ? [] : [row.party])))];
  if (parties.length === 0) return;
  const lines = await trx
    .selectFrom('record_ledger')
    .innerJoin('record', (join) =>
      join.onRef('record.started_at', '=', 'record_ledger.started_at').onRef('record.key', '=', 'record_ledger.key'),
    )
    .select(['record_ledger.started_at', 'record_ledger.key', 'record_ledger.party', 'record.call_id'])
    .where('record_ledger.party', 'in', parties)
    .where('record_ledger.state', '=', 'open')
    .execute();
  for (const line of lines) {
    const answer = await trx
      .selectFrom('record')
      .select(['call_id', 'direction', 'started_at'])
      .where('party', '=', line.party)
      .where('started_at', '>', line.started_at)
      .where('status', '=', 'answered')
      .where('direction', 'is not', null)
      .where('call_id', '<>', line.call_id)
      .orderBy('started_at')
      .limit(1)
      .executeTakeFirst();
    if (!answer) continue;
    await trx
      .updateTable('record_ledger')
      .set({
        state: answer.direction === 'out' ? 'called_back' : 'called_again',
        settled_at: now,
        settled_by: answer.call_id,
      })
      .where('started_at', '=', line.started_at)
      .where('key', '=', line.key)
      .execute();
  }
}
