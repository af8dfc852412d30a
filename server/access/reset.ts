// The operator's way back in: `npm run admin -- reset USER`. Draws a new password, signs the person out everywhere.
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { AuditEvent } from './audit-writer.ts';
import { hashPassword, randomPassword } from './password.ts';
import { openAccessTables } from './tables.ts';
import { forgetTotp } from './totp.ts';
import { foldUsername } from './users.ts';

/** Whoever has a shell on the machine; as a name nobody can have, it holds a blank. */
const operator = { key: null, name: 'npm run admin' };

/**
 * Gives the account a random password that must be changed at the next sign-in, and returns it; null = no such
 * account. A running server drops the person's sockets within a second. `write` is told before anything is done.
 * @throws when it could not be written to the audit trail: then nothing was done
 */
export async function resetPassword(
  db: Kysely<Database>,
  user: string,
  write: (event: AuditEvent) => Promise<void>,
): Promise<string | null> {
  const tables = await openAccessTables(db);
  const row = await tables
    .selectFrom('wall_user')
    .select(['id', 'username'])
    .where('folded', '=', foldUsername(user))
    .executeTakeFirst();
  if (!row) return null;
  const password = randomPassword();
  const hash = await hashPassword(password);
  await write({ kind: 'user_password_reset', who: operator, subject: row.username });
  await tables.updateTable('wall_user').set({ password: hash, must_change: 1 }).where('id', '=', row.id).execute();
  // Whoever lost the telephone as well gets in by this alone.
  await forgetTotp(tables, row.id);
  await tables.deleteFrom('wall_session').where('user_id', '=', row.id).execute();
  return password;
}
