// What a timer reads. A frozen one says so: "+" while its value is old, and nothing at all once it is too old to mean
// anything.
import { unknownMark } from '../../lib/i18n/numbers.ts';
import { formatDuration, formatWallDuration } from '../../lib/time/duration.ts';

/** Data without a good answer for this long is dead: its last value would be read as the present one. */
export const deadMs = 5 * 60_000;

/** @param frozenMs how long it has stood still for want of data; null = it runs, or what it times is over */
export function timerText(ms: number, frozenMs: number | null, form: 'desk' | 'wall'): string {
  if (frozenMs !== null && frozenMs > deadMs) return unknownMark;
  return (form === 'wall' ? formatWallDuration(ms) : formatDuration(ms)) + (frozenMs === null ? '' : '+');
}
