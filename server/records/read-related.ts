// All tickets of one call: a full PBX id finds those that bear it, a short one all that share its second and number.
// The start is in the id, so the rows are found without an index of their own.
import type { Kysely } from 'kysely';
import { readCallId } from '../../lib/pbx/call-id.ts';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import type { Database } from '../db/schema.ts';
import { type AskedRecords, type NumberSight, restricted } from './asked-records.ts';
import { presentRecord, readKey, withNotes } from './present-record.ts';

const most = 200;

/** `id`: full or short id of the PBX, or a record's own key. Oldest first. */
export async function readRelated(
  db: Kysely<Database>,
  id: string,
  asked: AskedRecords,
  sight: NumberSight,
): Promise<CallRecord[]> {
  const place = readKey(id);
  const callId = readCallId(id);
  const startedAt = place?.startedAt ?? (callId ? Number(callId.short.slice(callId.short.indexOf('-') + 1)) * 1000 : 0);
  const query = withNotes(restricted(db.selectFrom('record'), asked, null).where('record.started_at', '=', startedAt));
  const rows = await query.orderBy('record.key').limit(most).execute();
  return rows
    .filter((row) =>
      place
        ? row.key === place.key
        : callId?.full
          ? row.call_id === callId.full
          : readCallId(row.call_id)?.short === id,
    )
    .map((row) => presentRecord(row, sight));
}
