// Arrow keys walk the items of a panel as they lie on the screen, for keyboards and TV remotes.
'use client';
import { type KeyboardEvent, useCallback } from 'react';

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Put the result on the panel's `onKeyDown`; items carry `data-item`. */
export function useArrowWalk(): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback((event) => {
    const step = steps[event.key];
    const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-item]') : null;
    if (!step || !from || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nearest(from, [...event.currentTarget.querySelectorAll<HTMLElement>('[data-item]')], step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }, []);
}

function nearest(
  from: HTMLElement,
  items: readonly HTMLElement[],
  [dx, dy]: readonly [number, number],
): HTMLElement | null {
  const here = centre(from);
  let best: HTMLElement | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (item === from) continue;
    const there = centre(item);
    const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
    if (along <= 1) continue;
    const across = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    const cost = along + across * 4;
    if (cost < bestCost) {
      best = item;
      bestCost = cost;
    }
  }
  return best;
}

function centre(element: HTMLElement) {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
