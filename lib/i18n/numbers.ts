// How numbers, shares, clock times and spans are written in each language. Groups of three always (`1 234`), because
// Portuguese and Spanish leave four digits together and columns would not line up. Unknown is `—`, never 0.
import type { Locale } from './locale.ts';

export const unknownMark = '—';
const numbers = new Map<string, Intl.NumberFormat>();
const clocks = new Map<string, Intl.DateTimeFormat>();
const lists = new Map<string, Intl.ListFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = numbers.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { useGrouping: 'always', ...options });
  numbers.set(key, made);
  return made;
}

/** @param value null or not finite reads `—` */
export function formatNumber(locale: Locale, value: number | null, fractionDigits = 0): string {
  if (value === null || !Number.isFinite(value)) return unknownMark;
  return numberFormat(locale, {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(value);
}

/** @param share 0 to 1; null or not finite reads `—` */
export function formatPercent(locale: Locale, share: number | null, fractionDigits = 0): string {
  if (share === null || !Number.isFinite(share)) return unknownMark;
  return numberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(share);
}

/**
 * Clock time, 24 h.
 * @param at Unix ms; null reads `—`
 * @param zone IANA name
 */
export function formatClock(locale: Locale, at: number | null, zone: string, withSeconds = false): string {
  if (at === null || !Number.isFinite(at)) return unknownMark;
  const key = `${locale} ${zone} ${withSeconds}`;
  let format = clocks.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(withSeconds ? { second: '2-digit' } : {}),
    });
    clocks.set(key, format);
  }
  return format.format(at);
}

/**
 * How old something is, short: `12 s`, from 90 s on `4 min`, from 90 min on `3 h`. Floored: data never looks older than
 * it is, nor newer by more than its unit. @param ms below zero counts as zero
 */
export function formatAge(locale: Locale, ms: number): string {
  const seconds = Number.isFinite(ms) && ms > 0 ? Math.floor(ms / 1000) : 0;
  const [value, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 90 * 60
        ? [Math.floor(seconds / 60), 'minute']
        : [Math.floor(seconds / 3600), 'hour'];
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** A span in words, for screen readers: `2 minutos e 41 segundos`. @param ms below zero counts as zero */
export function spellDuration(locale: Locale, ms: number): string {
  const seconds = Number.isFinite(ms) && ms > 0 ? Math.floor(ms / 1000) : 0;
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ];
  const told = parts.filter(([value, unit]) => value > 0 || (unit === 'second' && seconds === 0));
  const words = told.map(([value, unit]) =>
    numberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value),
  );
  let list = lists.get(locale);
  if (!list) {
    list = new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' });
    lists.set(locale, list);
  }
  return list.format(words);
}
