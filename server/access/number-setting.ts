// Whether people see the numbers of callers outside their own queues. One row of the database, known without asking it;
// a row nobody can read masks. Programs and screens are not asked: tokens see what their role sees, screens nothing.
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { type NumbersSeen, numbersSeen } from '../../lib/protocol/scope.ts';
import type { Database } from '../db/schema.ts';
import type { Logger } from '../log.ts';

export interface NumberSetting {
  current(): NumbersSeen;
  /** Holds from the moment it resolves; whoever is connected comes back with the new view. */
  put(next: NumbersSeen): Promise<void>;
}

const key = 'numbers_seen';
const Stored = z.enum(numbersSeen);

export async function openNumberSetting(parts: {
  readonly db: Kysely<Database>;
  readonly log: Pick<Logger, 'error'>;
  readonly changed: () => void;
}): Promise<NumberSetting> {
  const { db, log, changed } = parts;
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  const stored = Stored.safeParse(row?.value ?? 'whole');
  if (!stored.success) log.error('the setting of masked numbers cannot be read: numbers are masked until it is set');
  let known: NumbersSeen = stored.success ? stored.data : 'own_queues';
  return {
    current: () => known,
    async put(value) {
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
      known = value;
      changed();
    },
  };
}
