// Ranges closed by us, whatever the numbering plans at hand say of them: plans lag behind regulators, call some of
// these unassigned, and an unassigned range is read as another country's ordinary number. A prefix in DIAL_ALLOW that
// is longer than the country code lists one; nothing else opens it.

interface Closed {
  /** First digits of a national number of nine digits, however it is spelt. */
  readonly always: readonly string[];
  /** Only with the country code in front: typed nationally it may well be a neighbour's mobile. */
  readonly withCode: readonly string[];
}

const closed: Readonly<Record<string, Closed>> = {
  // Portugal. 601, 607, 608, 646, 648: audiotext and televoting; 707, 708: universal access at a price of its own;
  // 760 to 762: one price per call; 808, 809: shared cost; 884: personal. No ordinary number begins with 6 or 7.
  '351': {
    always: ['601', '607', '608', '646', '648', '707', '708', '760', '761', '762', '808', '809', '884'],
    withCode: ['6', '7'],
  },
  // Spain. 803, 806, 807: audiotext; 905: mass calling and televoting; 907: premium data; 901, 902: shared cost;
  // 70x: personal; 904, 908, 909: dial-up access at prices of its own; 51x: shared cost.
  '34': {
    always: ['51', '70', '803', '806', '807', '901', '902', '904', '905', '907', '908', '909'],
    withCode: [],
  },
};

/** Directory enquiries of most of Europe; they connect on, at prices of their own. */
export const isDirectoryEnquiry = (digits: string): boolean => /^118[0-9]{0,3}$/.test(digits);

/** North America: area code 900, and the old pay-per-call exchange 976 in any area. */
const isPayPerCall = (national: string): boolean => /^(900|[2-9][0-9]{2}976)[0-9]+$/.test(national);

/**
 * @param national digits without the country code
 * @param spelt `code`: it was written with its country code, or the plans read it so
 */
export function isClosedRange(callingCode: string, national: string, spelt: 'national' | 'code'): boolean {
  if (spelt === 'code' && isDirectoryEnquiry(national)) return true;
  if (callingCode === '1') return /^[0-9]{10}$/.test(national) && isPayPerCall(national);
  const ranges = closed[callingCode];
  if (!ranges || national.length !== 9) return false;
  const prefixes = spelt === 'code' ? [...ranges.always, ...ranges.withCode] : ranges.always;
  return prefixes.some((prefix) => national.startsWith(prefix));
}
