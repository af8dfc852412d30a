// Turns true when something has lasted too long: one render at the moment it does, none before. What stands still for
// want of data grows no older: nothing goes over its limit on a guess.
'use client';
import { useEffect, useState } from 'react';
import { useServerClock } from '../live/connection.tsx';
import { useFrozenAt } from '../live/freeze.tsx';

/** @param since Unix ms @param limitMs null = no limit @param polled known from polls only */
export function useOver(since: number, limitMs: number | null, polled: boolean): boolean {
  const clock = useServerClock();
  const frozenAt = useFrozenAt(polled);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const left = limitMs === null ? null : since + limitMs - (frozenAt ?? clock.now());
    setOver(left !== null && left <= 0);
    if (frozenAt !== null || left === null || left <= 0 || left > 2 ** 31) return;
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [clock, since, limitMs, frozenAt]);
  return over;
}
