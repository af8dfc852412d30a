// How a span of time is written. Never negative, never rounded up: 59.9 s is 0:59, so no clock shows 0:60
// and a limit is not announced before it is reached. Knows no language: the forms are the same in all of ours.

const pad = (value: number) => String(value).padStart(2, '0');
const wholeSeconds = (ms: number) => (Number.isFinite(ms) && ms > 0 ? Math.floor(ms / 1000) : 0);

/** `m:ss`, from one hour on `h:mm:ss`. `ms` below zero or not finite reads 0:00. */
export function formatDuration(ms: number): string {
  const seconds = wholeSeconds(ms);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${pad(seconds % 60)}`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The same for the wall, where hours read `1h02`: it fits a tile and is not taken for minutes. */
export function formatWallDuration(ms: number): string {
  const seconds = wholeSeconds(ms);
  if (seconds < 3600) return formatDuration(ms);
  return `${Math.floor(seconds / 3600)}h${pad(Math.floor(seconds / 60) % 60)}`;
}
