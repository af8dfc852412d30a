// How the PBX writes an instant in a request: its own local date and time, to the minute.
import { wallTime } from '../../lib/time/zone.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** `at` in Unix ms; `DD/MM/YYYY` and `HH:MM`. Throws RangeError for a zone that does not exist. */
export function pbxDate(at: number, timezone: string): { readonly date: string; readonly time: string } {
  const { year, month, day, hour, minute } = wallTime(at, timezone);
  return { date: `${two(day)}/${two(month)}/${year}`, time: `${two(hour)}:${two(minute)}` };
}
