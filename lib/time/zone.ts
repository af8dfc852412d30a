// Days and clock times of an IANA time zone, from Intl alone. Decides where a day begins and ends when clocks
// change; never asks for the present time. All instants are Unix ms.

export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Building a formatter costs more than a hundred uses of it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timezone, made);
  return made;
}

/** What a clock on the wall shows at `at`. Throws RangeError for a zone that does not exist. */
export function wallTime(at: number, timezone: string): WallTime {
  const wall = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const part of formatter(timezone).formatToParts(at)) {
    const value = Number(part.value);
    if (part.type === 'year') wall.year = value;
    else if (part.type === 'month') wall.month = value;
    else if (part.type === 'day') wall.day = value;
    else if (part.type === 'hour') wall.hour = value;
    else if (part.type === 'minute') wall.minute = value;
    else if (part.type === 'second') wall.second = value;
  }
  return wall;
}

/** Zone minus UTC at `at`, ms. */
export function zoneOffset(at: number, timezone: string): number {
  const wall = wallTime(at, timezone);
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  return asUtc - Math.floor(at / 1000) * 1000;
}

/**
 * The instant at which a wall clock shows the given time. A time that a spring change skips is the instant just
 * after the gap by the same distance; one that an autumn change repeats is its first occurrence.
 */
export function instantOf(timezone: string, year: number, month: number, day: number, hour = 0, minute = 0): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  // The offset before the earliest and after the latest candidate: a change within the day lies between them.
  const before = asUtc - zoneOffset(asUtc - 86_400_000, timezone);
  const after = asUtc - zoneOffset(asUtc + 86_400_000, timezone);
  for (const candidate of [Math.min(before, after), Math.max(before, after)]) {
    if (zoneOffset(candidate, timezone) === asUtc - candidate) return candidate;
  }
  return before;
}

/** Midnight (or the first instant of a day that has none) at or before `at`. */
export function startOfDay(at: number, timezone: string): number {
  const { year, month, day } = wallTime(at, timezone);
  return instantOf(timezone, year, month, day);
}

/** The first instant of the following day: 23, 24 or 25 hours after the last one. */
export function nextMidnight(at: number, timezone: string): number {
  const { year, month, day } = wallTime(at, timezone);
  return instantOf(timezone, year, month, day + 1);
}
