// The audit trail: who did what, and who was refused. Decides nothing about anybody. An outside number reaches it as a
// keyed hash and its last digits; a password, a token or a whole number never does.
import type { Kysely } from 'kysely';
import { maskNumber } from '../../lib/dialling/mask.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/schema.ts';
import type { Logger } from '../log.ts';
import { headKeyOf } from './audit-chain.ts';
import { createNumberKeys } from './audit-number-key.ts';
import { type AuditFilter, readAudit, type StoredAudit } from './audit-read.ts';
import { createRepeats } from './audit-repeats.ts';
import { type AuditEvent, createAuditWriter } from './audit-writer.ts';
import { networkOf } from './throttle.ts';

export interface Audit {
  /** Resolves once it is on disk. @throws CannotStore: what was to be written down must not be done then */
  append(event: AuditEvent): Promise<void>;
  /**
   * For refusals, which stand whether they can be written or not: never throws. Alike ones of one visitor are one row in
   * ten minutes; the next row's `leftOut` tells how many more there were. A stranger is known by the address.
   */
  refused(event: AuditEvent, code: string, address: string): Promise<void>;
  /** A number as it may stand in the details. */
  numberDetails(number: string): Promise<{ readonly number: string; readonly hash: string; readonly key: string }>;
  read(filter: AuditFilter, limit: number): Promise<StoredAudit[]>;
}

export function createAudit(options: {
  readonly db: Kysely<Database>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'error'>;
  readonly appSecret: string;
}): Audit {
  const { db, clock, log, appSecret } = options;
  const append = createAuditWriter({ db, clock, log, sealKey: headKeyOf(appSecret) });
  const numberKeys = createNumberKeys({ db, appSecret });
  // Apart, so that no crowd of strangers hides what somebody we know was refused.
  const repeats = { known: createRepeats(clock, 600), strangers: createRepeats(clock, 60) };
  return {
    append,
    async refused(event, code, address) {
      const whoKey = event.who?.key ?? null;
      const visitor = whoKey ?? networkOf(address);
      const alike = JSON.stringify([event.kind, visitor, code, event.subject]);
      const leftOut = repeats[whoKey === null ? 'strangers' : 'known'].take(alike);
      if (leftOut === null) return;
      const details = { ...event.details, code, address, ...(leftOut > 0 ? { leftOut } : {}) };
      try {
        await append({ ...event, details });
      } catch (error) {
        log.error({ err: error, kind: event.kind, code }, 'a refusal could not be written to the audit trail');
      }
    },
    async numberDetails(number) {
      const { hash, key } = await numberKeys.hash(number, clock.now());
      return { number: maskNumber(number), hash, key };
    },
    read: (filter, limit) => readAudit(db, filter, limit),
  };
}
