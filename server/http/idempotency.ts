// One key, one act. Decides whether a request with an `Idempotency-Key` runs, waits for its twin, or gets the saved
// answer. A key belongs to one person or token and one route: nobody can meet another's answer by guessing a key.
// At rest an answer is sealed, and key and body are keyed hashes: the table tells no number to who has no APP_SECRET.
import { createKeyedHash } from '../access/derive-key.ts';
import { createSeal, type Seal } from '../access/seal.ts';
import type { AccessDb, AccessTables } from '../access/tables.ts';
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

interface HashedClaim extends Claim {
  readonly formerKey: string;
}

export interface Idempotency<T> {
  once(claim: Claim, run: () => Promise<Answer<T>>): Promise<Answer<T>>;
}

/** Saved answers live 24 h. */
const lifeMs = 86_400_000;

export function createIdempotency<T>(options: {
  readonly db: AccessDb;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  readonly appSecret: string;
  /** Reads a stored answer; throws when it does not fit. */
  readonly parse: (json: unknown) => T;
}): Idempotency<T> {
  const { db, clock, log, appSecret } = options;
  const seal = createAnswerSeal(appSecret);
  const hashOf = createKeyedHash(appSecret, 'wallboard: idempotency, 1');
  const running = new Map<string, { readonly hash: string; readonly answer: Promise<Answer<T>> }>();

  return {
    async once({ key, ...asked }, run) {
      const claim = { ...asked, key: hashOf(`key ${key}`), formerKey: key };
      const id = JSON.stringify([claim.userKey, claim.route, claim.key]);
      const hash = hashOf(`body ${JSON.stringify(claim.input)}`);
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

  /** Of an earlier version, which kept the key as it came: its answer is gone, and the order is not given again. */
  async function isFormer({ userKey, route, formerKey }: HashedClaim): Promise<boolean> {
    const row = await db
      .selectFrom('wall_idempotency')
      .select('at')
      .where('user_key', '=', userKey)
      .where('route', '=', route)
      .where('idem_key', '=', formerKey)
      .executeTakeFirst();
    return row !== undefined;
  }

  async function first(claim: HashedClaim, hash: string, run: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const now = clock.now();
    await db
      .deleteFrom('wall_idempotency')
      .where('at', '<=', now - lifeMs)
      .execute();
    if (await isFormer(claim)) return unfinished();
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
        const row = { user_key: claim.userKey, route: claim.route, idem_key: claim.key };
        const json = answer.ok ? { value: answer.value } : { error: plain(answer.error) };
        await rowOf(
          claim,
          db.updateTable('wall_idempotency').set({ answer: seal.close(JSON.stringify(json), sealedFor(row)) }),
        ).execute();
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
      .select(['user_key', 'route', 'idem_key', 'body_hash', 'answer'])
      .where('user_key', '=', claim.userKey)
      .where('route', '=', claim.route)
      .where('idem_key', '=', claim.key)
      .executeTakeFirst();
    if (!row) return unfinished();
    if (row.body_hash !== hash) return mismatch();
    const json = answerOf(seal, row);
    if (json === null) return unfinished();
    const error = errorIn(json);
    if (error) return { ok: false, error, settled: true };
    return { ok: true, value: options.parse(json && typeof json === 'object' && 'value' in json ? json.value : null) };
  }
}

type Row = AccessTables['wall_idempotency'];
type Named = Pick<Row, 'user_key' | 'route' | 'idem_key'>;
/** What an answer belongs to: put into another row it does not open. */
const sealedFor = ({ user_key, route, idem_key }: Named) => JSON.stringify([user_key, route, idem_key]);

export const createAnswerSeal = (appSecret: string): Seal => createSeal(appSecret, 'saved answers');

/** null = none, or one that this APP_SECRET does not open. */
export function answerOf(seal: Seal, row: Named & Pick<Row, 'answer'>): unknown {
  const text = row.answer === null ? null : seal.open(row.answer, sealedFor(row));
  return text === null ? null : JSON.parse(text);
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
