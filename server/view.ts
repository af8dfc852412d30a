// What a caller may see of the board. A view is shared by everybody with the same key, so that one room of sockets
// gets one serialisation. Today there is one view; filtered ones (an agent's own board) are added here and nowhere else.
import type { Board, TypedOp } from '../lib/protocol/board.ts';
import { endpoints } from '../lib/protocol/endpoints.ts';
import { mayAs } from '../lib/protocol/roles.ts';
import type { Session } from './access/session.ts';

export interface View {
  /** Names the room; also a part of the epoch of filtered views, so that nobody resumes into another view. */
  readonly key: string;
  board(board: Board): Board;
  /** The same projection for ops; `board` is the board after them. */
  ops(ops: readonly TypedOp[], board: Board): readonly TypedOp[];
}

const all: View = { key: 'all', board: (board) => board, ops: (ops) => ops };

/** The view of a caller; null = may see no board at all. Sockets follow the same table as HTTP. */
export function viewOf(session: Session): View | null {
  if (session.mustChangePassword || !mayAs(session.role, endpoints.board.who)) return null;
  return all;
}

export function epochOf(view: View, epoch: string): string {
  return view.key === 'all' ? epoch : `${epoch}.${view.key}`;
}
