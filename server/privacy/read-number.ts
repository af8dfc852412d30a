// Which number somebody means who asks us to find one, and how it may be written. Decides on readings alone; it need
// not exist, nor be one that may be dialled: what was stored came from anywhere.
import { normaliseNumber } from '../../lib/dialling/normalise.ts';
import type { NumberPlans } from '../../lib/dialling/number.ts';
import type { Readings } from './spellings.ts';

export interface SoughtNumber extends Readings {
  /** One text for all spellings: `+351912345678`, or digits when nobody can tell the country. */
  readonly text: string;
  /** Its last four digits: what confirms the erasure. */
  readonly lastFour: string;
}
export interface NumberHome {
  /** The PBX's own country: `PT` or `+351`. */
  readonly country: string;
  /** DIAL_ALLOW: other countries whose numbers may be written without their code. */
  readonly allow: readonly string[] | '*';
}

/** Below this it is an extension, a service, or too common a run of digits to be replaced wherever it stands. */
const fewestDigits = 7;
const mostDigits = 15;

/** null = no outside number. Without a country code it is read at home, else in the first allowed country that has it. */
export function readSought(plans: NumberPlans, home: NumberHome, typed: string): SoughtNumber | null {
  const spelt = normaliseNumber(typed);
  if (!spelt.ok) return null;
  const homeCode = plans.callingCode(home.country) ?? '';
  const codes = [...new Set([homeCode, ...allowedCodes(plans, home)])].filter((code) => code !== '');
  const read = spelt.texts.flatMap((text) => {
    if (text.startsWith('+')) return plans.read(text, homeCode) ?? [];
    return codes.flatMap((code) => plans.read(text, code) ?? []).slice(0, 1);
  })[0];
  const text = read?.e164 ?? spelt.texts[0];
  const digits = text.replace('+', '');
  if (digits.length < fewestDigits || digits.length > mostDigits) return null;
  const lastFour = digits.slice(-4);
  const callingCode = text.startsWith('+') ? plans.callingCode(text) : homeCode;
  if (!callingCode) return { text, lastFour, international: null, national: [digits] };
  const rest = text.startsWith('+') ? digits.slice(callingCode.length) : digits;
  const domestic = [...new Set([rest, ...(read ? [read.domestic] : [])])].filter((one) => one.length >= fewestDigits);
  // Elsewhere's numbers come without their code only where nobody at home can have the same digits.
  const isHome = callingCode === homeCode;
  const isAllowed = codes.includes(callingCode) && plans.read(rest, homeCode) === null;
  const national = isHome || isAllowed || !text.startsWith('+') ? domestic : [];
  return { text: `+${callingCode}${rest}`, lastFour, international: { callingCode, rest }, national };
}

function allowedCodes(plans: NumberPlans, { allow }: NumberHome): string[] {
  return allow === '*' ? [] : allow.flatMap((prefix) => plans.callingCode(prefix) ?? []);
}
