// Fetches code that the page does not need yet while nothing else is to be done, so that it is at hand when the server
// is gone. It never delays the first paint, and a fetch that fails is made again when the code is needed.

const quietMs = 2_000;

/** Returns a function that cancels. */
export function fetchAhead(parts: readonly (() => Promise<unknown>)[]): () => void {
  let idle: number | undefined;
  const fetchAll = () => {
    for (const part of parts) part().catch((error: unknown) => console.warn('code could not be fetched ahead', error));
  };
  const quiet = setTimeout(() => {
    // Safari knows no idle callbacks.
    if (typeof requestIdleCallback === 'function') idle = requestIdleCallback(fetchAll, { timeout: 10_000 });
    else fetchAll();
  }, quietMs);
  return () => {
    clearTimeout(quiet);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
