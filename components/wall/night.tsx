// A house that has gone home: the time and what little is to be said, dark, and never for long in one place.
'use client';
import { useEffect, useRef } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { countStates } from '../../lib/board/select.ts';
import { formatOpening } from '../../lib/i18n/days.ts';
import type { Board } from '../../lib/protocol/board.ts';
import { isOpen, nextOpening } from '../../lib/time/opening-hours.ts';
import { useBoardSelector, useServerClock } from '../live/connection.tsx';
import { perBoard } from '../live/per-board.ts';
import { tickerOf } from '../live/ticker.ts';
import { WallClock } from './wall-clock.tsx';

const movesMs = 60_000;
const wholeBoard = perBoard((board: Board) => board);

export default function Night() {
  const t = useTranslations('wall.night');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const clock = useServerClock();
  const board = useBoardSelector(wholeBoard);
  const element = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      tickerOf(clock).listen((now) => {
        const minute = Math.floor(now / movesMs);
        // Two steps without a common divisor visit all of nine places.
        const place = `${(minute % 3) - 1} ${(Math.floor(minute / 3) % 3) - 1}`;
        if (!element.current || element.current.dataset.place === place) return;
        element.current.dataset.place = place;
        const [x, y] = place.split(' ');
        element.current.style.translate = `calc(${x} * 8cqw) calc(${y} * 12cqh)`;
      }),
    [clock],
  );
  const now = clock.now();
  const openings = Object.values(board?.queues ?? {}).flatMap(({ hours }) =>
    isOpen(hours, now, zone) ? [] : (nextOpening(hours, now, zone) ?? []),
  );
  const total = countStates(Object.values(board?.agents ?? {})).total;
  return (
    <div ref={element} className="night" data-testid="night">
      <WallClock />
      <p>{t('nobody')}</p>
      <p>
        {openings.length > 0
          ? t('opens', { time: formatOpening(locale, Math.min(...openings), now, zone) })
          : t('count', { count: total })}
      </p>
    </div>
  );
}
