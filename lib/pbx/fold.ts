// How a name or a word of the PBX is compared: its folded form. Decides nothing else; values are never shown folded.

const alreadyFolded = /^[a-z0-9_]*$/;

/** Accents dropped, lower case, outer blanks cut, inner ones to `_`: `Direcção` and `direccao` are the same key. */
export function fold(text: string): string {
  if (alreadyFolded.test(text)) return text;
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase().replace(/\s+/gu, '_');
}

/** A word without the blanks and dashes somebody may have put into it: `No atendida` is `noatendida`. */
export function foldWord(text: string): string {
  return fold(text).replace(/[_-]/g, '');
}
