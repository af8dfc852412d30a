// Which group of a report an instant belongs to, by the clock of the house. An hour is told by its first instant, so
// that the hour an autumn change repeats is two groups and the one a spring change skips is none.
import { wallTime } from '../time/zone.ts';

const two = (value: number) => String(value).padStart(2, '0');
const hourMs = 3_600_000;
const quarterMs = 900_000;

/** Clock of one quarter of an hour at a time: no zone changes within one. */
export interface HouseClock {
  hourStart(at: number): number;
  quarterStart(at: number): number;
  /** `2026-03-29`. */
  day(at: number): string;
  /** 1 = Monday to 7. */
  weekday(at: number): number;
  /** 0 to 23. */
  hour(at: number): number;
}

interface Wall {
  readonly day: string;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}
/** Quarters of hours: a good year of them. */
const remembered = 40_000;

/** Asking Intl costs more than all else: what it said is kept for each zone. */
const clocks = new Map<string, HouseClock>();

export function houseClock(timezone: string): HouseClock {
  const clock = clocks.get(timezone) ?? makeClock(timezone);
  clocks.set(timezone, clock);
  return clock;
}

function makeClock(timezone: string): HouseClock {
  const known = new Map<number, Wall>();
  const quarterStart = (at: number) => Math.floor(at / quarterMs) * quarterMs;
  function wallAt(at: number): Wall {
    const quarter = quarterStart(at);
    const found = known.get(quarter);
    if (found) return found;
    const { year, month, day, hour, minute } = wallTime(quarter, timezone);
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
    const wall = { day: `${year}-${two(month)}-${two(day)}`, weekday, hour, minute };
    if (known.size >= remembered) known.clear();
    known.set(quarter, wall);
    return wall;
  }
  return {
    quarterStart,
    // Zones off by half an hour begin their hours between two of UTC.
    hourStart: (at) => quarterStart(at) - wallAt(at).minute * 60_000,
    day: (at) => wallAt(at).day,
    weekday: (at) => wallAt(at).weekday,
    hour: (at) => wallAt(at).hour,
  };
}

/** true while the zone's hours begin with UTC's: then hourly sums are hours of the house. */
export function wholeHours(at: number, timezone: string): boolean {
  return wallTime(Math.floor(at / hourMs) * hourMs, timezone).minute === 0;
}
