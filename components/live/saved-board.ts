// The last board of this tab, so that a reload paints at once, with its age, and resumes where it was. Kept for this
// tab only (session storage) and wiped at sign-out: it holds numbers of callers.
import type { Snapshot } from '../../lib/protocol/realtime.ts';
import { readSnapshot } from './read-message.ts';

const key = 'wallboard_board';

export interface SavedBoard {
  readonly snapshot: Snapshot;
  readonly skewMs: number;
}

export function saveBoard(storage: Pick<Storage, 'setItem'>, saved: SavedBoard): void {
  try {
    storage.setItem(key, JSON.stringify(saved));
  } catch (error) {
    // Full or forbidden storage costs the early paint, nothing else.
    console.warn('the last board could not be kept', error);
  }
}

/** null when there is none, or it is not readable. */
export function readSavedBoard(storage: Pick<Storage, 'getItem'>): SavedBoard | null {
  const text = storage.getItem(key);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('snapshot' in value) || !('skewMs' in value)) return null;
    const snapshot = readSnapshot(value.snapshot);
    return snapshot && typeof value.skewMs === 'number' ? { snapshot, skewMs: value.skewMs } : null;
  } catch {
    return null;
  }
}

export function forgetSavedBoard(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(key);
}
