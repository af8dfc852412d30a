// Reads the answer to an order (dial, hang up, insert numbers): taken, refused, or not to be told. When in doubt it is
// `unclear`, never "refused": somebody may be talking already.
import { fold } from '../fold.ts';
import { canonicalKeys, isObject, isUnknownAction, refusalIn, stripBom, textOf } from './answer.ts';

export type OrderAnswer =
  | { readonly said: 'accepted'; readonly words: string | null }
  | { readonly said: 'refused'; readonly words: string; readonly unknownAction: boolean }
  /** `empty`: no bytes, or an object without anything in it. */
  | { readonly said: 'unclear'; readonly why: 'empty' | 'unreadable'; readonly unknownAction: boolean };

const longestWords = 300;
const trimmed = (words: string) =>
  words
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longestWords);
const refused = (words: string): OrderAnswer => ({
  said: 'refused',
  words: trimmed(words),
  unknownAction: isUnknownAction(words),
});

/** `text` is the body of a 2xx answer. */
export function readOrder(text: string): OrderAnswer {
  const body = stripBom(text);
  if (body === '') return { said: 'unclear', why: 'empty', unknownAction: false };
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { said: 'unclear', why: 'unreadable', unknownAction: false }; // The caller stores it as unknown.
  }
  if (Array.isArray(value) && value.length === 0) return { said: 'unclear', why: 'empty', unknownAction: true };
  if (!isObject(value)) return { said: 'unclear', why: 'unreadable', unknownAction: false };
  if (Object.keys(value).length === 0) return { said: 'unclear', why: 'empty', unknownAction: true };
  const refusal = refusalIn(value);
  if (refusal !== null) return refused(refusal);
  const fields = canonicalKeys(value);
  const state = textOf(fields.get('estado'))?.trim() ?? '';
  if (/^(error|ko|rechazad|denegad|rejeitad)/.test(fold(state))) {
    return refused(textOf(fields.get('mensaje')) ?? state);
  }
  if (state !== '') return { said: 'accepted', words: trimmed(state) };
  const status = textOf(fields.get('status'))?.trim() ?? '';
  const message = textOf(fields.get('mensaje'))?.trim() ?? '';
  // Lists answer with the campaign and a status in words; elsewhere a status without a state is a refusal.
  if (fields.has('idcamp') && status !== '') return { said: 'accepted', words: trimmed(status) };
  const words = message || status;
  return words === '' ? { said: 'unclear', why: 'unreadable', unknownAction: false } : refused(words);
}

/** Words for an answer that refused by its HTTP status. */
export function refusalWords(status: number, text: string): string {
  const body = stripBom(text);
  const parsed = readOrder(body);
  if (parsed.said === 'refused') return parsed.words;
  return body === '' || /[<{[]/.test(body) ? `HTTP ${status}` : trimmed(body);
}
