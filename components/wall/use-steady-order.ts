// A list that people learn by heart is put in a new order every 5 s at most, and never under a pointer or the focus.
// Who comes or goes is shown at once.
'use client';
import { type RefObject, useEffect, useState } from 'react';

const settleMs = 5_000;

export function useSteadyOrder(wanted: readonly string[], inside: RefObject<HTMLElement | null>): readonly string[] {
  const [shown, setShown] = useState({ ids: wanted, at: 0 });
  const members = (ids: readonly string[]) => [...ids].sort().join(' ');
  const moved = wanted.some((id, i) => id !== shown.ids[i]) || wanted.length !== shown.ids.length;
  const changed = moved && members(wanted) !== members(shown.ids);
  useEffect(() => {
    if (!moved) return;
    const put = () => setShown({ ids: wanted, at: performance.now() });
    if (changed) {
      put();
      return;
    }
    const tryPut = () => {
      const element = inside.current;
      const busy = element?.matches(':hover') || element?.contains(document.activeElement);
      if (!busy) put();
    };
    const wait = Math.max(0, shown.at + settleMs - performance.now());
    let again: ReturnType<typeof setInterval> | undefined;
    const first = setTimeout(() => {
      tryPut();
      again = setInterval(tryPut, 1_000);
    }, wait);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, [moved, changed, wanted, shown.at, inside]);
  return changed ? wanted : shown.ids;
}
