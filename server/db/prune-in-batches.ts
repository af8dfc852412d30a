// Deletes much in small steps. SQLite works on the event loop: between two steps it is left alone for as long as the
// step took, so that events and screens wait for one step at most, and the loop is never more than half in it.

const rowsPerBatch = 200;

/**
 * Calls `remove` with the number of rows to take, until it answers null: nothing is left for it.
 * @returns how many rows are gone. @throws the signal's reason, between two steps.
 */
export async function pruneInBatches(
  remove: (rows: number) => Promise<number | null>,
  signal?: AbortSignal,
): Promise<number> {
  let gone = 0;
  for (;;) {
    signal?.throwIfAborted();
    const started = performance.now();
    const removed = await remove(rowsPerBatch);
    if (removed === null) return gone;
    gone += removed;
    // Pacing of the disk, not a domain time: it follows the machine even where the house's clock is set by hand.
    const tookMs = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, tookMs));
  }
}
