// The longest wait on its way to the limit. Grows by the page's ticker; warns at three quarters, is full at the limit.
'use client';
import { useEffect, useRef } from 'react';
import { useServerClock } from '../live/connection.tsx';
import { useFrozenAt } from '../live/freeze.tsx';
import { tickerOf } from '../live/ticker.ts';

const warnShare = 0.75;

export function WaitBar({ since, limitMs }: { readonly since: number | null; readonly limitMs: number }) {
  const element = useRef<HTMLSpanElement>(null);
  const clock = useServerClock();
  const frozenAt = useFrozenAt(false);
  useEffect(() => {
    const draw = (now: number) => {
      const share = since === null ? 0 : Math.min(1, Math.max(0, ((frozenAt ?? now) - since) / limitMs));
      const bar = element.current;
      if (!bar) return;
      bar.style.transform = `scaleX(${share})`;
      bar.dataset.level = share >= 1 ? 'alarm' : share >= warnShare ? 'warning' : 'calm';
    };
    if (since === null) {
      draw(0);
      return;
    }
    return tickerOf(clock).listen(draw);
  }, [clock, since, limitMs, frozenAt]);
  return (
    <span className="wait-bar" aria-hidden="true">
      <span ref={element} />
    </span>
  );
}
