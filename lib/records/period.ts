// Which span of time a page means by "today" and the like, and which span it is compared with. Days are the house's, so
// they have 23, 24 or 25 hours. Never asks for the present time.
import { instantOf, nextMidnight, startOfDay, wallTime } from '../time/zone.ts';

export const periodPresets = ['today', 'yesterday', 'week', 'month'] as const;
export type PeriodPreset = (typeof periodPresets)[number];

/** Unix ms; `to` is the first instant that is left out. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Running periods reach to the end of their last day, so that a link stays the same all day long. */
export function spanOf(preset: PeriodPreset, now: number, timezone: string): Span {
  const { year, month, day } = wallTime(now, timezone);
  const today = { from: startOfDay(now, timezone), to: nextMidnight(now, timezone) };
  if (preset === 'today') return today;
  if (preset === 'yesterday') return { from: instantOf(timezone, year, month, day - 1), to: today.from };
  if (preset === 'week') return { from: instantOf(timezone, year, month, day - 6), to: today.to };
  return { from: instantOf(timezone, year, month, 1), to: instantOf(timezone, year, month + 1, 1) };
}

/**
 * What a span is compared with: as many days before it, by the clock of the house; a month with the month before. Of a
 * span that is still running only as much as has passed of it, so that a morning is compared with a morning.
 */
export function spanBefore(span: Span, now: number, timezone: string): Span {
  const first = wallTime(span.from, timezone);
  const midnights = isMidnight(span.from, timezone) && isMidnight(span.to, timezone);
  if (!midnights) return { from: span.from - (span.to - span.from), to: span.from };
  const end = wallTime(span.to, timezone);
  const month = first.day === 1 && end.day === 1 && monthOf(end) === monthOf(first) + 1;
  const days = daysBetween(first, end);
  const from = month
    ? instantOf(timezone, first.year, first.month - 1, 1)
    : instantOf(timezone, first.year, first.month, first.day - days);
  if (now <= span.from || now >= span.to) return { from, to: span.from };
  const here = wallTime(now, timezone);
  const to = instantOf(
    timezone,
    month ? first.year : here.year,
    month ? first.month - 1 : here.month,
    month ? here.day : here.day - days,
    here.hour,
    here.minute,
  );
  return { from, to: Math.min(Math.max(to, from + 1), span.from) };
}

const monthOf = ({ year, month }: { readonly year: number; readonly month: number }) => year * 12 + month;
const isMidnight = (at: number, timezone: string) => startOfDay(at, timezone) === at;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
function daysBetween(first: Day, end: Day): number {
  return (Date.UTC(end.year, end.month - 1, end.day) - Date.UTC(first.year, first.month - 1, first.day)) / 86_400_000;
}

const two = (value: number) => String(value).padStart(2, '0');

/** As a field for a local date and time holds it: `2026-03-29T09:00`. */
export function localText(at: number, timezone: string): string {
  const { year, month, day, hour, minute } = wallTime(at, timezone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** null when it is none. A time that comes twice is its first occurrence. */
export function instantOfLocal(text: string, timezone: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!parts) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59) return null;
  return instantOf(timezone, year, month, day, hour, minute);
}
