// Webhooks that could not become an event: listed with a reason until they can be read. The webhook itself is in the log.
import type { Kysely } from 'kysely';
import type { DeadReason } from '../../lib/pbx/hook.ts';
import { readEntry } from './log-entry.ts';
import type { Database } from './schema.ts';

export interface DeadLetter {
  readonly sequence: number;
  readonly at: number;
  readonly reason: string;
  readonly detail: string;
  /** What came, for whoever mends the mapping. */
  readonly method: string;
  readonly contentType: string | null;
  readonly body: string;
}

export async function recordDeadLetter(
  db: Kysely<Database>,
  letter: { readonly sequence: number; readonly at: number; readonly reason: DeadReason; readonly detail: string },
): Promise<void> {
  const { reason } = letter;
  // It may quote the webhook, and PostgreSQL has no text with a zero character in it.
  const detail = letter.detail.replaceAll('\0', '\ufffd');
  await db
    .insertInto('dead_letter')
    .values({ ...letter, detail, settled_at: null })
    .onConflict((conflict) => conflict.column('sequence').doUpdateSet({ reason, detail }))
    .execute();
}

export async function settleDeadLetter(db: Kysely<Database>, sequence: number, at: number): Promise<void> {
  await db.updateTable('dead_letter').set({ settled_at: at }).where('sequence', '=', sequence).execute();
}

/** The newest first. */
export async function openDeadLetters(db: Kysely<Database>, limit: number): Promise<DeadLetter[]> {
  const rows = await db
    .selectFrom('dead_letter')
    .innerJoin('log', 'log.sequence', 'dead_letter.sequence')
    .select(['dead_letter.sequence', 'dead_letter.at', 'reason', 'detail', 'log.kind', 'log.payload', 'log.short_id'])
    .where('settled_at', 'is', null)
    .orderBy('dead_letter.sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const entry = readEntry(row);
    const raw = entry?.kind === 'hook' ? entry.raw : null;
    return {
      sequence: row.sequence,
      at: row.at,
      reason: row.reason,
      detail: row.detail,
      method: raw?.method ?? '',
      contentType: raw?.contentType ?? null,
      body: raw ? [raw.body, raw.query].filter(Boolean).join('\n') : '',
    };
  });
}

export async function countOpenDeadLetters(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('dead_letter')
    .select((select) => select.fn.countAll().as('count'))
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
