// Which page of a list is shown, and whether it turns by itself.

/**
 * While an alarm presses, pages stand still; those with what it is about come first, and turn only among themselves.
 * @param turned how often the page was turned
 * @param pressing a severe alarm stands that nobody has acknowledged
 */
export function pageShown<T>(
  all: readonly T[],
  size: number,
  turned: number,
  pressing: boolean,
  isPressing: (item: T) => boolean,
): { readonly page: number; readonly turns: boolean } {
  const pageCount = Math.max(1, Math.ceil(all.length / size));
  if (!pressing) return { page: turned % pageCount, turns: pageCount > 1 };
  const pages = [...new Set(all.flatMap((item, i) => (isPressing(item) ? Math.floor(i / size) : [])))];
  return { page: pages[turned % pages.length] ?? turned % pageCount, turns: pages.length > 1 };
}
