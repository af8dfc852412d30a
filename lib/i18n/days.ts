// How a day is written, and an opening hour that may be another day's. Away from the times of the wall, which every
// page loads.
import type { Locale } from './locale.ts';
import { formatClock } from './numbers.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A day as people write it: `23/11/2026`. @param at Unix ms @param zone IANA name */
export function formatDay(locale: Locale, at: number, zone: string): string {
  const key = `${locale} ${zone} day`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' });
    formats.set(key, format);
  }
  return format.format(at);
}

/**
 * When a house opens next: the time alone within the next 24 h (`09:00`), with its weekday beyond (`09:00 (seg.)`).
 * @param at Unix ms; null reads `—`
 */
export function formatOpening(locale: Locale, at: number | null, now: number, zone: string): string {
  const time = formatClock(locale, at, zone);
  if (at === null || at - now < 86_400_000) return time;
  const key = `${locale} ${zone} weekday`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short' });
    formats.set(key, format);
  }
  return `${time} (${format.format(at)})`;
}
