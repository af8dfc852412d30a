// The rows of an export, piece by piece, in the order of the explorer: newest first. Memory holds one piece, whatever
// the whole is.
import type { Kysely } from 'kysely';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import type { Database } from '../db/schema.ts';
import { type AskedRecords, type NumberSight, type Parties, restricted } from './asked-records.ts';
import { presentRecord, withNotes } from './present-record.ts';
import { breathe, daySpans, periodOf } from './spans.ts';

const pieceRows = 1_000;

export async function* exportRows(
  db: Kysely<Database>,
  asked: AskedRecords,
  parties: Parties,
  sight: NumberSight,
  signal: AbortSignal,
): AsyncGenerator<readonly CallRecord[]> {
  const period = await periodOf(db, asked.filter);
  if (!period) return;
  for (const span of daySpans(period, asked.filter, asked.timezone)) {
    let [to, key]: [number, number | null] = [span.to, null];
    for (;;) {
      await breathe(signal);
      const last: number | null = key;
      const rows = await withNotes(
        restricted(db.selectFrom('record'), asked, parties)
          .where('record.started_at', '>=', span.from)
          .where((eb) =>
            last === null
              ? eb('record.started_at', '<', to)
              : eb.or([
                  eb('record.started_at', '<', to),
                  eb.and([eb('record.started_at', '=', to), eb('record.key', '<', last)]),
                ]),
          ),
      )
        .orderBy('record.started_at', 'desc')
        .orderBy('record.key', 'desc')
        .limit(pieceRows)
        .execute();
      if (rows.length > 0) yield rows.map((row) => presentRecord(row, sight));
      const end = rows.at(-1);
      if (!end || rows.length < pieceRows) break;
      [to, key] = [end.started_at, end.key];
    }
  }
}
