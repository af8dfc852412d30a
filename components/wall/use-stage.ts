// Whether the page is a 16:9 stage where everything fits, or a narrow one that scrolls.
'use client';
import { useSyncExternalStore } from 'react';

/** The same condition as in app/wall/*.css: wide enough for the stage. */
const stage = '(min-width: 1000px) and (min-aspect-ratio: 5 / 4)';

export function useStage(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(stage);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(stage).matches,
    () => true,
  );
}
