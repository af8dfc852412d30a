// May this number be dialled, and how is it written to the PBX? Spelling is normalise.ts's, facts of plans are the
// parser's, emergency.ts's and closed-ranges.ts's; this file weighs them.
// It must never let through what costs money unasked (premium, shared-cost, satellite, unlisted countries), what
// reaches an emergency service, or what steers a telephone system (`*`, `#`, `,`, `;`, `p`, `w`, `@`).
// The numbering plans are an argument, so that the browser need not carry them.
import { isClosedRange, isDirectoryEnquiry } from './closed-ranges.ts';
import { beginsAsEmergency, isEmergency, isEmergencyEverywhere } from './emergency.ts';
import { normaliseNumber } from './normalise.ts';

/** What the numbering plans say of one valid number. */
export interface ReadNumber {
  /** `+351912345678` */
  readonly e164: string;
  /** Without its plus: `351`. */
  readonly callingCode: string;
  /** ISO code, null for codes of no country (satellite, international freephone). */
  readonly country: string | null;
  /** Digits as dialled inside the country, its trunk prefix included. */
  readonly domestic: string;
  /** For people: `912 345 678`, `+351 912 345 678`. */
  readonly national: string;
  readonly international: string;
  readonly kind: NumberKind;
}
export interface NumberPlans {
  /** Reads international (`+…`) or national text under a calling code; null = valid nowhere there. */
  read(text: string, callingCode: string): ReadNumber | null;
  /** `PT`, `+351` or `+351707` to `351`; null when unknown. */
  callingCode(countryOrPrefix: string): string | null;
}

export const numberKinds = [
  'extension',
  'short_code',
  'fixed',
  'mobile',
  'fixed_or_mobile',
  'voip',
  'toll_free',
  'premium',
  'shared_cost',
  'personal',
  'satellite',
  'unknown',
] as const;
export type NumberKind = (typeof numberKinds)[number];

/** Closed list: why a number is not dialled, or not presented. The first five are `invalid_number`, the others `number_not_allowed`. */
export const numberReasons = [
  'empty',
  'characters',
  'too_short',
  'too_long',
  'no_such_number',
  'emergency',
  'country',
  'range',
  'caller_id',
] as const;
export type NumberReason = (typeof numberReasons)[number];

export interface DialRules {
  /** Prefixes with their plus; `*` lifts the limit of countries. A prefix longer than a calling code lists a range. */
  readonly allow: readonly string[] | '*';
  /** How a foreign number is written. */
  readonly format: '00' | '+';
  /** The PBX's own country, `PT` or `+351`: its numbers are written nationally. */
  readonly country: string;
  readonly isExtension: (digits: string) => boolean;
  /** Services of three to six digits that may be dialled, such as `1820`. Emergency numbers in it open nothing. */
  readonly shortCodes: readonly string[];
}

export type NumberVerdict =
  | {
      readonly ok: true;
      readonly kind: NumberKind;
      /** null for extensions and short codes, and for national numbers that are valid in several countries but not in the PBX's own. */
      readonly e164: string | null;
      /** Digits as the PBX gets them, with a plus only under DIAL_FORMAT=+. */
      readonly wire: string;
      readonly national: string;
      readonly international: string | null;
      readonly country: string | null;
    }
  | {
      readonly ok: false;
      readonly code: 'invalid_number' | 'number_not_allowed';
      readonly reason: NumberReason;
      /** How a valid but forbidden number was read; null when it was not. */
      readonly read: ReadNumber | null;
    };

const openKinds: ReadonlySet<NumberKind> = new Set(['fixed', 'mobile', 'fixed_or_mobile', 'voip', 'toll_free']);
/** What may pass for an extension. Whatever the board was told, a longer one is an outside number. */
const extensionShape = /^[0-9]{2,6}$/;
/** Three to six digits, and nothing that would be read as an international prefix. */
export const shortCodeShape = /^(?!00)[0-9]{3,6}$/;

const invalid = (reason: NumberReason): NumberVerdict => ({ ok: false, code: 'invalid_number', reason, read: null });
const forbidden = (reason: NumberReason, read: ReadNumber | null = null): NumberVerdict => ({
  ok: false,
  code: 'number_not_allowed',
  reason,
  read,
});

/** Reads, judges and writes one number. Never throws. */
export function checkNumber(plans: NumberPlans, rules: DialRules, typed: string): NumberVerdict {
  const spelt = normaliseNumber(typed);
  if (!spelt.ok) return invalid(spelt.reason);
  let verdict: NumberVerdict | null = null;
  for (const text of spelt.texts) {
    verdict = text.startsWith('+') ? checkFull(plans, rules, text) : checkNational(plans, rules, text);
    // Only "no such number" leaves the next reading a chance: what is forbidden in one reading stays forbidden.
    if (verdict.ok || verdict.code === 'number_not_allowed') break;
  }
  return verdict ?? invalid('empty');
}

