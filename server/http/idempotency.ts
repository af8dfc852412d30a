// One key, one act. Decides whether a request with an `Idempotency-Key` runs, waits for its twin, or gets the saved
// answer. A key belongs to one person or token and one route: nobody can meet another's answer by guessing a key.
import { createHash } from 'node:crypto';
import type { AccessDb } from '../access/tables.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { ApiError } from './api-error.ts';

export interface Claim {
  readonly userKey: string;
  /** Method and path, parameters included. */
  readonly route: string;
  readonly key: string;
  /** Parsed input. */
  readonly input: unknown;
}
/** `settled`: the PBX was asked or will never be, so the answer holds for the key's life. Else the key is free again. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ApiError; readonly settled: boolean };

export interface Idempotency<T> {
  once(claim: Claim, run: () => Promise<Answer<T>>): Promise<Answer<T>>;
}

/** Saved answers live 24 h. */
const lifeMs = 86_400_000;

export function createIdempotency<T>(options: {
  readonly db: AccessDb;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  /** Reads a stored answer; throws when it does not fit. */
  readonly parse: (json: unknown) => T;
}): Idempotency<T> {
  const { db, clock, log } = options;
  const running = new Map<string, { readonly hash: string; readonly answer: Promise<Answer<T>> }>();

  return {
    async once(claim, run) {
      const id = JSON.stringify([claim.userKey, claim.route, claim.key]);
      const hash = createHash('sha256').update(JSON.stringify(claim.input)).digest('base64url');
      const twin = running.get(id);
      if (twin) return twin.hash === hash ? twin.answer : mismatch();
      const answer = first(claim, hash, run);
      running.set(id, { hash, answer });
      try {
        return await answer;
      } finally {
        running.delete(id);
      }
    },
  };

  async function first(claim: Claim, hash: string, run: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const now = clock.now();
    await db
      .deleteFrom('wall_idempotency')
      .where('at', '<=', now - lifeMs)
      .execute();
    const inserted = await db
      .insertInto('wall_idempotency')
      .values({
        user_key: claim.userKey,
        route: claim.route,
        idem_key: claim.key,
        body_hash: hash,
        answer: null,
        at: now,
      })
      .onConflict((conflict) => conflict.columns(['user_key', 'route', 'idem_key']).doNothing())
      .executeTakeFirst();
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) return saved(claim, hash);

    const answer = await run();
    try {
      if (!answer.ok && !answer.settled) {
        await rowOf(claim, db.deleteFrom('wall_idempotency')).execute();
      } else {
        const json = answer.ok ? { value: answer.value } : { error: plain(answer.error) };
        await rowOf(claim, db.updateTable('wall_idempotency').set({ answer: JSON.stringify(json) })).execute();
      }
    } catch (error) {
      // The act is done; a repetition will be told that its outcome is unknown, and will not act again.
      log.error({ err: error }, 'an answer could not be saved');
    }
    return answer;
  }

  async function saved(claim: Claim, hash: string): Promise<Answer<T>> {
    const row = await db
      .selectFrom('wall_idempotency')
      .select(['body_hash', 'answer'])
      .where('user_key', '=', claim.userKey)
      .where('route', '=', claim.route)
      .where('idem_key', '=', claim.key)
      .executeTakeFirst();
    if (!row) return unfinished();
    if (row.body_hash !== hash) return mismatch();
    if (row.answer === null) return unfinished();
    const json: unknown = JSON.parse(row.answer);
    const error = errorIn(json);
    if (error) return { ok: false, error, settled: true };
    return { ok: true, value: options.parse(json && typeof json === 'object' && 'value' in json ? json.value : null) };
  }
}

type Narrowing<Q> = { where(column: 'user_key' | 'route' | 'idem_key', operator: '=', value: string): Q };
function rowOf<Q extends Narrowing<Q>>(claim: Claim, query: Q): Q {
  return query.where('user_key', '=', claim.userKey).where('route', '=', claim.route).where('idem_key', '=', claim.key);
}

function mismatch(): Answer<never> {
  const error = new ApiError(
    'idempotency_mismatch',
    'This Idempotency-Key was used with another body: take a new one.',
  );
  return { ok: false, error, settled: true };
}

/** We ended between the order and its answer: it may have been carried out. */
function unfinished(): Answer<never> {
  const message = 'This order was begun and its outcome is unknown. Look at the board before you give it again.';
  return { ok: false, error: new ApiError('pbx_timeout', message), settled: true };
}

const plain = (error: ApiError) => ({ code: error.code, message: error.message, details: error.details });

function errorIn(json: unknown): ApiError | null {
  if (!json || typeof json !== 'object' || !('error' in json)) return null;
  const { error } = json;
  if (!error || typeof error !== 'object' || !('code' in error) || !('message' in error)) return null;
  const code = settledCodes.find((known) => known === error.code);
  if (!code) return null;
  return new ApiError(code, String(error.message), 'details' in error ? { details: error.details } : {});
}

/** The errors an order may settle with. */
const settledCodes = ['pbx_refused', 'pbx_timeout', 'no_call'] as const;
