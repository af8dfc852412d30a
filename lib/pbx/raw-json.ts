// JSON read without losing what its numbers looked like: a call id that comes as a number (`1630050329.2100`) would
// otherwise lose its last digits. Throws SyntaxError like JSON.parse, RangeError on absurd nesting.

/** A number as it was written. */
export class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** JSON.parse, but each number becomes a {@link NumberText}. */
export function parseRawJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new NumberText(context?.source ?? String(value)) : value,
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);
}

/** Text of a plain value; null for objects, arrays and what is not there. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value instanceof NumberText) return value.text;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return null;
}

/** An operator's own text in JSON number places breaks a body; these are plain words put between quotes again. */
export function mendJson(text: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '"') {
      const end = endOfString(text, at);
      out += text.slice(at, end);
      at = end;
    } else if (char === ':') {
      let end = at + 1;
      while (end < text.length && !'"{}[],'.includes(text[end] ?? '')) end += 1;
      // A string, an object or a list follows, or the text breaks off: not ours to mend.
      const bare = text.slice(at + 1, end).trim();
      const next = text[end] ?? '';
      out += next === ',' || next === '}' ? `:${mendBare(bare)}` : text.slice(at, end);
      at = end;
    } else {
      out += char;
      at += 1;
    }
  }
  return out;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function mendBare(bare: string): string {
  if (bare === '') return '" "'; // A blank value of the PBX.
  if (/^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/.test(bare)) return bare;
  return JSON.stringify(bare);
}
