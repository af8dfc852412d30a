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

export interface DeadLetterNote {
  readonly sequence: number;
  readonly at: number;
  readonly reason: DeadReason;
  readonly detail: string;
}

const rowsPerInsert = 500;

/** Told again they stay one each, and settled ones settled. */
export async function recordDeadLetters(db: Kysely<Database>, letters: readonly DeadLetterNote[]): Promise<void> {
  for (let from = 0; from < letters.length; from += rowsPerInsert) {
    const rows = letters.slice(from, from + rowsPerInsert).map(({ sequence, at, reason, detail }) => ({
      sequence,
      at,
      reason,
      // It may quote the webhook, and PostgreSQL has no text with a zero character in it.
      detail: detail.replaceAll('\0', '\ufffd'),
      settled_at: null,
    }));
    await db
      .insertInto('dead_letter')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('sequence').doUpdateSet((row) => ({
          reason: row.ref('excluded.reason'),
          detail: row.ref('excluded.detail'),
        })),
      )
      .execute();
  }
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

/** Sequence numbers of those that wait, above `after`, the oldest first. */
export async function nextDeadLetters(db: Kysely<Database>, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('dead_letter')
    .select('sequence')
    .where('settled_at', 'is', null)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => row.sequence);
}

export async function countOpenDeadLetters(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('dead_letter')
    .select((select) => select.fn.countAll().as('count'))
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
