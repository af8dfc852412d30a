// npm run admin -- verify-audit: does the audit trail hold, row by row and to its seal? Reads only, also beside a
// running server; needs the APP_SECRET the trail was sealed with.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { verifyAudit } from '../access/audit-verify.ts';
import type { Database } from '../db/schema.ts';
import { withDotEnv } from '../env.ts';

export interface AuditReport {
  readonly sound: boolean;
  readonly text: string;
}

const whys = {
  changed: 'it, the row before it or their order was changed',
  missing: 'it was removed',
  unsealed:
    'the trail does not end where it was sealed (rows were rewritten, cut off or added; or APP_SECRET is another)',
} as const;

export async function auditReport(db: Kysely<Database>, appSecret: string): Promise<AuditReport> {
  const verdict = await verifyAudit(db, appSecret);
  if (!verdict.ok) {
    const { sound, sequence, why } = verdict;
    return {
      sound: false,
      text: `The audit trail is broken at row ${sequence}: ${whys[why]}. ${sound} rows before hold.`,
    };
  }
  const { head, resealed } = verdict;
  const seals = resealed.length > 0 ? ` The seal was renewed at row ${resealed.join(', ')}.` : '';
  const end = head.sequence > 0 ? ` The last is ${head.sequence} ${head.hash}` : '';
  return { sound: true, text: `${head.sequence} rows are sound.${seals}${end}` };
}

/** As the server finds it, but never made anew here; null = there is none. */
export function knownAppSecret(databaseFile: string | null, directory = process.cwd()): string | null {
  const told = withDotEnv(process.env, directory).APP_SECRET?.trim();
  if (told) return told;
  if (databaseFile === null) return null;
  try {
    return readFileSync(join(dirname(databaseFile), 'app-secret'), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
