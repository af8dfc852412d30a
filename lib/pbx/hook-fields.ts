// From the bytes of a webhook to the PBX's variables: JSON, form or query, in either vocabulary or the operator's own.
// Decides which field is which variable, never what a value means. It must never throw.
import { type HookVariable, hookAliases, hookVariables } from './aliases.ts';
import { fold } from './fold.ts';
import type { RawHook } from './hook.ts';
import { isObject, mendJson, NumberText, parseRawJson, textOf } from './raw-json.ts';

export interface FieldValue {
  /** Trimmed; empty when the PBX sent a blank. */
  readonly text: string;
  /** It came as a JSON number. */
  readonly number: boolean;
}
export interface HookFields {
  readonly values: Readonly<Partial<Record<HookVariable, FieldValue>>>;
  /** Variables whose placeholder came back unfilled. */
  readonly unsubstituted: readonly HookVariable[];
}

/** Longer than anything the PBX sends; the rest is cut, so that no field can swell the board. */
const longestValue = 256;
const placeholder = /^[%$]\*.*\*[%$]$/;

/** null when the body is neither JSON nor a form. */
export function readHookFields(raw: RawHook, paths: Readonly<Record<string, string>>): HookFields | null {
  const body = readBody(raw.body);
  if (body === null) return null;
  const query = fromForm(raw.query);
  const foldedBody = foldKeys(body);
  const foldedQuery = foldKeys(query);
  const withFrom = [foldedBody, foldedQuery].some((fields) => isFilled(fields.get('from')));
  const values: Partial<Record<HookVariable, FieldValue>> = {};
  const unsubstituted: HookVariable[] = [];
  const ownPaths = new Map(Object.entries(paths).map(([name, path]) => [fold(name), path]));
  for (const variable of hookVariables) {
    const path = ownPaths.get(fold(variable)) ?? (variable === 'REF' ? ownPaths.get('wallref') : undefined);
    const names = namesOf(variable, withFrom);
    const found = [
      path === undefined ? undefined : readValue(byPath(body, path)),
      path === undefined ? undefined : readValue(byPath(query, path)),
      byName(foldedBody, names),
      byName(foldedQuery, names),
    ].filter((value) => value !== undefined);
    const usable = found.find((value) => !placeholder.test(value.text));
    if (usable) values[variable] = usable;
    if (found.some((value) => placeholder.test(value.text))) unsubstituted.push(variable);
  }
  return { values, unsubstituted };
}

/** With `from` there, that is the outside number, and `caller_id` names the extension. */
function namesOf(variable: HookVariable, withFrom: boolean): readonly string[] {
  if (variable === 'CALLER_ID' && !withFrom) return ['caller_id', ...hookAliases.CALLER_ID];
  if (variable === 'EXTENSION' && withFrom) return [...hookAliases.EXTENSION, 'caller_id'];
  return hookAliases[variable];
}

/** By its first byte, not by its label: content types are typed by hand in the PBX. */
function readBody(body: string): Record<string, unknown> | null {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return {};
  if (text.startsWith('{') || text.startsWith('[')) return fromJson(text);
  return /^[^\s=&"]+=/.test(text) ? fromForm(text) : null;
}

function fromJson(text: string): Record<string, unknown> | null {
  const value = parsed(text) ?? parsed(mendJson(text));
  const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return isObject(one) ? one : null;
}

function parsed(text: string): unknown {
  try {
    return parseRawJson(text);
  } catch {
    return undefined; // No JSON: the caller says so, with the raw text kept beside it.
  }
}

function fromForm(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    if (!Object.hasOwn(fields, name)) fields[name] = value;
  }
  return fields;
}

function foldKeys(fields: Record<string, unknown>): Map<string, FieldValue> {
  const folded = new Map<string, FieldValue>();
  for (const [name, value] of Object.entries(fields)) {
    const read = readValue(value);
    const key = fold(name);
    if (read && !isFilled(folded.get(key))) folded.set(key, read);
  }
  return folded;
}

const isFilled = (value: FieldValue | undefined) => value !== undefined && value.text !== '';

function readValue(value: unknown): FieldValue | undefined {
  if (value === null) return { text: '', number: false };
  const text = textOf(value);
  if (text === null) return undefined;
  const clean = text.replace(/\p{Cc}+/gu, ' ').trim();
  return { text: clean.slice(0, longestValue), number: value instanceof NumberText };
}

function byName(fields: ReadonlyMap<string, FieldValue>, names: readonly string[]): FieldValue | undefined {
  let blank: FieldValue | undefined;
  for (const name of names) {
    const value = fields.get(name);
    if (isFilled(value)) return value;
    blank ??= value;
  }
  return blank;
}

/** `who.ext` or `legs[0].ext`; each step by its exact name, else by its folded one. */
function byPath(fields: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(fields, path)) return fields[path];
  let here: unknown = fields;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (Array.isArray(here)) here = /^\d+$/.test(step) ? here[Number(step)] : undefined;
    else if (!isObject(here)) return undefined;
    else {
      const object: Record<string, unknown> = here;
      const key = Object.hasOwn(object, step) ? step : Object.keys(object).find((name) => fold(name) === fold(step));
      here = key === undefined ? undefined : object[key];
    }
  }
  return here;
}
