// Opening hours as one line of text, in the days' own names: `seg-sex 09:00-13:00 14:00-18:00, sáb 10:00-13:00`.
// Blank = always open; a lone dash = always closed. It never guesses at what it cannot read.

export const weekDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type WeekDay = (typeof weekDays)[number];
export type Hours = Record<string, [string, string][]>;
export type DayNames = Readonly<Record<WeekDay, string>>;

const span = /^([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)$/;
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function writeHours(hours: Hours | null, names: DayNames): string {
  if (hours === null) return '';
  const parts: string[] = [];
  for (let first = 0; first < weekDays.length; first += 1) {
    const text = spansOf(hours, first);
    if (text === '') continue;
    let last = first;
    while (last + 1 < weekDays.length && spansOf(hours, last + 1) === text) last += 1;
    const from = names[weekDays[first] ?? 'mon'];
    parts.push(`${first === last ? from : `${from}-${names[weekDays[last] ?? 'mon']}`} ${text}`);
    first = last;
  }
  return parts.length === 0 ? '-' : parts.join(', ');
}

function spansOf(hours: Hours, day: number): string {
  return (hours[weekDays[day] ?? ''] ?? []).map((pair) => pair.join('-')).join(' ');
}

/** `ok: false` = it cannot be read. English names are read in every language, as in CSV. */
export function readHours(
  text: string,
  names: DayNames,
): { readonly ok: true; readonly hours: Hours | null } | { readonly ok: false } {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, hours: null };
  if (trimmed === '-') return { ok: true, hours: {} };
  const hours: Hours = {};
  for (const part of trimmed.split(/[,;\n]/)) {
    const [days = '', ...spans] = part.trim().split(/\s+/);
    const [from = '', to = from] = days.split('-');
    const first = dayOf(from, names);
    const last = dayOf(to, names);
    if (first < 0 || last < first || spans.length === 0) return { ok: false };
    const pairs: [string, string][] = [];
    for (const text of spans) {
      const [opens = '', closes = ''] = text.split('-');
      if (!span.test(text) || closes <= opens) return { ok: false };
      pairs.push([opens, closes]);
    }
    for (const day of weekDays.slice(first, last + 1)) {
      if (hours[day]) return { ok: false };
      hours[day] = pairs;
    }
  }
  return { ok: true, hours };
}

function dayOf(text: string, names: DayNames): number {
  const word = fold(text);
  return weekDays.findIndex((day) => day === word || fold(names[day]) === word);
}
