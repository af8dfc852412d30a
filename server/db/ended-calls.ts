// Calls that left the board: found again by our id or any PBX id of theirs, with the events we heard of them.
import type { Kysely } from 'kysely';
import type { RawHook } from '../../lib/pbx/hook.ts';
import { Call } from '../../lib/protocol/board.ts';
import { readEntry } from './log-entry.ts';
import type { Database } from './schema.ts';

export async function saveCalls(db: Kysely<Database>, calls: readonly Call[]): Promise<void> {
  if (calls.length === 0) return;
  const rows = calls.map((call) => ({
    id: call.id,
    started_at: call.startedAt,
    ended_at: call.endedAt ?? call.startedAt,
    record: JSON.stringify(call),
  }));
  const ids = calls.flatMap((call) =>
    [...new Set([call.id, ...call.pbxIds, ...call.pbxIds.map(shortOf)])].map((pbx_id) => ({
      pbx_id,
      call_id: call.id,
    })),
  );
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('ended_call')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          started_at: row.ref('excluded.started_at'),
          ended_at: row.ref('excluded.ended_at'),
          record: row.ref('excluded.record'),
        })),
      )
      .execute();
    await trx
      .insertInto('call_pbx_id')
      .values(ids)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** The newest call of that id, or null. */
export async function endedCall(db: Kysely<Database>, id: string): Promise<Call | null> {
  const row = await db
    .selectFrom('call_pbx_id')
    .innerJoin('ended_call', 'ended_call.id', 'call_pbx_id.call_id')
    .select('record')
    .where('call_pbx_id.pbx_id', '=', id)
    .orderBy('ended_at', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const parsed = Call.safeParse(JSON.parse(row.record));
  return parsed.success ? parsed.data : null;
}

export interface StoredEvent {
  readonly sequence: number;
  readonly at: number;
  readonly raw: RawHook;
}

/** The webhooks that carried one of these PBX ids, oldest first, at most 200. */
export async function eventsOfCall(db: Kysely<Database>, pbxIds: readonly string[]): Promise<StoredEvent[]> {
  if (pbxIds.length === 0) return [];
  const rows = await db
    .selectFrom('log')
    .selectAll()
    .where('kind', '=', 'hook')
    .where('short_id', 'in', [...new Set(pbxIds.map(shortOf))])
    .orderBy('sequence')
    .limit(200)
    .execute();
  const events: StoredEvent[] = [];
  for (const row of rows) {
    const entry = readEntry(row);
    if (entry?.kind !== 'hook') continue;
    // Another call of the same second carries another full id; a short id alone cannot be told apart here.
    const text = `${entry.raw.body} ${entry.raw.query}`;
    const fullIds = text.match(/(?<!\d)1\d{9}\.\d+/g) ?? [];
    if (fullIds.length > 0 && !fullIds.some((id) => pbxIds.includes(id) || pbxIds.includes(shortOf(id)))) continue;
    events.push({ sequence: row.sequence, at: row.at, raw: entry.raw });
  }
  return events;
}

function shortOf(id: string): string {
  return id.split('.')[0] ?? id;
}
