// The time in the house's zone, to the minute.
'use client';
import { useEffect, useRef } from 'react';
import { useLocale, useTimeZone } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { useServerClock } from '../live/connection.tsx';
import { tickerOf } from '../live/ticker.ts';

export function WallClock() {
  const element = useRef<HTMLTimeElement>(null);
  const clock = useServerClock();
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  useEffect(
    () =>
      tickerOf(clock).listen((now) => {
        const text = formatClock(locale, now, zone);
        if (element.current && element.current.textContent !== text) element.current.textContent = text;
      }),
    [clock, locale, zone],
  );
  return <time ref={element} className="wall-clock" suppressHydrationWarning />;
}
