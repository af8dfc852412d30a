// The server's clock, once a second, for what is open in front of somebody. Walls use the ticker instead.
'use client';
import { useEffect, useState } from 'react';
import { useServerNow } from '../live/connection.tsx';

/** Unix ms. */
export function useSecond(): number {
  const now = useServerNow();
  const [second, setSecond] = useState(() => now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const beat = () => {
      setSecond(now());
      timer = setTimeout(beat, 1_000 - (now() % 1_000) + 5);
    };
    beat();
    return () => clearTimeout(timer);
  }, [now]);
  return second;
}
