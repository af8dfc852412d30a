// Outside numbers stand in the audit trail as keyed hashes. The keys are random, one a month, kept encrypted under
// APP_SECRET; once a month's key is dropped, its hashes say nothing about a number to anybody.
import { createHmac, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { deriveKey } from './derive-key.ts';
import { sealUnder } from './seal.ts';

export interface NumberKeys {
  /** The hash of a number under the key of the instant's month, and which key that was. */
  hash(number: string, at: number): Promise<{ readonly key: string; readonly hash: string }>;
}

const prefix = 'audit_number_key:';
/** UTC: which key it is must not hang on a zone that may be set anew. */
const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

export function createNumberKeys(options: { readonly db: Kysely<Database>; readonly appSecret: string }): NumberKeys {
  const { db } = options;
  // The name is bound to the value: one month's key cannot be put in another's place.
  const seal = sealUnder(deriveKey(options.appSecret, 'wallboard audit number keys'));
  let known: { readonly month: string; readonly finding: Promise<{ id: string; key: Buffer }> } | null = null;

  async function find(month: string) {
    const rows = await db
      .selectFrom('meta')
      .selectAll()
      .where('key', 'like', `${prefix}${month}.%`)
      .orderBy('key')
      .execute();
    for (const row of rows) {
      const key = seal.openBytes(oneText(row.value), row.key);
      if (key) return { id: row.key.slice(prefix.length), key };
    }
    // None yet, or none that this APP_SECRET opens.
    const key = randomBytes(32);
    const id = `${month}.${randomBytes(4).toString('hex')}`;
    const name = `${prefix}${id}`;
    await db
      .insertInto('meta')
      .values({ key: name, value: seal.close(key, name) })
      .execute();
    return { id, key };
  }

  return {
    async hash(number, at) {
      const month = monthOf(at);
      if (known?.month !== month) known = { month, finding: find(month) };
      try {
        const { id, key } = await known.finding;
        return { key: id, hash: createHmac('sha256', key).update(number).digest('base64url') };
      } catch (error) {
        known = null;
        throw error;
      }
    },
  };
}

/** Drops the keys of the months that ended at or before the instant; resolves with how many. */
export async function dropNumberKeys(db: Kysely<Database>, before: number): Promise<number> {
  const kept = await db.selectFrom('meta').select('key').where('key', 'like', `${prefix}%`).execute();
  const over = kept.map((row) => row.key).filter((key) => key < `${prefix}${monthOf(before)}`);
  if (over.length > 0) await db.deleteFrom('meta').where('key', 'in', over).execute();
  return over.length;
}

/** Keys of earlier versions lie in three parts with dots between them; their bytes are the same. */
const oneText = (stored: string) =>
  Buffer.concat(stored.split('.').map((part) => Buffer.from(part, 'base64url'))).toString('base64url');
