// The second factor of an account: one-time codes by a shared secret (RFC 6238) and recovery codes. Decides whether a
// code counts, each once. The secret is kept sealed; recovery codes are kept as what recognises them.
import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Clock } from '../clock.ts';
import { createKeyedHash } from './derive-key.ts';
import { createSeal } from './seal.ts';
import type { AccessDb } from './tables.ts';

const periodSeconds = 30;
/** A telephone's clock may be this many steps off, either way. */
const stepsOff = 1;
const recoveryCodes = 10;
/** No vowels and no digit that looks like a letter. */
const letters = 'bcdfghjkmnpqrstvwxz23456789';
const issuer = 'Painel MeetIP';

export interface TotpState {
  readonly on: boolean;
  readonly codesLeft: number;
}
export interface Totp {
  state(userId: string): Promise<TotpState>;
  /** Draws a secret that counts once a code of it was given; an earlier one that never was is forgotten. null = it is on. */
  begin(userId: string, username: string): Promise<{ readonly secret: string; readonly uri: string } | null>;
  /**
   * Turns it on with a first code. `written` runs before it holds; what it throws leaves everything as it was.
   * @returns the recovery codes, told this once; null = wrong code, or nothing was begun
   */
  confirm(userId: string, code: string, written: () => Promise<void>): Promise<readonly string[] | null>;
  /** A one-time or a recovery code, used up by asking. null = wrong, or used before. */
  prove(userId: string, code: string): Promise<'code' | 'recovery' | null>;
  forget(userId: string): Promise<void>;
}

export function createTotp(options: {
  readonly db: AccessDb;
  readonly clock: Pick<Clock, 'now'>;
  readonly appSecret: string;
}): Totp {
  const { db, clock, appSecret } = options;
  const seal = createSeal(appSecret, 'second factors, 1');
  const recognise = createKeyedHash(appSecret, 'wallboard: recovery codes, 1');
  const fold = (code: string) => code.toLowerCase().replace(/[\s-]/g, '');
  const hashOf = (userId: string, code: string) => recognise(`${userId} ${fold(code)}`);
  const rowOf = (userId: string) =>
    db.selectFrom('wall_totp').selectAll().where('user_id', '=', userId).executeTakeFirst();

  /** The step of the clock a code belongs to; null = none near. */
  function stepOf(userId: string, sealed: string, code: string): number | null {
    const secret = seal.open(sealed, userId);
    const token = code.replace(/\s/g, '');
    if (secret === null || !/^[0-9]{6}$/.test(token)) return null;
    const timestamp = clock.now();
    const off = new TOTP({ secret, period: periodSeconds }).validate({ token, timestamp, window: stepsOff });
    return off === null ? null : Math.floor(timestamp / 1_000 / periodSeconds) + off;
  }

  return {
    async state(userId) {
      const row = await rowOf(userId);
      if (!row || row.confirmed_at === null) return { on: false, codesLeft: 0 };
      const left = await db.selectFrom('wall_recovery').select('code_hash').where('user_id', '=', userId).execute();
      return { on: true, codesLeft: left.length };
    },
    async begin(userId, username) {
      const secret = new Secret({ size: 20 }).base32;
      const sealed = seal.close(secret, userId);
      const row = { user_id: userId, sealed, confirmed_at: null, last_step: 0 };
      const begun = await db
        .insertInto('wall_totp')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('user_id').doUpdateSet({ sealed }).where('wall_totp.confirmed_at', 'is', null),
        )
        .returning('user_id')
        .executeTakeFirst();
      if (!begun) return null;
      const uri = new TOTP({ issuer, label: username, secret, period: periodSeconds }).toString();
      return { secret, uri };
    },
    async confirm(userId, code, written) {
      const row = await rowOf(userId);
      const step = row && row.confirmed_at === null ? stepOf(userId, row.sealed, code) : null;
      if (!row || step === null) return null;
      await written();
      const codes = Array.from({ length: recoveryCodes }, drawRecovery);
      const on = await db.transaction().execute(async (within) => {
        const set = await within
          .updateTable('wall_totp')
          .set({ confirmed_at: clock.now(), last_step: step })
          .where('user_id', '=', userId)
          // Of two at once, and of one that was begun anew meanwhile, only this secret and only once.
          .where('sealed', '=', row.sealed)
          .where('confirmed_at', 'is', null)
          .returning('user_id')
          .executeTakeFirst();
        if (!set) return false;
        await within.deleteFrom('wall_recovery').where('user_id', '=', userId).execute();
        await within
          .insertInto('wall_recovery')
          .values(codes.map((one) => ({ user_id: userId, code_hash: hashOf(userId, one) })))
          .execute();
        return true;
      });
      return on ? codes : null;
    },
    async prove(userId, code) {
      const row = await rowOf(userId);
      if (!row || row.confirmed_at === null) return null;
      const step = stepOf(userId, row.sealed, code);
      if (step !== null) {
        // Steps only go on: a code counts once, and none before it any more.
        const used = await db
          .updateTable('wall_totp')
          .set({ last_step: step })
          .where('user_id', '=', userId)
          .where('last_step', '<', step)
          .returning('user_id')
          .executeTakeFirst();
        return used ? 'code' : null;
      }
      const spent = await db
        .deleteFrom('wall_recovery')
        .where('user_id', '=', userId)
        .where('code_hash', '=', hashOf(userId, code))
        .returning('user_id')
        .executeTakeFirst();
      return spent ? 'recovery' : null;
    },
    forget: (userId) => forgetTotp(db, userId),
  };
}

/** Also without a server: the operator's reset. */
export async function forgetTotp(db: AccessDb, userId: string): Promise<void> {
  await db.deleteFrom('wall_recovery').where('user_id', '=', userId).execute();
  await db.deleteFrom('wall_totp').where('user_id', '=', userId).execute();
}

/** `mfk7q-2xwzp`: about 47 bits. */
function drawRecovery(): string {
  const drawn = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
  return `${drawn.slice(0, 5)}-${drawn.slice(5)}`;
}
