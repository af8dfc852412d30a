// Is the page as narrow as a phone's? false while it is rendered by the server.
'use client';
import { useSyncExternalStore } from 'react';

/** Tailwind's `max-sm`. */
const narrow = '(width < 40rem)';

export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(narrow);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(narrow).matches,
    () => false,
  );
}
