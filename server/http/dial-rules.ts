// The number rules with this house's settings: which numbers its orders may carry.
import {
  checkNumber,
  type DialRules,
  isEmergency,
  type NumberPlans,
  type NumberReason,
  type NumberVerdict,
} from '../../lib/dialling/number.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';

export interface Dialling {
  check(typed: string): NumberVerdict;
  /** The verdict of a number that may be dialled; throws 422 or 403 otherwise. */
  demand(typed: string): { readonly wire: string; readonly guardNumber: string };
  /** Throws 403 when a stranger to the board would be an emergency number. */
  demandExtension(extension: string): void;
}

const words: Readonly<Record<NumberReason, string>> = {
  empty: 'There is no number.',
  characters: 'A number has digits only, and a plus in front.',
  too_short: 'This is too short for a number, and no extension.',
  too_long: 'This is too long for a number.',
  no_such_number: 'There is no such number.',
  emergency: 'Emergency numbers are dialled on the phone itself.',
  country: 'This country may not be dialled.',
  range: 'This range costs extra and may not be dialled.',
};

export function createDialling(services: Pick<ApiServices, 'env' | 'liveBoard'>, plans: NumberPlans): Dialling {
  const { env, liveBoard } = services;
  const isExtension = (digits: string) => {
    const { agents, queues } = liveBoard.board();
    return Object.hasOwn(agents, digits) || Object.hasOwn(queues, digits);
  };
  const rules: DialRules = { allow: env.dialAllow, format: env.dialFormat, country: env.pbxCountry, isExtension };
  const check = (typed: string) => checkNumber(plans, rules, typed);
  return {
    check,
    demand(typed) {
      const verdict = check(typed);
      // The guard counts one number once, however it is spelt.
      if (verdict.ok) return { wire: verdict.wire, guardNumber: verdict.e164 ?? verdict.wire };
      const { reason, read } = verdict;
      const details = { reason, ...(read ? { kind: read.kind, country: read.country } : {}) };
      throw new ApiError(verdict.code, words[reason], { details });
    },
    demandExtension(extension) {
      if (!isEmergency(extension) || isExtension(extension)) return;
      throw new ApiError('number_not_allowed', words.emergency, { details: { reason: 'emergency' } });
    },
  };
}
