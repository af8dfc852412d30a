// Habits of one person at one browser: kept here, sent nowhere.
'use client';
import { useCallback, useSyncExternalStore } from 'react';

/** Switches; absent = false for `pressTwice`, true for `singleKeys`. */
const defaults = { pressTwice: false, singleKeys: true } as const;
export type Preference = keyof typeof defaults;
const changed = 'wallboard:preference';
const keyOf = (name: string) => `wallboard_${name}`;

function read(name: string): string | null {
  try {
    return localStorage.getItem(keyOf(name));
  } catch {
    // Storage is forbidden here: the default holds.
    return null;
  }
}
function write(name: string, value: string): void {
  try {
    localStorage.setItem(keyOf(name), value);
  } catch (error) {
    console.warn('the choice could not be kept', error);
  }
  dispatchEvent(new Event(changed));
}
function subscribe(listener: () => void): () => void {
  addEventListener(changed, listener);
  addEventListener('storage', listener);
  return () => {
    removeEventListener(changed, listener);
    removeEventListener('storage', listener);
  };
}

export function usePreference(name: Preference): readonly [boolean, (value: boolean) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => {
      const kept = read(name);
      return kept === null ? defaults[name] : kept === '1';
    },
    () => defaults[name],
  );
  return [value, useCallback((next) => write(name, next ? '1' : '0'), [name])];
}

/** The extension that rings first when this person calls, for those whose account has none. */
export function useOwnPhone(): readonly [string | null, (extension: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => read('own_phone'),
    () => null,
  );
  return [value, useCallback((extension) => write('own_phone', extension), [])];
}
