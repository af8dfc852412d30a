// Moves the stage by a hair every few minutes, written straight into the element.
'use client';
import { type RefObject, useEffect } from 'react';
import { useServerClock } from '../live/connection.tsx';
import { tickerOf } from '../live/ticker.ts';
import { stagePlace } from './burn-in.ts';

export function useBurnInGuard(stage: RefObject<HTMLElement | null>): void {
  const clock = useServerClock();
  useEffect(
    () =>
      tickerOf(clock).listen((now) => {
        const element = stage.current;
        if (!element) return;
        const { x, y, mirrored } = stagePlace(now);
        const side = mirrored ? 'right' : 'left';
        if (element.style.getPropertyValue('--shift-x') !== `${x}`) element.style.setProperty('--shift-x', `${x}`);
        if (element.style.getPropertyValue('--shift-y') !== `${y}`) element.style.setProperty('--shift-y', `${y}`);
        if (element.dataset.title !== side) element.dataset.title = side;
      }),
    [clock, stage],
  );
}
