// More than fits a screen is shown page by page, 12 s each; it stands still while somebody is at it or asked it to.
// Where the page scrolls (a phone, a narrow window) everything is there at once: nothing turns away under a thumb.
'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';

const pageMs = 12_000;
/** Whoever has not moved or pressed anything for so long has gone. */
const goneMs = 30_000;
/** The same condition as in app/wall/*.css: wide enough for the 16:9 stage. */
const stage = '(min-width: 1000px) and (min-aspect-ratio: 5 / 4)';

export interface Pages<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageCount: number;
}

export function usePages<T>(all: readonly T[], size: number, paused: boolean): Pages<T> {
  const paged = useStage();
  const pageCount = paged ? Math.max(1, Math.ceil(all.length / size)) : 1;
  const [turned, setTurned] = useState(0);
  useEffect(() => {
    if (paused || pageCount < 2) return;
    let usedAt = Number.NEGATIVE_INFINITY;
    const used = () => {
      usedAt = performance.now();
    };
    addEventListener('pointermove', used, { passive: true });
    addEventListener('keydown', used);
    const timer = setInterval(() => {
      if (performance.now() - usedAt > goneMs || !isInUse()) setTurned((was) => was + 1);
    }, pageMs);
    return () => {
      removeEventListener('pointermove', used);
      removeEventListener('keydown', used);
      clearInterval(timer);
    };
  }, [paused, pageCount]);
  if (pageCount === 1) return { items: all, page: 0, pageCount };
  const page = turned % pageCount;
  return { items: all.slice(page * size, (page + 1) * size), page, pageCount };
}

/** Somebody points at an item, has the focus on one, or reads a sheet. */
function isInUse(): boolean {
  return document.querySelector('[data-item]:hover, [data-item]:focus-visible, [role="dialog"]') !== null;
}

function useStage(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(stage);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(stage).matches,
    () => true,
  );
}
