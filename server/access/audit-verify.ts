// Walks the audit trail from its first row to its seal and finds the first row that does not hold. Only reads.
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { type AuditHead, emptyHead, hashRow, headKeyOf, openHead } from './audit-chain.ts';
import { headKey } from './audit-writer.ts';

export type AuditVerdict =
  | {
      readonly ok: true;
      readonly head: AuditHead;
      /** Rows at which the trail went on under a new seal: what stands before is vouched for by the chain alone. */
      readonly resealed: readonly number[];
    }
  | {
      readonly ok: false;
      /** Rows that hold, from the first on. */
      readonly sound: number;
      /** The first that does not. */
      readonly sequence: number;
      /** `changed`: the row, the one before it or their order. `unsealed`: the end is not the one that was sealed. */
      readonly why: 'changed' | 'missing' | 'unsealed';
    };

const rowsAtOnce = 1_000;

/** Safe beside a running server: rows that come meanwhile are walked too. */
export async function verifyAudit(db: Kysely<Database>, appSecret: string): Promise<AuditVerdict> {
  const key = headKeyOf(appSecret);
  const resealed: number[] = [];
  let end = emptyHead;
  const broken = (why: 'changed' | 'missing' | 'unsealed', sequence = end.sequence + 1): AuditVerdict => ({
    ok: false,
    sound: end.sequence,
    sequence,
    why,
  });
  for (;;) {
    // Read before the rows: those it speaks of are there.
    const meta = await db.selectFrom('meta').select('value').where('key', '=', headKey).executeTakeFirst();
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', end.sequence)
      .orderBy('sequence')
      .limit(rowsAtOnce)
      .execute();
    for (const row of rows) {
      if (Number(row.sequence) !== end.sequence + 1) return broken('missing');
      const hash = hashRow(end.hash, row);
      if (hash !== row.hash) return broken('changed');
      end = { sequence: end.sequence + 1, hash };
      if (row.kind === 'audit_resealed') resealed.push(end.sequence);
    }
    if (rows.length > 0) continue;
    if (!meta && end.sequence === 0) return { ok: true, head: end, resealed };
    const head = meta ? openHead(key, meta.value) : null;
    if (!head) return broken('unsealed', end.sequence);
    if (head.sequence > end.sequence) return broken('missing');
    if (head.sequence < end.sequence) return broken('unsealed', head.sequence + 1);
    return head.hash === end.hash ? { ok: true, head, resealed } : broken('unsealed', end.sequence);
  }
}
