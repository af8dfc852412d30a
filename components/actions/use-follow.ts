// Watches the board for what became of an order, and hands on each step once. It looks after every change and when a
// step may change by time alone; it wakes nobody when nothing is new.
'use client';
import { useEffect, useEffectEvent } from 'react';
import type { BoardPart } from '../../lib/dialling/progress.ts';
import { useBoardChanges, useBoardNow, useServerNow } from '../live/connection.tsx';

interface Step {
  readonly step: string;
  readonly nextAt: number | null;
}

/**
 * @param order null = nothing to watch. Must keep its reference while it is the same order
 * @param known the last step that was handed on: an order that found its call keeps it
 */
export function useFollow<O, P extends Step>(
  order: O | null,
  follow: (order: O, board: BoardPart, now: number, previous: P | null) => P,
  onStep: (step: P) => void,
  known: P | null,
): void {
  const boardNow = useBoardNow();
  const subscribe = useBoardChanges();
  const now = useServerNow();
  const tell = useEffectEvent(onStep);
  const last = useEffectEvent(() => known);
  useEffect(() => {
    if (order === null) return;
    let previous: P | null = last();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      const board = boardNow();
      if (!board) return;
      const at = now();
      const step: P = follow(order, board, at, previous);
      if (JSON.stringify(step) !== JSON.stringify(previous)) tell(step);
      previous = step;
      if (step.nextAt !== null) timer = setTimeout(look, Math.max(50, step.nextAt - at));
    };
    look();
    const stop = subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [order, follow, boardNow, subscribe, now]);
}
