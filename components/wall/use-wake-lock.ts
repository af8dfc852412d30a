// Keeps the screen on while it is shown. Only HTTPS pages may ask; on others the house's power settings decide, and
// nothing is said about it.
'use client';
import { useEffect, useState } from 'react';

/** true = the browser refused, or took the lock back, while the page is in sight: the screen may go to sleep. */
export function useWakeLock(): boolean {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let held: WakeLockSentinel | null = null;
    let over = false;
    const take = () => {
      if (document.visibilityState !== 'visible' || (held && !held.released)) return;
      navigator.wakeLock.request('screen').then(
        (lock) => {
          if (over) {
            void lock.release();
            return;
          }
          held = lock;
          setLost(false);
          lock.addEventListener('release', () => {
            if (!over && document.visibilityState === 'visible') setLost(true);
          });
        },
        (error: unknown) => {
          console.warn('the screen may go to sleep', error);
          if (!over) setLost(true);
        },
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', take);
      void held?.release();
    };
  }, []);
  return lost;
}
