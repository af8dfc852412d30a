// The PBX's local time: what it prints in events and reads in record queries. One zone for a whole switchboard.
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Local minus UTC, ms. Changes on the quarter hour only, which is how it is remembered. */
export function offsetMs(at: number, zone: string): number {
  const quarter = Math.floor(at / 900_000) * 900_000;
  const key = `${zone}/${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(quarter)
      .map((part) => [part.type, Number(part.value)]),
  );
  const local = Date.UTC(
    parts.year ?? 0,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
    parts.second ?? 0,
  );
  if (offsets.size > 5_000) offsets.clear();
  offsets.set(key, local - quarter);
  return local - quarter;
}

/** `2026-03-02T10:00:00+01:00` */
export function isoLocal(at: number, zone: string): string {
  const offset = offsetMs(at, zone);
  const minutes = Math.abs(offset) / 60_000;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${new Date(at + offset).toISOString().slice(0, 19)}${sign}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** `DD/MM/YYYY` and `HH:MM` of the PBX to Unix ms; null when they are no date. */
export function localInstant(date: string, time: string, zone: string): number | null {
  const day = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(date);
  const clock = /^(\d{1,2}):(\d{2})$/.exec(time);
  if (!day || !clock) return null;
  const utc = Date.UTC(Number(day[3]), Number(day[2]) - 1, Number(day[1]), Number(clock[1]), Number(clock[2]));
  if (Number(day[2]) > 12 || Number(day[1]) > 31 || Number(clock[1]) > 23 || Number(clock[2]) > 59) return null;
  const guess = utc - offsetMs(utc, zone);
  return utc - offsetMs(guess, zone);
}

/** Days since 1970 of the local calendar. */
export const localDay = (at: number, zone: string) => Math.floor((at + offsetMs(at, zone)) / 86_400_000);
export function dayStart(day: number, zone: string): number {
  const utc = day * 86_400_000;
  const guess = utc - offsetMs(utc, zone);
  return utc - offsetMs(guess, zone);
}
