// Whole seconds until the same number may be dialled again from the same telephone; null = now.
'use client';
import { dialKey, useDesk, useKept } from './desk.ts';

/** @param now server time, Unix ms */
export function useGuard(extension: string, wire: string, now: number): number | null {
  const { dials } = useDesk();
  const { until } = useKept(dials, dialKey(extension, wire));
  return until > now ? Math.ceil((until - now) / 1_000) : null;
}
