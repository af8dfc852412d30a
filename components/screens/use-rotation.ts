// Turns a screen's pages, looked at every second; arrows turn them by hand.
'use client';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Alarm } from '../../lib/board/alarms.ts';
import { firstRotation, goPage, type RotationPage, turnPages } from '../../lib/board/rotation.ts';
import { useServerClock } from '../live/connection.tsx';
import { tickerOf } from '../live/ticker.ts';

export interface ShownPage {
  readonly index: number;
  readonly turn: (by: 1 | -1) => void;
}

export function useRotation(pages: readonly RotationPage[], alarms: readonly Alarm[]): ShownPage {
  const clock = useServerClock();
  const [rotation, setRotation] = useState(() => firstRotation(0));
  const look = useEffectEvent((now: number) => {
    setRotation((was) => turnPages(was.since === 0 ? firstRotation(now) : was, pages, alarms, now));
  });
  useEffect(() => tickerOf(clock).listen((now) => look(now)), [clock]);
  return {
    index: Math.min(rotation.index, pages.length - 1),
    turn: (by) => setRotation((was) => goPage(was, pages.length, by, clock.now())),
  };
}
