// How long to wait before the next attempt to connect: 1, 2, 4, 8 … 30 s, spread by a quarter either way, so that
// fifty screens do not come back in the same instant after a restart of the server.

const firstMs = 1_000;
const longestMs = 30_000;

/**
 * Milliseconds to wait.
 * @param failures attempts that failed since the last success, 0 and more
 * @param random 0 to 1
 */
export function backOffMs(failures: number, random: number): number {
  const step = Math.min(longestMs, firstMs * 2 ** Math.min(Math.max(0, failures), 5));
  return Math.round(Math.min(longestMs, step * (0.75 + random / 2)));
}
