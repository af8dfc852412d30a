// Which local times the PBX is asked for, so that nothing between two instants can be missed. The PBX reads dates and
// times of its own wall clock, to the minute; which of an hour that comes twice it means, and whether the last minute
// counts, was never shown. Asking for more costs a few doubled rows; asking for less would lose calls.
import { instantOf, wallTime, zoneOffset } from '../time/zone.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** The local time of `at` comes twice on this day. */
function isRepeated(at: number, timezone: string): boolean {
  const offset = zoneOffset(at, timezone);
  return [-2, -1, 1, 2].some((hours) => {
    const other = at + hours * hourMs;
    return zoneOffset(other, timezone) + other === offset + at && other !== at;
  });
}

/**
 * First and last minute to name in a question for [`from`, `to`), Unix ms: begins before an hour that comes twice, and
 * ends behind one, with the minute of `to` itself named. What is asked never begins later or ends earlier, under either
 * reading of a repeated hour.
 */
export function askedSpan(from: number, to: number, timezone: string): { readonly from: number; readonly to: number } {
  let first = Math.floor(from / minuteMs) * minuteMs;
  let last = Math.ceil(to / minuteMs) * minuteMs;
  // A change moves clocks by an hour or two at most; looked at minute by minute so that any zone comes out right.
  for (let i = 0; i < 240 && isRepeated(first, timezone); i++) first -= minuteMs;
  for (let i = 0; i < 240 && isRepeated(last, timezone); i++) last += minuteMs;
  return { from: first, to: last };
}

/** Local hours at which days are cut. Clocks change at night, so no cut meets a change. */
const cuts = [0, 6, 12, 18] as const;

/** [`from`, `to`) in pieces of six local hours, newest first: the last days are wanted before the first. */
export function windowsOf(
  from: number,
  to: number,
  timezone: string,
): { readonly from: number; readonly to: number }[] {
  const windows: { from: number; to: number }[] = [];
  let end = to;
  while (end > from) {
    const begin = Math.max(from, cutBefore(end, timezone));
    windows.push({ from: begin, to: end });
    end = begin;
  }
  return windows;
}

/** The last cut that lies before `at`. */
function cutBefore(at: number, timezone: string): number {
  const { year, month, day } = wallTime(at - 1, timezone);
  const found = cuts
    .map((hour) => instantOf(timezone, year, month, day, hour))
    .filter((cut) => cut < at)
    .at(-1);
  return found ?? at - 6 * hourMs;
}
