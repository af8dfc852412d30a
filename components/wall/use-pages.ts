// More than fits a screen is shown page by page, 12 s each; it stands still while somebody is at it, asked it to, or a
// severe alarm presses: then what it is about is in sight. Where the page scrolls (a phone, a narrow window) everything
// is there at once: nothing turns away under a thumb.
'use client';
import { useEffect, useState } from 'react';
import { pageShown } from './page-shown.ts';
import { usePressing } from './use-alarms.tsx';
import { useStage } from './use-stage.ts';

const pageMs = 12_000;
/** Whoever has not moved or pressed anything for so long has gone. */
const goneMs = 30_000;

export interface Pages<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageCount: number;
}

/** @param isPressing the items a pressing alarm is about: their pages alone are shown, in turn */
export function usePages<T>(
  all: readonly T[],
  size: number,
  paused: boolean,
  isPressing: (item: T) => boolean = () => false,
): Pages<T> {
  const paged = useStage();
  const pressing = usePressing();
  const pageCount = paged ? Math.max(1, Math.ceil(all.length / size)) : 1;
  const [turned, setTurned] = useState(0);
  const { page, turns } = pageShown(all, size, turned, pressing, isPressing);
  const still = paused || pageCount < 2 || !turns;
  useEffect(() => {
    if (still) return;
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
  }, [still]);
  if (pageCount === 1) return { items: all, page: 0, pageCount };
  return { items: all.slice(page * size, (page + 1) * size), page, pageCount };
}

/** Somebody points at an item, has the focus on one, or reads a sheet. */
function isInUse(): boolean {
  return document.querySelector('[data-item]:hover, [data-item]:focus-visible, [role="dialog"]') !== null;
}
