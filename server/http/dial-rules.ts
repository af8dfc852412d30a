// The number rules with this house's settings: which numbers its orders may carry.
import { isDirectoryEnquiry } from '../../lib/dialling/closed-ranges.ts';
import { isEmergency, isEmergencyEverywhere } from '../../lib/dialling/emergency.ts';
import {
  checkNumber,
  type NumberKind,
  type NumberPlans,
  type NumberReason,
  type NumberVerdict,
} from '../../lib/dialling/number.ts';
import { sameNumber } from '../../lib/dialling/same-number.ts';
import type { DiallingSettings } from '../dialling-settings.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';

/** What a number was read as, for whoever asks later why it was dialled. */
export interface DialReason {
  readonly number: NumberKind;
  readonly country: string | null;
}

export interface Dialling {
  check(typed: string): NumberVerdict;
  /** The verdict of a number that may be dialled; throws 422 or 403 otherwise. */
  demand(typed: string): { readonly wire: string; readonly guardNumber: string; readonly why: DialReason };
  /**
   * Throws 403 for what is dialled, or might be, and is no extension. The one that `acts` is rung by the PBX as its own:
   * services are not on the board, so of what it does not know only 112, 911, 999 and 000 are refused there. Nobody is
   * handed to those, though an extension bore them.
   */
  demandExtension(extension: string, part: 'acts' | 'is called'): void;
  /** undefined = the PBX chooses; throws 403 when the house lists caller ids and this is none of them. */
  demandCallerId(ddi: string | undefined): string | undefined;
}

const words: Readonly<Record<NumberReason, string>> = {
  empty: 'There is no number.',
  characters: 'A number has digits only, and a plus in front.',
  too_short: 'This is too short for a number, and no extension.',
  too_long: 'This is too long for a number.',
  no_such_number: 'There is no such number.',
  emergency: 'Emergency numbers are dialled on the phone itself.',
  country: 'This country may not be dialled.',
  range: 'This range costs extra and may not be dialled; ordinary fixed and mobile numbers may.',
  caller_id: 'This caller id may not be presented.',
};

export function createDialling(
  services: Pick<ApiServices, 'env' | 'liveBoard'>,
  plans: NumberPlans,
  settings: Pick<DiallingSettings, 'current'>,
): Dialling {
  const { env, liveBoard } = services;
  const isExtension = (digits: string) => {
    const { agents, queues } = liveBoard.board();
    return Object.hasOwn(agents, digits) || Object.hasOwn(queues, digits);
  };
  const fixed = { allow: env.dialAllow, format: env.dialFormat, country: env.pbxCountry, isExtension };
  const check = (typed: string) => {
    const { shortCodes } = settings.current();
    return checkNumber(plans, { ...fixed, shortCodes }, typed);
  };
  const allowedCountries = env.dialAllow === '*' ? ['*'] : env.dialAllow;
  return {
    check,
    demand(typed) {
      const verdict = check(typed);
      // The guard counts one number once, however it is spelt.
      if (verdict.ok) {
        const { wire, e164, kind, country } = verdict;
        return { wire, guardNumber: e164 ?? wire, why: { number: kind, country } };
      }
      const { reason, read } = verdict;
      const details = {
        reason,
        ...(read ? { kind: read.kind, country: read.country } : {}),
        ...(reason === 'country' ? { allowed: allowedCountries } : {}),
      };
      const allowed = reason === 'country' ? ` Allowed: ${allowedCountries.join(', ')}.` : '';
      throw new ApiError(verdict.code, `${words[reason]}${allowed}`, { details });
    },
    demandExtension(extension, part) {
      const worldwide = isEmergencyEverywhere(extension, plans.callingCode);
      const known = isExtension(extension);
      if (part === 'acts' ? known || !worldwide : known && !worldwide) return;
      const reason = worldwide || isEmergency(extension) ? 'emergency' : isDirectoryEnquiry(extension) ? 'range' : null;
      if (reason) throw new ApiError('number_not_allowed', words[reason], { details: { reason } });
    },
    demandCallerId(ddi) {
      if (ddi === undefined || ddi === '') return undefined;
      const { ddis } = settings.current();
      const allowed = ddis.length === 0 || ddis.some((listed) => sameNumber(listed, ddi));
      if (allowed) return ddi;
      const details = { reason: 'caller_id', allowed: ddis };
      throw new ApiError('number_not_allowed', `${words.caller_id} Allowed: ${ddis.join(', ')}.`, { details });
    },
  };
}
