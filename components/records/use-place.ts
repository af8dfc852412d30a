// Where somebody is in the list, and whether they look beside it. It goes with the keys at once; the address, which Back
// and a reload come home to, follows when they rest, for browsers allow few changes of it a second.
'use client';
import { useEffect, useRef, useState } from 'react';
import { addressOf, type ExplorerView, viewOf } from '../../lib/records/explorer-view.ts';
import type { ViewChange } from './use-explorer-view.ts';

const restMs = 250;

export interface Place {
  readonly row: string | null;
  readonly peek: boolean;
}

export function usePlace(view: ExplorerView, change: ViewChange['change']) {
  const [place, setPlace] = useState<Place>({ row: view.row, peek: view.peek });
  const told = `${view.row} ${view.peek}`;
  const [seen, setSeen] = useState(told);
  // The address changed by other means than by this place: Back, or another filter.
  if (seen !== told) {
    setSeen(told);
    if (place.row !== view.row || place.peek !== view.peek) setPlace({ row: view.row, peek: view.peek });
  }
  const differs = place.row !== view.row || (place.row !== null && place.peek !== view.peek);
  const leaving = useRef(false);
  useEffect(() => {
    if (!differs) return;
    const timer = setTimeout(() => {
      if (!leaving.current) change({ row: place.row, peek: place.peek }, 'replace');
    }, restMs);
    return () => clearTimeout(timer);
  }, [differs, place, change]);
  /** Before going elsewhere: what Back comes home to. The router is not told, or it would forget where it was to go. */
  const leaveAt = ({ row, peek }: Place) => {
    leaving.current = true;
    const address = addressOf({ ...viewOf(new URLSearchParams(window.location.search)), row, peek });
    window.history.replaceState(window.history.state, '', `?${address}`);
  };
  return { place, setPlace, leaveAt } as const;
}
