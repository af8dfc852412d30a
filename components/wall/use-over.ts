// Turns true when something has lasted too long: one render at the moment it does, none before.
'use client';
import { useEffect, useState } from 'react';
import { useServerClock } from '../live/connection.tsx';

/** @param since Unix ms @param limitMs null = no limit */
export function useOver(since: number, limitMs: number | null): boolean {
  const clock = useServerClock();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const left = limitMs === null ? null : since + limitMs - clock.now();
    setOver(left !== null && left <= 0);
    if (left === null || left <= 0 || left > 2 ** 31) return;
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [clock, since, limitMs]);
  return over;
}
