// Walks a table in small steps. SQLite works on the event loop: between two steps it is left alone for as long as the
// step took, so that events and screens wait for one step at most.

export const pageRows = 250;

/**
 * `step` handles one page and answers how many rows it had; the walk ends with a page that is not full.
 * @throws the signal's reason, between two steps.
 */
export async function inPages(
  work: { readonly signal: AbortSignal; seen(rows: number): void },
  step: () => Promise<number>,
): Promise<void> {
  for (;;) {
    work.signal.throwIfAborted();
    const started = performance.now();
    const rows = await step();
    work.seen(rows);
    if (rows < pageRows) return;
    // Pacing of the disk, not a domain time: it follows the machine even where the house's clock is set by hand.
    const tookMs = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, tookMs));
  }
}
