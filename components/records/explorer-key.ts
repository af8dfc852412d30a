// The keys of the list. Single letters act only where nothing is being typed, and can be switched off.
export type ExplorerKey = 'next' | 'before' | 'peek' | 'open' | 'menu' | 'search' | 'export' | 'help' | 'back';

const letters: Readonly<Record<string, ExplorerKey>> = {
  j: 'next',
  k: 'before',
  m: 'menu',
  s: 'search',
  e: 'export',
  '?': 'help',
};
const inTheList: Readonly<Record<string, ExplorerKey>> = {
  ArrowDown: 'next',
  ArrowUp: 'before',
  ' ': 'peek',
  Enter: 'open',
  Escape: 'back',
};

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Where a letter is text. */
  readonly typing: boolean;
  /** The list has the focus, or nothing has. */
  readonly listed: boolean;
  /** Single-letter keys are on. */
  readonly single: boolean;
}

/** null = not one of ours. */
export function explorerKey({ key, ctrlKey, metaKey, altKey, typing, listed, single }: PressedKey): ExplorerKey | null {
  if (ctrlKey || metaKey || altKey || typing) return null;
  if (listed && Object.hasOwn(inTheList, key)) return inTheList[key] ?? null;
  return single && Object.hasOwn(letters, key) ? (letters[key] ?? null) : null;
}
