// One text for every spelling of a number: digits, with a plus in front when it names its country. Decides what is
// spelling and what is not; whether such a number exists or may be dialled is number.ts's affair.
// It must never drop a character that a telephone system would act upon, nor guess one that is not there.

export type Normalised =
  | {
      readonly ok: true;
      /** Readings in the order to try them: more than one only after "(0)", which some countries dial and others do not. */
      readonly texts: readonly [string, ...string[]];
    }
  | { readonly ok: false; readonly reason: 'empty' | 'characters' | 'too_long' };

/** Longest text worth reading: 15 digits of E.164, its prefix, and a separator or two after each. */
const longestText = 40;
/** Separators people and spreadsheets put in: blanks, no-break and thin blanks, hyphens, dashes, dots, slashes, brackets. */
const separators = /[ \u00a0\u2007\u2009\u202f\-\u2010-\u2015\u2212./()]/g;
/** A line break or a tab in a number is a paste gone wrong or a trick; trimming would hide it. */
const control = /[\p{Cc}\u2028\u2029]/u;
/** "+44 (0)20 …", "0044 (0) 20 …": the trunk zero of those who call from inside. */
const bracketedZero = /^(\(?(?:\+|00)[^+]*)\( ?0 ?\)/;

/** Never throws; any text. */
export function normaliseNumber(typed: string): Normalised {
  if (control.test(typed)) return { ok: false, reason: 'characters' };
  // A telephone link, as pages write it; one with parameters (`;ext=5`) fails for its semicolon.
  const trimmed = typed.trim().replace(/^tel:/i, '');
  if (trimmed.replace(separators, '') === '') return { ok: false, reason: trimmed === '' ? 'empty' : 'characters' };
  if (trimmed.length > longestText) return { ok: false, reason: 'too_long' };
  const whole = plain(trimmed);
  if (whole === null) return { ok: false, reason: 'characters' };
  const without = plain(trimmed.replace(bracketedZero, '$1'));
  // In Italy the zero belongs to the number, and without it another one answers: the whole reading goes first.
  return { ok: true, texts: without === null || without === whole ? [whole] : [whole, without] };
}

function plain(text: string): string | null {
  const bare = text.replace(separators, '');
  // ASCII digits only: other scripts' digits look alike to people and not to telephone systems.
  if (!/^\+?[0-9]+$/.test(bare)) return null;
  return bare.startsWith('00') && bare.length > 3 ? `+${bare.slice(2)}` : bare;
}
