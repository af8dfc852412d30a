// Which characters may be one given number: a pattern for all its spellings, in plain text, inside JSON and in forms.
// It must never take a part of a longer run of digits, the id of a call (`1630050329.2100`) or a date for the number.

/** One number as it may stand somewhere. Digits only, at least seven. */
export interface Readings {
  /** With its country code: stands behind `+`, `00`, or bare. */
  readonly international: { readonly callingCode: string; readonly rest: string } | null;
  /** Without it, as inside its country. */
  readonly national: readonly string[];
}

/** `%2B`, `%252B`, a code of a character in a JSON text of whatever depth. */
const escaped = (hex: string) => `(?:%(?:25)*${hex}|\\\\+u00${hex})`;
const digit = (value: string) => `(?:${value}|${escaped(`3${value}`)})`;
const plus = `(?:\\+|${escaped('2[bB]')})`;
/** Blanks of every width, hyphens and dashes, dots, slashes, brackets; a plus is a blank in forms. */
const separator =
  '(?:[ +\\u00a0\\u2007\\u2009\\u202f\\u2010-\\u2015\\u2212./()-]' +
  `|${escaped('2[bBdDeEfF089]')}|\\\\+u00[aA]0|%(?:25)*[cC]2%(?:25)*[aA]0` +
  '|%(?:25)*[eE]2%(?:25)*80%(?:25)*(?:[89][0-9a-fA-F]|[aA][fF])|\\\\+u20(?:0[79]|1[0-5]|2[fF])|\\\\+/)';
const between = `${separator}{0,3}`;
const spaced = (digits: string) => [...digits].map(digit).join(between);

/** No digit right before, in whatever writing; the last digit of an escape (`%20`) is none. Nor the second of a call's id. */
const begins =
  '(?<!(?<!%[0-9a-fA-F])(?<!\\\\u00[0-9a-fA-F])[0-9])(?<!%3[0-9])(?<!\\\\u003[0-9])(?<!(?<![0-9])1[0-9]{9}[.-])(?!(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9]))';
const ends = '(?![0-9]|%(?:25)*3[0-9]|\\\\+u003[0-9])';

/** The epoch seconds every id of a call begins with: nobody could tell a number of that shape from one. */
const likeAnId = /^1\d{9}$/;

/** Finds every spelling. `anywhere`: also as a part of something longer, for bytes without any structure. */
export function spellingsOf({ international, national }: Readings, where: 'apart' | 'anywhere' = 'apart'): RegExp {
  const [before, after] = where === 'apart' ? [begins, ends] : ['', ''];
  const zero = digit('0');
  /** Bare, with as many zeros in front as somebody may dial; needed where the digits alone are like an id. */
  const bare = (digits: string, zeros: number) => {
    const leading = `${zero}(?:${between}${zero}){0,${zeros - 1}}${between}`;
    return `${before}${likeAnId.test(digits) ? leading : `(?:${leading})?`}`;
  };
  const rest = international?.rest ?? '';
  const heads: string[] = [];
  if (international) {
    const { callingCode } = international;
    // "+44 (0)20 …": brackets are separators like others.
    const code = `${spaced(callingCode)}${between}(?:${zero}${between})?`;
    heads.push(`(?:${plus}${between}|${bare(callingCode + rest, 3)})${code}`);
  }
  const isAtHome = national.includes(rest);
  if (isAtHome) heads.push(bare(rest, 1));
  const others = isAtHome ? national.filter((digits) => digits !== rest && digits !== `0${rest}`) : national;
  // One copy of the digits for all ways to begin: the pattern is long as it is.
  const ways = heads.length > 0 ? [`(?:${heads.join('|')})${spaced(rest)}`] : [];
  for (const digits of others) ways.push(`${bare(digits, 1)}${spaced(digits)}`);
  return new RegExp(`(?:${ways.join('|')})${after}`, 'g');
}
