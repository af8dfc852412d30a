// Numbers that reach rescue, fire or police somewhere in the world. They are dialled on the telephone itself, where the
// caller can be found: the board never dials them, in any spelling, and no setting opens them.
// Facts: the national numbering plans' emergency codes, the medical and forest-fire ones included.

/** Never dialled, in whatever country and even if an extension bore it. */
const everywhere = new Set(['112', '911', '999', '000']);

/** Of some countries; elsewhere they are plain extensions, so an extension that the board knows wins. */
const somewhere = new Set(
  [
    '01 02 03 13 14 15 16 17 18 19 90 91 92 93 94',
    '001 002 003 011 019 022 033 050 060 061 062 065 066 068 080 085 088 091 092',
    '100 101 102 103 104 105 106 107 108 110 111 113 114 115 116 117 118 119 120 122 123 124 125 127 128 129',
    '130 131 132 133 140 144 150 151 152 153 154 155 156 157 158 159 160 166 170 171 172 175 177 180 188',
    '190 191 192 193 194 195 196 197 198 199 211 311 333 355 511 555 666 819 888',
    '901 902 903 912 913 917 919 922 933 939 955 977 990 991 992 993 994 995 996 997 998',
    '1006 1122 1220 1298 1444 1669 1730 2611 9999 10111 10177 90000',
    '124422 127799 201606 201917 202099 202914 320221 723141',
  ].flatMap((line) => line.split(' ')),
);
/** Gabon's brigades. */
const isGabonese = (digits: string) => /^13[0-9]{2}$/.test(digits);

/** An emergency number of some country: as an extension it is only believed when the board knows it. */
export const isEmergency = (digits: string): boolean =>
  everywhere.has(digits) || somewhere.has(digits) || isGabonese(digits);

/**
 * An emergency number whatever stands before it: a trunk zero, a plus, a country code.
 * @param text normalised: digits, with a plus in front when it names its country
 * @param callingCodeOf code a text with a plus begins with, null when unknown
 */
export function isEmergencyEverywhere(text: string, callingCodeOf: (text: string) => string | null): boolean {
  if (!text.startsWith('+')) return everywhere.has(text) || everywhere.has(text.replace(/^0/, ''));
  const digits = text.slice(1);
  if (isEmergency(digits)) return true;
  const national = digits.slice(callingCodeOf(text)?.length ?? digits.length);
  // Longer ones would meet ordinary numbers of the smallest countries.
  return [national, national.replace(/^0/, '')].some((rest) => rest.length <= 3 && isEmergency(rest));
}

/**
 * Networks stop listening once they have heard an emergency number: a foreign national number that begins like one
 * would reach it.
 */
export const beginsAsEmergency = (digits: string): boolean => digits.startsWith('112');
