// Are two spellings one number? Decides without a parser, for the browser: what the PBX prints as a party may be
// national, `00…` or `+…`. It must never join two different numbers, so a short tail proves nothing.

/** Digits without the international prefix. */
function digits(number: string): string {
  const bare = number.replace(/[^0-9+]/g, '');
  if (bare.startsWith('+')) return bare.slice(1);
  return bare.startsWith('00') ? bare.slice(2) : bare;
}

/** Shortest national number that may stand for an international one; below it (extensions) only equality counts. */
const shortestTail = 8;

/** As the server writes it; an erased one has five letters of its own behind it. */
const mask = /•[• ]*\d{0,3}(?: [a-z]{5}(?![a-z]))?/;

/** true when both are the same digits, or one is the other without its country code (1 to 3 digits). */
export function sameNumber(a: string, b: string): boolean {
  // Of a masked or erased number only its very text is left.
  const [hidden, other] = [mask.exec(a)?.[0], mask.exec(b)?.[0]];
  if (hidden !== undefined || other !== undefined) return hidden === other;
  const left = digits(a);
  const right = digits(b);
  if (left === '' || right === '') return false;
  if (left === right) return true;
  const [longer, shorter] = left.length > right.length ? [left, right] : [right, left];
  const extra = longer.length - shorter.length;
  return shorter.length >= shortestTail && extra >= 1 && extra <= 3 && longer.endsWith(shorter);
}
