// One text of digits for every spelling of a number, so that a caller is found however the PBX or a person wrote it.
// Decides what is compared, never what is shown or dialled.

/**
 * Digits without the international prefix, and without the country code where it is the house's own: `+351912345678`,
 * `00351 912 345 678` and `912345678` are one. `homeCode` is the country's calling code, digits only. '' = no digits.
 */
export function numberDigits(text: string, homeCode: string): string {
  const bare = text.replace(/[^0-9+]/g, '');
  const international = bare.startsWith('+') ? bare.slice(1) : bare.startsWith('00') ? bare.slice(2) : null;
  const digits = (international ?? bare).replaceAll('+', '');
  const rest = digits.length - homeCode.length;
  // Some carriers leave the prefix away: that many digits are no national number of ours.
  const ours = digits.startsWith(homeCode) && rest >= 8 && (international !== null || digits.length >= 11);
  return ours ? digits.slice(homeCode.length) : digits;
}

/** Fewest digits that are looked for as a part of numbers. */
export const fewestDigits = 3;
/**
 * The same number as stored without the country code that was typed: whole numbers that are tails of `digits`, as
 * `sameNumber` joins them (1 to 3 digits fewer, 8 left at least).
 */
export function tailsOf(digits: string): string[] {
  return [1, 2, 3].map((cut) => digits.slice(cut)).filter((tail) => tail.length >= 8);
}

/** true when a stored number is found by what was typed; both are {@link numberDigits}. */
export function digitsMatch(stored: string, typed: string): boolean {
  return stored.includes(typed) || tailsOf(typed).includes(stored);
}

/** Most digits of a number that are told apart; E.164 allows no more. */
const mostDigits = 15;

/** Digits as one number that keeps leading zeros; null for no digits. Of more than 15 the last count. */
export function partyOf(digits: string): number | null {
  return digits === '' ? null : Number(`1${digits.slice(-mostDigits)}`);
}

export const digitsOfParty = (party: number) => String(party).slice(1);
