// Reading one window page by page from a PBX whose pages may be empty, doubled, short, out of order, or counted wrongly.
// Decides what to ask next, when the window is read, and whether anything about it was odd. Rows are deduplicated by
// their keys elsewhere as well; here they only tell whether a page brought anything new. `registos` and `tot_paginas`
// are never believed against the rows themselves.

/** What was odd about a window's pages, a closed list; `said` of the sync holds them. */
export const oddities = [
  /** A page without rows before the announced last one, or before more rows. */
  'empty_page',
  /** A page that brought nothing but rows seen before in this pass. */
  'repeated_page',
  /** Fewer rows than its neighbours, with more behind it. */
  'short_page',
  /** `tot_paginas` told of fewer or more pages than there were. */
  'wrong_total',
  /** The first page was empty: it is asked for again before that is believed. */
  'empty_window',
  /** Rows without an id that can be read; they are counted and left out. */
  'unreadable_rows',
  /** It did not end within the most pages a window may have. */
  'too_long',
] as const;
export type Oddity = (typeof oddities)[number];

export interface PageSeen {
  /** From 1. */
  readonly page: number;
  readonly rows: number;
  /** Rows whose keys were not met before in this pass. */
  readonly fresh: number;
  readonly totalPages: number | null;
}
export interface Pass {
  readonly page: number;
  readonly barren: number;
  readonly largest: number;
  readonly announced: number;
  readonly lastWithRows: number;
  readonly shortAt: number | null;
  readonly odd: readonly Oddity[];
  readonly done: boolean;
}

/** So many pages in a row without anything new end a pass. */
const barrenPages = 2;
/** An empty window is looked at so many times. */
const emptyLooks = 3;
const mostPages = 4_000;

/** `largest`: rows of the fullest page this PBX was ever seen to give, 0 before any: it may give fewer than are asked for. */
export const beginPass = (largest: number): Pass => ({
  page: 1,
  barren: 0,
  largest,
  announced: 0,
  lastWithRows: 0,
  shortAt: null,
  odd: [],
  done: false,
});

/** The pass after an answer; while it is not done, `page` is to be asked next. */
export function passAfter(pass: Pass, seen: PageSeen): Pass {
  const odd = new Set(pass.odd);
  const largest = Math.max(pass.largest, seen.rows);
  const announced = Math.max(pass.announced, seen.totalPages ?? 0);
  const shortBefore = pass.shortAt !== null || (pass.largest > 0 && pass.largest < seen.rows);
  if (seen.rows > 0 && shortBefore) odd.add('short_page');
  if (seen.rows > 0 && seen.page > pass.lastWithRows + 1) odd.add('empty_page');
  if (seen.rows > 0 && seen.fresh === 0) odd.add('repeated_page');
  const fruitful = seen.fresh > 0;
  const barren = fruitful ? 0 : pass.barren + 1;
  const lastWithRows = seen.rows > 0 ? seen.page : pass.lastWithRows;
  const shortAt = seen.rows > 0 && seen.rows < largest ? seen.page : pass.shortAt;
  const next = { page: seen.page + 1, barren, largest, announced, lastWithRows, shortAt };
  const end = (): Pass => {
    if (seen.rows === 0 && announced >= seen.page) odd.add('empty_page');
    if (announced > 0 && announced !== lastWithRows) odd.add('wrong_total');
    return { ...next, odd: [...odd], done: true };
  };
  if (lastWithRows === 0) {
    // Nothing so far: the first page again, for an ill answer looks the same as a quiet night.
    if (barren < emptyLooks) return { ...next, page: 1, odd: [...odd], done: false };
    return announced > 0 ? end() : { ...next, odd: [...odd, 'empty_window'], done: true };
  }
  if (next.page > mostPages) return { ...next, odd: [...odd, 'too_long'], done: true };
  // A page after the announced last one that is empty is the honest end.
  if (seen.rows === 0 && seen.page > announced && seen.page === lastWithRows + 1) return end();
  if (barren >= barrenPages) return end();
  return { ...next, odd: [...odd], done: false };
}

/** What makes a window worth another look: rows may have been held back. */
const doubtful: ReadonlySet<Oddity> = new Set(['empty_page', 'repeated_page', 'short_page', 'wrong_total', 'too_long']);

export const isDoubtful = (pass: Pass): boolean => pass.odd.some((one) => doubtful.has(one));

/** Passes in a row that found nothing new, after which a doubtful window is believed; more while pages are missing. */
const quietPasses = { complete: 3, short: 8 } as const;

/**
 * Is the window read? Yes after a pass without doubt. Else after passes in a row that found nothing that was not stored
 * already: then the PBX's count is what is wrong. `seen`: rows of the window met in all passes; `quiet`: passes in a
 * row without a new row, this one included.
 */
export function isSettled(pass: Pass, seen: number, quiet: number): boolean {
  if (!isDoubtful(pass)) return true;
  const fewest = pass.announced === 0 ? 0 : (pass.announced - 1) * pass.largest + 1;
  return quiet >= (seen < fewest ? quietPasses.short : quietPasses.complete);
}
