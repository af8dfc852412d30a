// A sum over the whole board, worked out once per change however many panels ask for it.
import type { Board } from '../../lib/protocol/board.ts';

/** Define the result once, outside components: `const summary = perBoard(summarise)`. */
export function perBoard<T>(select: (board: Board) => T): (board: Board) => T {
  const known = new WeakMap<Board, { readonly value: T }>();
  return (board) => {
    const found = known.get(board);
    if (found) return found.value;
    const value = select(board);
    known.set(board, { value });
    return value;
  };
}
