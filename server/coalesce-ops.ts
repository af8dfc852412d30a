// Several ops of one record become one, so that a window of changes costs each record once on the wire.
// Applying the result leads to the same board as applying the ops one by one; it never looks at a board itself.
import type { Kind, TypedOp } from '../lib/protocol/board.ts';
import type { Delta } from '../lib/protocol/realtime.ts';

export type WireOp = Delta['ops'][number];

export function coalesceOps(ops: readonly TypedOp[]): WireOp[] {
  const merged = new Map<`${Kind}/${string}`, WireOp>();
  for (const op of ops) {
    const key = `${op[1]}/${op[2]}` as const;
    const before = merged.get(key);
    if (op[0] === 'del') merged.set(key, ['del', op[1], op[2]]);
    else if (op[0] === 'put') merged.set(key, ['put', op[1], op[2], op[3]]);
    // A patch of what this window deleted names a record nobody has: the deletion stands.
    else if (before?.[0] === 'del') continue;
    else if (before) merged.set(key, [before[0], op[1], op[2], { ...before[3], ...op[3] }]);
    else merged.set(key, ['patch', op[1], op[2], op[3]]);
  }
  return [...merged.values()];
}
