// Reads the audit trail, newest first, page by page. Only reads.
import { type Kysely, sql } from 'kysely';
import * as z from 'zod';
import { type AuditKind, auditKinds } from '../../lib/protocol/audit.ts';
import type { Database } from '../db/schema.ts';

export interface AuditFilter {
  /** Unix ms: from this instant on, and before that one. */
  readonly from: number | null;
  readonly to: number | null;
  readonly kind: AuditKind | null;
  /** A part of the name in any case, or the whole key. */
  readonly who: string | null;
  /** Rows before this sequence. */
  readonly before: number | null;
}
export interface StoredAudit {
  readonly sequence: number;
  readonly at: number;
  readonly kind: AuditKind;
  readonly whoKey: string | null;
  readonly whoName: string | null;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

const Kind = z.enum(auditKinds);
const Details = z.record(z.string(), z.unknown());

/** At most `limit` rows. @throws when a stored row is no audit row: it was tampered with, and verify-audit names it */
export async function readAudit(db: Kysely<Database>, filter: AuditFilter, limit: number): Promise<StoredAudit[]> {
  const { from, to, kind, who, before } = filter;
  let query = db.selectFrom('audit').selectAll().orderBy('sequence', 'desc').limit(limit);
  if (from !== null) query = query.where('at', '>=', from);
  if (to !== null) query = query.where('at', '<', to);
  if (kind !== null) query = query.where('kind', '=', kind);
  if (before !== null) query = query.where('sequence', '<', before);
  if (who !== null) {
    const part = `%${who.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((where) =>
      where.or([where('who_key', '=', who), sql<boolean>`lower(who_name) like ${part} escape '\\'`]),
    );
  }
  return (await query.execute()).map((row) => ({
    sequence: Number(row.sequence),
    at: Number(row.at),
    kind: Kind.parse(row.kind),
    whoKey: row.who_key,
    whoName: row.who_name,
    subject: row.subject,
    details: Details.parse(JSON.parse(row.details)),
    hash: row.hash,
  }));
}
