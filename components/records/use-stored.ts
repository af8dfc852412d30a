// A choice of one person at one browser, kept as JSON and read with a schema: what does not fit it is as if it were not
// there. Sent nowhere.
'use client';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type * as z from 'zod/mini';

const changed = 'wallboard:stored';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is forbidden here: the default holds.
    return null;
  }
}
function subscribe(listener: () => void): () => void {
  addEventListener(changed, listener);
  addEventListener('storage', listener);
  return () => {
    removeEventListener(changed, listener);
    removeEventListener('storage', listener);
  };
}
function parse(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    // Somebody else's text under our name.
    return null;
  }
}

/** @param otherwise stable */
export function useStored<T>(key: string, schema: z.ZodMiniType<T>, otherwise: T): readonly [T, (value: T) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const value = useMemo(() => {
    const kept = schema.safeParse(parse(text));
    return kept.success ? kept.data : otherwise;
  }, [text, schema, otherwise]);
  const write = useCallback(
    (next: T) => {
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch (error) {
        console.warn('the choice could not be kept', error);
      }
      dispatchEvent(new Event(changed));
    },
    [key],
  );
  return [value, write];
}
