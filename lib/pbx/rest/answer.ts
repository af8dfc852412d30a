// The first look at any answer of the PBX to a read: is it JSON, an error in words, a web page, nothing at all?
// Decides how sick an answer is, not what it tells.
import { answerAliases } from '../aliases.ts';
import { fold } from '../fold.ts';
import { isObject, parseRawJson, textOf } from '../raw-json.ts';

export type ReadFailure = {
  readonly ok: false;
  readonly why: 'empty' | 'unreadable' | 'unknown_action' | 'unauthorized' | 'server_error';
  /** The PBX itself is ill: no page of ours could have asked better. Counts for the breaker. */
  readonly ill: boolean;
};
export type Reading<T> = { readonly ok: true; readonly value: T } | ReadFailure;

export const unreadable: ReadFailure = { ok: false, why: 'unreadable', ill: false };
export const empty: ReadFailure = { ok: false, why: 'empty', ill: false };

/** A call id or a number may be a JSON number: `exact` keeps the digits, and costs a few ms per 5,000 values. */
export function openAnswer(text: string, exact: boolean): Reading<unknown> {
  const body = stripBom(text);
  if (body === '') return { ok: false, why: 'empty', ill: true };
  let value: unknown;
  try {
    value = exact ? parseRawJson(body) : JSON.parse(body);
  } catch {
    // A page, a PHP warning, half an answer; or the plain words of a refusal.
    return body.startsWith('<') ? { ...unreadable, ill: true } : (errorIn(body) ?? { ...unreadable, ill: true });
  }
  if (typeof value === 'string') return errorIn(value) ?? unreadable;
  if (Array.isArray(value)) return value.length === 0 ? empty : { ok: true, value };
  if (!isObject(value)) return unreadable;
  if (Object.keys(value).length === 0) return empty;
  const words = refusalIn(value);
  return words === null ? { ok: true, value } : (errorIn(words) ?? { ok: false, why: 'server_error', ill: false });
}

export const stripBom = (text: string) => text.replace(/^\uFEFF+/, '').trim();

/** What a text of the PBX says about the question itself; null when it says something else. */
function errorIn(words: string): ReadFailure | null {
  if (isUnknownAction(words)) return { ok: false, why: 'unknown_action', ill: false };
  if (isUnauthorized(words)) return { ok: false, why: 'unauthorized', ill: false };
  return null;
}

/** The text names the action and says that there is none like it. */
export function isUnknownAction(words: string): boolean {
  const folded = fold(words.slice(0, 500));
  return (
    /accion|acao|action/.test(folded) &&
    /desconocid|desconhecid|invalid|no_existe|nao_existe|no_valid|unknown/.test(folded)
  );
}

export function isUnauthorized(words: string): boolean {
  return /(^|_)(no|nao)_(esta_)?autorizad|unauthori[sz]ed|not_authori[sz]ed/.test(fold(words.slice(0, 500)));
}

const said = (value: unknown) => {
  const text = textOf(value)?.trim() ?? '';
  return text === '' || text === '0' || text === 'false' ? null : text;
};

const wordKeys = new Set(['error', 'mensaje', 'status', 'codigo', 'code', 'ok', 'success']);

/** The PBX's words when the answer is a refusal and nothing else; null when it carries data. */
export function refusalIn(value: Record<string, unknown>): string | null {
  // Thousands of extensions are no refusal; looking at their names would cost more than reading them.
  const keys = Object.keys(value);
  if (keys.length > 40) return null;
  const folded = canonicalKeys(value);
  const error = folded.get('error');
  const inner = isObject(error) ? said(canonicalKeys(error).get('mensaje')) : said(error);
  if (inner !== null) return inner === 'true' ? (said(folded.get('mensaje')) ?? 'error') : inner;
  if (![...folded.keys()].every((key) => wordKeys.has(key))) return null;
  return said(folded.get('mensaje')) ?? said(folded.get('status'));
}

export function canonicalKey(key: string): string {
  const folded = fold(key);
  return answerAliases.get(folded) ?? folded;
}

/** Keys by their one name; the first of two that fold to the same wins. */
export function canonicalKeys(value: Record<string, unknown>): Map<string, unknown> {
  const read = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    const name = canonicalKey(key);
    if (!read.has(name)) read.set(name, item);
  }
  return read;
}

/** Plain fields as text under their one name; what is no plain value is left out. */
export function textFields(value: Record<string, unknown>): Record<string, string> {
  const row: Record<string, string> = Object.create(null);
  for (const [key, item] of canonicalKeys(value)) {
    const text = item === null ? '' : textOf(item);
    if (text !== null) row[key] = text.trim();
  }
  return row;
}

/** A count that may be text; null for what is no whole number. */
export function countOf(value: unknown): number | null {
  const text = textOf(value)?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

export { isObject, textOf } from '../raw-json.ts';
