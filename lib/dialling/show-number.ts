// A number as people of the house read it: in its country's grouping, with the prefix it came with, since a house may be
// in either country. Only for showing: what is dialled or copied stays as the PBX wrote it. Not a check; that is number.ts with a real parser.

const grouped = (digits: string, sizes: readonly number[]) => {
  const parts: string[] = [];
  let from = 0;
  for (const size of sizes) {
    parts.push(digits.slice(from, from + size));
    from += size;
  }
  return parts.join(' ');
};

/** `00351917681249` → `+351 917 681 249`, `917681249` → `917 681 249`; what is no phone number (an extension, a masked one) comes back as it is. */
export function showNumber(number: string): string {
  const match = /^(?:\+|00)?(351|34)?(\d{9})$/.exec(number.replace(/[\s.-]/g, ''));
  if (!match) return /^00[1-9]\d{7,14}$/.test(number) ? `+${number.slice(2)}` : number;
  const [, country, digits = ''] = match;
  if (country === '34') return `+34 ${grouped(digits, [3, 2, 2, 2])}`;
  return `${country ? '+351 ' : ''}${grouped(digits, [3, 3, 3])}`;
}
