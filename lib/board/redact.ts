// Takes one number out of the board and out of what it remembers. Decides nothing about calls: records, counters and
// ids stay as they are, and every key a call is found by follows the new text.

import { apply } from './apply.ts';
import type { Change } from './change.ts';
import { startDraft } from './draft.ts';
import { keysOf } from './keys.ts';
import { shardGet, shardKeys } from './shards.ts';
import type { BoardState } from './state.ts';

/** The same value without the number; the very same when it is not in it. */
export type Hide = <T>(value: T) => T;

export function redactBoard(
  state: BoardState,
  hide: Hide,
): { readonly state: BoardState; readonly changes: readonly Change[]; readonly calls: number } {
  const draft = startDraft(state);
  let calls = 0;
  for (const id of [...shardKeys(state.memory.calls)]) {
    const facts = draft.facts.get(id);
    if (!facts) continue;
    const next = hide(facts);
    if (next === facts) continue;
    calls += 1;
    draft.facts.set(id, next);
    const [before, after] = [keysOf(facts), keysOf(next)];
    for (const key of before.filter((one) => !after.includes(one))) {
      const left = (draft.keys.get(key) ?? []).filter((one) => one !== id);
      draft.keys.set(key, left.length > 0 ? left : null);
    }
    for (const key of after.filter((one) => !before.includes(one))) {
      draft.keys.set(key, [...(draft.keys.get(key) ?? []), id]);
    }
  }
  for (const id of [...draft.calls.keys()]) {
    const call = draft.calls.get(id);
    if (call) draft.calls.set(id, hide(call));
  }
  const changes = draft.changes();
  return { state: apply(state, changes), changes, calls };
}

/** When each call that has it was first heard of, Unix ms. */
export function callsWith(state: BoardState, has: (value: unknown) => boolean): readonly number[] {
  return [...shardKeys(state.memory.calls)].flatMap((id) => {
    const facts = shardGet(state.memory.calls, id);
    return facts && has(facts) ? [facts.firstAt] : [];
  });
}
