// One number in whatever is stored: is it there, and the same text with a mask in its place. The mask is one text for
// all spellings, so that events of one call still meet; it holds the last three digits and letters drawn for this
// erasure, so that two erased numbers are not taken for one. It never touches the id of a call.
import { randomInt } from 'node:crypto';
import { maskNumber } from '../../lib/dialling/mask.ts';
import { type Readings, spellingsOf } from './spellings.ts';

export interface Trace {
  readonly mask: string;
  in(text: string): boolean;
  /** Plain text. */
  hide(text: string): string;
  /** A form or a query string. */
  hideInForm(text: string): string;
  /** A webhook's body: JSON stays JSON, a form a form. */
  hideInBody(text: string): string;
  /** Every text of a JSON value, but not what names a call; the same value when it is nowhere. */
  hideIn<T>(value: T): T;
}

/** No vowels: the letters spell nothing. */
const letters = 'bcdfghjklmnpqrstvwxz';
const drawn = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');

/** What recognises a call, not a person. */
const idFields: ReadonlySet<string> = new Set([
  'id',
  'callId',
  'ref',
  'fullId',
  'shortId',
  'pbxIds',
  'fullIds',
  'shortIds',
  'formerIds',
  'formerRefs',
]);

export function createTrace(number: Readings & { readonly text: string }): Trace {
  const spellings = spellingsOf(number);
  const mask = `${maskNumber(number.text)} ${drawn()}`;
  const inForm = encodeURIComponent(mask);

  const has = (text: string) => text.search(spellings) >= 0;
  const hide = (text: string) => text.replace(spellings, mask);
  const hideInForm = (text: string) => text.replace(spellings, inForm);

  function hideIn<T>(value: T): T;
  function hideIn(value: unknown): unknown {
    if (typeof value === 'string') return has(value) ? hide(value) : value;
    if (Array.isArray(value)) {
      const parts: unknown[] = value.map((part: unknown) => hideIn(part));
      return parts.some((part, index) => part !== value[index]) ? parts : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    let changed = false;
    const fields = Object.entries(value).map(([name, part]: [string, unknown]) => {
      const next = idFields.has(name) ? part : hideIn(part);
      changed ||= next !== part;
      return [name, next] as const;
    });
    return changed ? Object.fromEntries(fields) : value;
  }

  return {
    mask,
    in: has,
    hide,
    hideInForm,
    hideInBody(text) {
      if (!has(text)) return text;
      const start = text.replace(/^\uFEFF/, '').trimStart();
      if (start.startsWith('{') || start.startsWith('[')) return hideInJson(text, hide, has, mask);
      return /^[^\s=&"]+=/.test(start) ? hideInForm(text) : hide(text);
    },
    hideIn,
  };
}

const token = /"(?:[^"\\]|\\[\s\S])*"?|[^"]+/g;
const bareNumber = /-?[0-9][0-9.eE+-]*/g;

/** A number that stood without quotes gets some. */
function hideInJson(text: string, hide: (part: string) => string, has: (part: string) => boolean, mask: string) {
  return text.replace(token, (part) => {
    if (!has(part)) return part;
    if (part.startsWith('"')) return hide(part);
    const quoted = part.replace(bareNumber, (number) => (has(number) ? JSON.stringify(mask) : number));
    // What is no JSON either way may have blanks in it.
    return has(quoted) ? hide(quoted) : quoted;
  });
}
