// How an order reaches the PBX: guard, stored intent, the PBX once, stored outcome. It repeats nothing and writes no
// board state: what came of an order is told by the PBX's events.
import { randomUUID } from 'node:crypto';
import type * as z from 'zod/mini';
import { type GuardMemory, guardKey, guardMs, hold, release, secondsLeft } from '../../lib/dialling/guard.ts';
import { maskNumber } from '../../lib/dialling/mask.ts';
import { maskNumbersIn } from '../../lib/dialling/mask-numbers-in.ts';
import type { Accepted } from '../../lib/protocol/endpoint-shapes.ts';
import type { Audit } from '../access/audit.ts';
import type { Session } from '../access/session.ts';
import type { AccessDb } from '../access/tables.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { PbxOrder } from '../pbx/pbx.ts';
import { ApiError } from './api-error.ts';
import type { CallLimiter } from './call-limiter.ts';
import type { Answer } from './idempotency.ts';

export type AcceptedAction = z.infer<typeof Accepted>;

export interface Order {
  readonly kind: 'call' | 'transit' | 'transit-agent' | 'hang-up';
  /** The extension that acts: the guard's key, with the number. */
  readonly extension: string;
  /** As it goes on the wire; null for a hang-up, which is not guarded. */
  readonly number: string | null;
  /** One spelling for one number, for the guard. */
  readonly guardNumber: string | null;
  /** A second outside number, in one spelling. */
  readonly second?: string | undefined;
  /** Why it may be given, for the audit trail: no number among it. */
  readonly why: object;
  send(): Promise<PbxOrder>;
  /** For a refused hang-up: does the board know an open call there? */
  readonly callKnown?: () => boolean;
}

export interface Orders {
  give(session: Session, order: Order): Promise<Answer<AcceptedAction>>;
  /** Brings the guard back after a restart: what was ordered in the last 15 s still counts. */
  recall(): Promise<void>;
}

