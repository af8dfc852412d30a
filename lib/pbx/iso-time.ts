// Reads the PBX's ISO 8601 times. Decides what is a time; it must never ask for the present one.
import { instantOf } from '../time/zone.ts';

export interface IsoTime {
  /** Unix ms. */
  readonly at: number;
  /** What the text said: minutes east of UTC, null for `Z` or nothing. */
  readonly offsetMinutes: number | null;
}

// The sign may be a blank: a plus that nobody escaped in a form body.
const shape =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:([Zz])|([+\- ])(\d\d):?(\d\d))?$/;

/** null for what is no time. Without an offset the time is the zone's; without a zone it is then unreadable. */
export function parseIsoTime(text: string, timezone: string | null): IsoTime | null {
  const match = shape.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', utc, sign, offsetHour, offsetMinute] = match;
  const utcAt = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const valid = new Date(utcAt);
  if (valid.getUTCMonth() !== Number(month) - 1 || valid.getUTCDate() !== Number(day)) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(year) < 1990) return null;
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  if (utc) return { at: utcAt + ms, offsetMinutes: null };
  if (sign === undefined) {
    if (timezone === null) return null;
    const local = instantOf(timezone, Number(year), Number(month), Number(day), Number(hour), Number(minute));
    return { at: local + Number(second) * 1000 + ms, offsetMinutes: null };
  }
  const size = Number(offsetHour) * 60 + Number(offsetMinute);
  if (size > 14 * 60 || Number(offsetMinute) > 59) return null;
  const offsetMinutes = sign === '-' ? -size : size;
  return { at: utcAt + ms - offsetMinutes * 60_000, offsetMinutes };
}
