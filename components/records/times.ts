// How instants and spans of the records are written: the day only where it is not plain from the view.
import type { Locale } from '../../lib/i18n/locale.ts';
import { formatClock } from '../../lib/i18n/numbers.ts';
import type { Span } from '../../lib/records/period.ts';
import { nextMidnight, startOfDay } from '../../lib/time/zone.ts';

const days = new Map<string, Intl.DateTimeFormat>();

/** `23/11/2026` or what the language writes, of the house's zone. */
export function dayText(locale: Locale, at: number, zone: string, withYear = true): string {
  const key = `${locale} ${zone} ${withYear}`;
  let format = days.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      day: '2-digit',
      month: '2-digit',
      ...(withYear ? { year: 'numeric' } : {}),
    });
    days.set(key, format);
  }
  return format.format(at);
}

/** The start of a call: clock alone when the whole view lies in one day. */
export function startText(locale: Locale, at: number, zone: string, oneDay: boolean): string {
  const clock = formatClock(locale, at, zone, true);
  return oneDay ? clock : `${dayText(locale, at, zone, false)} ${clock}`;
}

export const isOneDay = ({ from, to }: Span, zone: string): boolean => to <= nextMidnight(from, zone);

/** `14:00 – 14:15`, a day alone, or two instants. */
export function spanText(locale: Locale, span: Span, zone: string, withDay: boolean): string {
  const { from, to } = span;
  const wholeDays = startOfDay(from, zone) === from && startOfDay(to, zone) === to;
  if (wholeDays) {
    const last = startOfDay(to - 1, zone);
    const first = dayText(locale, from, zone);
    return last === from ? first : `${first} – ${dayText(locale, last, zone)}`;
  }
  const clock = (at: number) => formatClock(locale, at, zone);
  if (isOneDay(span, zone)) {
    const times = `${clock(from)} – ${clock(to)}`;
    return withDay ? `${dayText(locale, from, zone)} ${times}` : times;
  }
  return `${dayText(locale, from, zone)} ${clock(from)} – ${dayText(locale, to, zone)} ${clock(to)}`;
}
