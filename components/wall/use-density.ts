// Which layout so many agents ask for, kept while their number strays by a few.
'use client';
import { useEffect, useState } from 'react';
import { chooseDensity, type Density, type DensityChoice } from '../../lib/board/density.ts';
import { useServerClock } from '../live/connection.tsx';

export function useDensity(count: number): Density {
  const clock = useServerClock();
  const [choice, setChoice] = useState<DensityChoice>(() => chooseDensity(null, count, 0));
  useEffect(() => {
    const look = () =>
      setChoice((was) => {
        // Nobody was known yet: the first count decides alone.
        const next = chooseDensity(was.density === 'xl' && count > 14 ? null : was, count, clock.now());
        return next.density === was.density && next.outsideSince === was.outsideSince ? was : next;
      });
    look();
    const timer = setInterval(look, 5_000);
    return () => clearInterval(timer);
  }, [count, clock]);
  return choice.density;
}
