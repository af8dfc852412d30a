// More than fits is shown page by page, 12 s each; it stands still while somebody points at it or asked it to.
'use client';
import { useEffect, useState } from 'react';

const pageMs = 12_000;

export interface Pages<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageCount: number;
}

export function usePages<T>(all: readonly T[], size: number, paused: boolean): Pages<T> {
  const pageCount = Math.max(1, Math.ceil(all.length / size));
  const [turned, setTurned] = useState(0);
  useEffect(() => {
    if (paused || pageCount < 2) return;
    const timer = setInterval(() => setTurned((was) => was + 1), pageMs);
    return () => clearInterval(timer);
  }, [paused, pageCount]);
  const page = turned % pageCount;
  return { items: all.slice(page * size, (page + 1) * size), page, pageCount };
}
