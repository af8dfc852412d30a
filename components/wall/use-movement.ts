// What shows while somebody is at the screen: controls for 5 s after a movement, the cursor for 3 s; a screen that is
// dark for the night stays lit for a minute.
'use client';
import { useEffect, useState } from 'react';

const shownMs = { cursor: 3_000, controls: 5_000, awake: 60_000 } as const;
type Shown = { readonly [name in keyof typeof shownMs]: boolean };

export function useMovement(): Shown {
  const [shown, setShown] = useState<Shown>({ cursor: true, controls: false, awake: false });
  useEffect(() => {
    const set = (next: Partial<Shown>) =>
      setShown((was) => {
        const now = { ...was, ...next };
        return now.cursor === was.cursor && now.controls === was.controls && now.awake === was.awake ? was : now;
      });
    const hide = (name: keyof Shown) => setTimeout(() => set({ [name]: false }), shownMs[name]);
    let timers = [hide('cursor')];
    const stop = () => {
      for (const timer of timers) clearTimeout(timer);
    };
    const move = () => {
      stop();
      set({ cursor: true, controls: true, awake: true });
      timers = [hide('cursor'), hide('controls'), hide('awake')];
    };
    const press = () => set({ awake: true });
    addEventListener('pointermove', move);
    addEventListener('pointerdown', move);
    addEventListener('keydown', press);
    return () => {
      stop();
      removeEventListener('pointermove', move);
      removeEventListener('pointerdown', move);
      removeEventListener('keydown', press);
    };
  }, []);
  return shown;
}
