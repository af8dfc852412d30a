// Values by key that outlive the component which shows them: closing a sheet forgets no call that is under way.
export interface Kept<T> {
  get(key: string): T;
  /** The value told `at rest` is dropped. */
  set(key: string, value: T): void;
  subscribe(listener: () => void): () => void;
  /** Keys with a value, in a text that changes only with them; `\n` between. */
  keys(): string;
}

/** @param rest what stands where nothing was kept */
export function createKept<T>(rest: T): Kept<T> {
  const values = new Map<string, T>();
  const listeners = new Set<() => void>();
  let keys = '';
  return {
    get: (key) => values.get(key) ?? rest,
    set(key, value) {
      if (value === rest) values.delete(key);
      else values.set(key, value);
      keys = [...values.keys()].join('\n');
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    keys: () => keys,
  };
}
