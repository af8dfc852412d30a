// The present minute by the server's clock; null until the page is alive, for a server renders no present time.
'use client';
import { useEffect, useState } from 'react';
import { useServerNow } from '../live/connection.tsx';

const minuteMs = 60_000;

/** Unix ms, cut to the minute. */
export function useMinute(): number | null {
  const now = useServerNow();
  const [minute, setMinute] = useState<number | null>(null);
  useEffect(() => {
    const read = () => setMinute(Math.floor(now() / minuteMs) * minuteMs);
    read();
    const beat = setInterval(read, 5_000);
    return () => clearInterval(beat);
  }, [now]);
  return minute;
}
