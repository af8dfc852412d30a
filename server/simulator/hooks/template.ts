// The body an operator writes: `name:%*VAR*%` text, `name:$*VAR*$` number, `name:value` constant, comma-separated.
// A variable that does not exist stays in the body as it was written: that is what the switchboard does.
export interface Field {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'constant';
  /** The variable's name, or the constant itself. */
  readonly of: string;
}

export function parseTemplate(template: string): readonly Field[] {
  return template.split(',').flatMap((part): Field[] => {
    const colon = part.indexOf(':');
    if (colon < 1) return [];
    const name = part.slice(0, colon).trim();
    const value = part.slice(colon + 1).trim();
    const variable = /^([%$])\*(\w+)\*\1$/.exec(value);
    if (!variable?.[2]) return [{ name, kind: 'constant', of: value }];
    return [{ name, kind: variable[1] === '$' ? 'number' : 'text', of: variable[2] }];
  });
}

export interface Filled {
  readonly name: string;
  readonly value: string;
  readonly number: boolean;
}

/** Blank values go out as one blank. */
export function fillTemplate(fields: readonly Field[], variables: Readonly<Record<string, string>>): Filled[] {
  return fields.map(({ name, kind, of }) => {
    if (kind === 'constant') return { name, value: of, number: false };
    const value = variables[of];
    if (value === undefined) return { name, value: kind === 'number' ? `$*${of}*$` : `%*${of}*%`, number: false };
    return { name, value: value === '' ? ' ' : value, number: kind === 'number' && value !== '' };
  });
}

/** Numbers are written as they are, so that an id sent as a number looks as it really does. */
export function toJson(fields: readonly Filled[]): string {
  const pairs = fields.map(
    ({ name, value, number }) => `${JSON.stringify(name)}:${number ? value : JSON.stringify(value)}`,
  );
  return `{${pairs.join(',')}}`;
}

export const toForm = (fields: readonly Filled[]) =>
  new URLSearchParams(fields.map(({ name, value }) => [name, value])).toString();

export interface Capture {
  readonly name: string;
  readonly path: readonly string[];
}

/** `wallref:[ref]`, `idtarea[data][0][details][id]`; several by commas. */
export function parseCapture(line: string): readonly Capture[] {
  return line.split(',').flatMap((part) => {
    const name = /^\s*([^[:\s]+)/.exec(part)?.[1];
    const path = [...part.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
    return name && path.length > 0 ? [{ name, path }] : [];
  });
}

/** What an answer holds at the path, as text; null when there is nothing to resend. */
export function captured(answer: unknown, path: readonly string[]): string | null {
  let here: unknown = answer;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return null;
    here = Reflect.get(here, step);
  }
  return typeof here === 'string' || typeof here === 'number' || typeof here === 'boolean' ? String(here) : null;
}
