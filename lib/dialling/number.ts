// May this number be dialled, and how is it written to the PBX? One reading for every spelling of a number.
// It must never let through what costs money unasked (premium, shared-cost, satellite, unlisted countries), what
// reaches an emergency service, or what steers a telephone system (`*`, `#`, `,`, `;`, `p`, `w`, `@`).
// The numbering plans are an argument, so that the browser need not carry them.

/** What the numbering plans say of one valid number. */
export interface ReadNumber {
  /** `+351912345678` */
  readonly e164: string;
  /** Without its plus: `351`. */
  readonly callingCode: string;
  /** ISO code, null for ranges of no country (satellite, international freephone). */
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

/** Closed list: why a number is not dialled. The first group is `invalid_number`, the second `number_not_allowed`. */
export const numberReasons = [
  'empty',
  'characters',
  'too_short',
  'too_long',
  'no_such_number',
  'emergency',
  'country',
  'range',
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
}

export type NumberVerdict =
  | {
      readonly ok: true;
      readonly kind: NumberKind;
      /** null for extensions, and for national numbers that are valid in several countries but not in the PBX's own. */
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

/** Never dialled, in whatever country and even if an extension bore it. */
const emergencyEverywhere = new Set(['112', '911', '999', '000']);
/** Emergency numbers of some countries that elsewhere are plain extensions: a known extension wins. */
const emergencySomewhere = new Set(
  '061 062 080 085 088 091 092 100 101 102 103 104 108 110 111 113 114 115 117 118 119 120 122 133 144 190 191 192 193 194 995 997 998'.split(
    ' ',
  ),
);
/** An emergency number of some country: as an extension it is only believed when the board knows it. */
export const isEmergency = (digits: string): boolean =>
  emergencyEverywhere.has(digits) || emergencySomewhere.has(digits);
const openKinds: ReadonlySet<NumberKind> = new Set(['fixed', 'mobile', 'fixed_or_mobile', 'voip', 'toll_free']);
/** Longest text worth reading: 15 digits of E.164, its prefix, and a separator after each. */
const longestText = 40;

const refused = (
  code: 'invalid_number' | 'number_not_allowed',
  reason: NumberReason,
  read: ReadNumber | null = null,
): NumberVerdict => ({ ok: false, code, reason, read });

/** Separators people and spreadsheets put in: blanks, no-break and thin blanks, hyphens, dots, slashes, brackets. */
const separators = /[ \t\u00a0\u2007\u2009\u202f\-\u2010-\u2013./()]/g;

/** Reads, judges and writes one number. Never throws. */
export function checkNumber(plans: NumberPlans, rules: DialRules, typed: string): NumberVerdict {
  const trimmed = typed.trim();
  if (trimmed === '') return refused('invalid_number', 'empty');
  if (trimmed.length > longestText) return refused('invalid_number', 'too_long');
  // "+44 (0)20 …": the trunk zero in brackets is not dialled with the country code.
  const bare = trimmed.replace(/^(\+|00)([^()]*)\(0\)/, '$1$2').replace(separators, '');
  if (!/^\+?[0-9]+$/.test(bare)) return refused('invalid_number', 'characters');
  const text = bare.startsWith('00') && bare.length > 3 ? `+${bare.slice(2)}` : bare;

  if (text.startsWith('+')) {
    if (text.length > 16) return refused('invalid_number', 'too_long');
    if (text.length < 8) return refused('invalid_number', 'too_short');
    const home = plans.callingCode(rules.country) ?? '';
    const read = plans.read(text, home);
    if (!read) return refused('invalid_number', 'no_such_number');
    const reason = forbids(rules, read);
    return reason ? refused('number_not_allowed', reason, read) : allowed(read, wireOf(plans, rules, read, home));
  }
  return checkNational(plans, rules, text);
}

function checkNational(plans: NumberPlans, rules: DialRules, digits: string): NumberVerdict {
  if (emergencyEverywhere.has(digits)) return refused('number_not_allowed', 'emergency');
  if (rules.isExtension(digits)) {
    return {
      ok: true,
      kind: 'extension',
      e164: null,
      wire: digits,
      national: digits,
      international: null,
      country: null,
    };
  }
  if (emergencySomewhere.has(digits)) return refused('number_not_allowed', 'emergency');
  if (digits.length < 5) return refused('invalid_number', 'too_short');
  if (digits.length > 15) return refused('invalid_number', 'too_long');

  const home = plans.callingCode(rules.country) ?? '';
  const codes = new Set([home]);
  if (rules.allow !== '*') {
    for (const prefix of rules.allow) {
      const code = prefix === '*' ? null : plans.callingCode(prefix);
      if (code) codes.add(code);
    }
  }
  // Satellites and worldwide freephone have no "inside" where a number could be dialled without its code.
  const readings = [...codes]
    .map((code) => plans.read(digits, code))
    .filter((read) => read !== null)
    .filter((read) => read.country !== null);
  const [first] = readings;
  if (!first) return refused('invalid_number', 'no_such_number');
  // Whichever country the PBX takes it for, it must be harmless there.
  for (const read of readings) {
    const reason = forbids(rules, read);
    if (reason) return refused('number_not_allowed', reason, read);
  }
  if (first.callingCode === home) return allowed(first, first.domestic);
  // Valid only abroad: sent as typed, the PBX knows its own lines. With two countries to choose from, we do not.
  const verdict = allowed(first, digits);
  return verdict.ok && readings.length > 1 ? { ...verdict, e164: null, international: null, country: null } : verdict;
}

function allowed(read: ReadNumber, wire: string): NumberVerdict {
  const { kind, e164, national, international, country } = read;
  return { ok: true, kind, e164, wire, national, international, country };
}

/** The home country's numbers go nationally, but for those that another allowed country would read as forbidden. */
function wireOf(plans: NumberPlans, rules: DialRules, read: ReadNumber, home: string): string {
  if (read.callingCode === home) {
    const domestic = checkNational(plans, rules, read.domestic);
    if (domestic.ok && domestic.e164 === read.e164) return domestic.wire;
  }
  return rules.format === '+' ? read.e164 : `00${read.e164.slice(1)}`;
}

function forbids(rules: DialRules, read: ReadNumber): NumberReason | null {
  const anyCountry = rules.allow === '*' || rules.allow.includes('*');
  const prefixes = rules.allow === '*' ? [] : rules.allow.filter((prefix) => read.e164.startsWith(prefix));
  if (!anyCountry && prefixes.length === 0) return 'country';
  // A range is listed by a prefix longer than its calling code; a code that belongs to no country, by itself.
  const shortest = read.callingCode.length + (read.country === null ? 1 : 2);
  const listed = prefixes.some((prefix) => prefix.length >= shortest);
  return openKinds.has(read.kind) || listed ? null : 'range';
}
