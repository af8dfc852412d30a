// The numbering plans of the world, as the number rules want them. Server only: they weigh 150 kB.
import {
  getCountries,
  getCountryCallingCode,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { NumberKind, NumberPlans } from '../../lib/dialling/number.ts';

const kinds: Readonly<Record<Exclude<NumberType, undefined>, NumberKind>> = {
  FIXED_LINE: 'fixed',
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixed_or_mobile',
  VOIP: 'voip',
  TOLL_FREE: 'toll_free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'shared_cost',
  // Portugal's 707 and 708: billed above a local call, like shared cost.
  UAN: 'shared_cost',
  PERSONAL_NUMBER: 'personal',
  PAGER: 'unknown',
  VOICEMAIL: 'unknown',
};

/** Codes of no country. 882 and 883 are networks of their own, satellites among them, at satellite prices. */
const worldwide: Readonly<Record<string, NumberKind>> = {
  '800': 'toll_free',
  '808': 'shared_cost',
  '870': 'satellite',
  '878': 'personal',
  '881': 'satellite',
  '882': 'satellite',
  '883': 'satellite',
  '888': 'unknown',
  '979': 'premium',
};

export function numberPlans(): NumberPlans {
  const countries = new Map<string, string>(getCountries().map((country) => [country, getCountryCallingCode(country)]));
  const codes = new Set<string>([...countries.values(), ...Object.keys(worldwide)]);
  return {
    read(text, callingCode) {
      const parsed = parsePhoneNumberFromString(text, { defaultCallingCode: callingCode, extract: false });
      if (!parsed?.isValid() || parsed.ext) return null;
      const type = parsed.getType();
      return {
        e164: parsed.number,
        callingCode: parsed.countryCallingCode,
        country: parsed.country ?? null,
        domestic: parsed.formatNational().replace(/[^0-9]/g, ''),
        national: parsed.formatNational(),
        international: parsed.formatInternational(),
        kind: worldwide[parsed.countryCallingCode] ?? (type ? kinds[type] : 'unknown'),
      };
    },
    callingCode(countryOrPrefix) {
      const country = countries.get(countryOrPrefix.toUpperCase());
      if (country) return country;
      const digits = countryOrPrefix.replace(/^\+/, '');
      for (let length = Math.min(3, digits.length); length > 0; length--) {
        const code = digits.slice(0, length);
        if (codes.has(code)) return code;
      }
      return null;
    },
  };
}
