// Lines into columns: a head before each group, and again, marked as continued, where a group breaks over a column.

import { stateOrder } from '../../lib/board/select.ts';
import type { AgentState } from '../../lib/protocol/board.ts';

export type Line =
  | { readonly kind: 'head'; readonly state: AgentState; readonly count: number; readonly continued: boolean }
  | { readonly kind: 'agent'; readonly extension: string };

export const linesInColumn = 19;
export const columnCount = 5;

/** Every extension stands exactly once; a column may grow past 19 lines only when all five are full. */
export function columnsOf(order: readonly string[], stateOf: (extension: string) => AgentState): Line[][] {
  const groups = Map.groupBy(order, stateOf);
  const columns: Line[][] = [[]];
  const column = () => columns.at(-1) ?? [];
  const breakIfFull = (needed: number) => {
    if (column().length + needed > linesInColumn && columns.length < columnCount) {
      columns.push([]);
      return true;
    }
    return false;
  };
  for (const state of stateOrder) {
    const group = groups.get(state) ?? [];
    if (group.length === 0) continue;
    // A head alone at the foot of a column says nothing.
    breakIfFull(2);
    column().push({ kind: 'head', state, count: group.length, continued: false });
    for (const extension of group) {
      if (breakIfFull(1)) column().push({ kind: 'head', state, count: group.length, continued: true });
      column().push({ kind: 'agent', extension });
    }
  }
  return columns;
}