/** With its country code in front. */
function checkFull(plans: NumberPlans, rules: DialRules, text: string): NumberVerdict {
  if (isEmergencyEverywhere(text, plans.callingCode)) return forbidden('emergency');
  const code = plans.callingCode(text);
  const national = text.slice(1 + (code?.length ?? 0));
  if (code !== null && isClosedRange(code, national, 'code') && !isListed(rules, text, code, false)) {
    return forbidden(reaches(rules, text) ? 'range' : 'country', plans.read(text, code));
  }
  if (text.length > 16) return invalid('too_long');
  if (text.length < 8) return invalid('too_short');
  const home = plans.callingCode(rules.country) ?? '';
  const read = plans.read(text, home);
  if (!read) return invalid('no_such_number');
  const reason = forbids(rules, read);
  return reason ? forbidden(reason, read) : allowed(read, wireOf(plans, rules, read, home));
}

function checkNational(plans: NumberPlans, rules: DialRules, digits: string): NumberVerdict {
  if (isEmergencyEverywhere(digits, plans.callingCode)) return forbidden('emergency');
  if (extensionShape.test(digits) && rules.isExtension(digits)) return inside('extension', digits);
  if (isEmergency(digits)) return forbidden('emergency');
  if (shortCodeShape.test(digits) && rules.shortCodes.includes(digits)) return inside('short_code', digits);
  if (isDirectoryEnquiry(digits)) return forbidden('range');
  if (digits.length < 5) return invalid('too_short');
  if (digits.length > 15) return invalid('too_long');

  const home = plans.callingCode(rules.country) ?? '';
  const codes = [...new Set([home, ...codesOf(plans, rules)])];
  for (const code of codes) {
    const read = isClosedRange(code, digits, 'national') ? plans.read(digits, code) : undefined;
    if (read !== undefined && !isListed(rules, `+${code}${digits}`, code, false)) return forbidden('range', read);
  }
  // Satellites and worldwide freephone have no "inside" where a number could be dialled without its code.
  const readings = codes
    .map((code) => plans.read(digits, code))
    .filter((read) => read !== null)
    .filter((read) => read.country !== null);
  const [first] = readings;
  if (!first) return invalid('no_such_number');
  // Whichever country the PBX takes it for, it must be harmless there.
  for (const read of readings) {
    const reason = forbids(rules, read);
    if (reason) return forbidden(reason, read);
  }
  if (first.callingCode === home) {
    // Its trunk prefix makes another text of it, which is judged as if it had been typed.
    return allowed(first, first.domestic === digits ? digits : wireOf(plans, rules, first, home));
  }
  if (beginsAsEmergency(digits)) return forbidden('emergency', first);
  // Valid only abroad: sent as typed, the PBX knows its own lines. With two countries to choose from, we do not.
  const verdict = allowed(first, digits);
  return verdict.ok && readings.length > 1 ? { ...verdict, e164: null, international: null, country: null } : verdict;
}

const inside = (kind: 'extension' | 'short_code', digits: string): NumberVerdict => ({
  ok: true,
  kind,
  e164: null,
  wire: digits,
  national: digits,
  international: null,
  country: null,
});

function allowed(read: ReadNumber, wire: string): NumberVerdict {
  const { kind, e164, national, international, country } = read;
  return { ok: true, kind, e164, wire, national, international, country };
}

function codesOf(plans: NumberPlans, rules: DialRules): string[] {
  if (rules.allow === '*') return [];
  return rules.allow.flatMap((prefix) => (prefix === '*' ? [] : (plans.callingCode(prefix) ?? [])));
}

/** The home country's numbers go nationally, but for those that another allowed country would read as forbidden. */
function wireOf(plans: NumberPlans, rules: DialRules, read: ReadNumber, home: string): string {
  // Only what reads back as itself: no third text may come of it.
  if (read.callingCode === home && plans.read(read.domestic, home)?.domestic === read.domestic) {
    const domestic = checkNational(plans, rules, read.domestic);
    if (domestic.ok && domestic.e164 === read.e164) return domestic.wire;
  }
  return rules.format === '+' ? read.e164 : `00${read.e164.slice(1)}`;
}

/** Does DIAL_ALLOW cover it at all? */
function reaches(rules: DialRules, e164: string): boolean {
  return rules.allow === '*' || rules.allow.some((prefix) => prefix === '*' || e164.startsWith(prefix));
}

/** Is it listed as a range: by a prefix longer than its country code, or by a code that belongs to no country, itself? */
function isListed(rules: DialRules, e164: string, callingCode: string, ofNoCountry: boolean): boolean {
  if (rules.allow === '*') return false;
  const shortest = callingCode.length + (ofNoCountry ? 1 : 2);
  return rules.allow.some((prefix) => prefix.length >= shortest && e164.startsWith(prefix));
}

function forbids(rules: DialRules, read: ReadNumber): NumberReason | null {
  if (!reaches(rules, read.e164)) return 'country';
  if (isListed(rules, read.e164, read.callingCode, read.country === null)) return null;
  if (read.country === null || !openKinds.has(read.kind)) return 'range';
  return isClosedRange(read.callingCode, read.e164.slice(1 + read.callingCode.length), 'code') ? 'range' : null;
}