export function createOrders(options: {
  readonly db: AccessDb;
  /** Tells one number from another, and keeps none. */
  readonly hashNumber: (number: string) => string;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly limiter: CallLimiter;
  readonly audit: Pick<Audit, 'append' | 'numberDetails'>;
}): Orders {
  const { db, hashNumber, clock, log, limiter, audit } = options;
  const guard: GuardMemory = new Map();

  async function give(session: Session, order: Order): Promise<Answer<AcceptedAction>> {
    const { kind, extension, number } = order;
    const at = clock.now();
    const hash = order.guardNumber === null ? null : hashNumber(order.guardNumber);
    const key = hash === null ? null : guardKey(extension, hash);
    if (key !== null) {
      const stopped = limiter.stopped();
      if (stopped) return refusal(stopped, false);
      const left = secondsLeft(guard, key, at);
      if (left !== null) return refusal(tooSoon(left), false);
      // Counted and held before anything is awaited: of two at once, one goes.
      const tooMany = limiter.take(extension, at);
      if (tooMany) return refusal(tooMany, false);
      hold(guard, key, at);
    }
    const giveBack = () => {
      if (key === null) return;
      release(guard, key, at);
      limiter.giveBack(extension, at);
    };

    const id = randomUUID();
    const settle = async (outcome: PbxOrder['outcome'], words: string | null) => {
      try {
        await db
          .updateTable('wall_action')
          .set({ outcome, words: words && maskNumbersIn(words), settled_at: clock.now() })
          .where('id', '=', id)
          .execute();
      } catch (error) {
        log.error({ err: error, kind, id, outcome }, 'the outcome of an order could not be stored');
      }
    };
    let intended = false;
    try {
      await db
        .insertInto('wall_action')
        .values({
          id,
          kind,
          user_key: session.key,
          user_name: session.name,
          extension,
          number_masked: order.guardNumber === null ? null : maskNumber(order.guardNumber),
          number_hash: hash,
          at,
          outcome: null,
          words: null,
          settled_at: null,
        })
        .execute();
      intended = true;
      const { guardNumber, second, why } = order;
      const numbers = {
        ...(guardNumber === null ? {} : { number: await audit.numberDetails(guardNumber) }),
        ...(second === undefined ? {} : { second: await audit.numberDetails(second) }),
      };
      const details = { id, kind, role: session.role, why, ...numbers };
      await audit.append({ kind: 'order_intended', who: session, subject: extension, details });
    } catch (error) {
      giveBack();
      if (intended) await settle('not_sent', 'cannot_store');
      log.error({ err: error, kind }, 'an order could not be stored and was not sent');
      return refusal(new ApiError('cannot_store', 'The order could not be stored, so it was not sent.'), false);
    }

    /** The PBX's words stay out: they may quote the number. */
    const conclude = async (outcome: PbxOrder['outcome'], words: string | null, why: string | null) => {
      await settle(outcome, words ?? why);
      const details = { id, ...(why === null ? {} : { why }) };
      try {
        await audit.append({ kind: `order_${outcome}`, who: session, subject: extension, details });
      } catch (error) {
        log.error({ err: error, kind, id, outcome }, 'the outcome of an order could not be written to the audit trail');
      }
    };

    // Calls may have been stopped while the intent was written: from the stop's answer on, none leaves.
    const stopped = key === null ? null : limiter.stopped();
    if (stopped) {
      giveBack();
      await conclude('not_sent', null, stopped.code);
      return refusal(stopped, false);
    }
    let result: PbxOrder;
    try {
      result = await order.send();
    } catch (error) {
      log.error({ err: error, kind, id }, 'the PBX client failed; the outcome of an order is unknown');
      result = { outcome: 'unknown', why: 'unreachable' };
    }
    if (result.outcome === 'refused' || result.outcome === 'not_sent') giveBack();
    if ('words' in result) await conclude(result.outcome, result.words, null);
    else await conclude(result.outcome, null, result.why);
    log.info({ id, kind, extension, outcome: result.outcome, user: session.name }, 'order');
    return answerTo(result, order, { action: { id, kind, state: 'accepted', at, extension, number } });
  }

  async function recall() {
    const rows = await db
      .selectFrom('wall_action')
      .select(['extension', 'number_hash', 'at', 'outcome'])
      .where('at', '>', clock.now() - guardMs)
      .where('number_hash', 'is not', null)
      .orderBy('at')
      .execute();
    for (const row of rows) {
      if (row.number_hash === null || row.outcome === 'refused' || row.outcome === 'not_sent') continue;
      hold(guard, guardKey(row.extension, row.number_hash), Number(row.at));
    }
  }

  return { give, recall };
}

function answerTo(result: PbxOrder, order: Order, accepted: AcceptedAction): Answer<AcceptedAction> {
  switch (result.outcome) {
    case 'accepted':
      return { ok: true, value: accepted };
    case 'refused': {
      if (order.kind === 'hang-up' && order.callKnown?.() === false) {
        return refusal(new ApiError('no_call', 'There is no call to cut at this extension.'), true);
      }
      const words = result.words.slice(0, 500);
      return refusal(new ApiError('pbx_refused', `The PBX refused: ${words}`, { details: { words } }), true);
    }
    case 'unknown': {
      const message = 'The PBX did not answer clearly: the order may have been carried out. It is not repeated.';
      return refusal(new ApiError('pbx_timeout', message, { details: { why: result.why } }), true);
    }
    case 'not_sent':
      if (result.why === 'unauthorized') {
        const message = 'The PBX does not accept our credentials; nothing was carried out. Check the connection.';
        return refusal(new ApiError('pbx_refused', message, { details: { why: result.why } }), false);
      }
      return refusal(new ApiError('pbx_down', 'The PBX is not answering; nothing was sent. Try again later.'), false);
  }
}

const refusal = (error: ApiError, settled: boolean): Answer<never> => ({ ok: false, error, settled });

function tooSoon(retryAfterSeconds: number): ApiError {
  return new ApiError('repeat_too_soon', `The same number again: possible in ${retryAfterSeconds} s.`, {
    details: { retryAfterSeconds },
    retryAfterSeconds,
  });
}
