// The ops that lead from one projection of the board to the next, for views that show a part of it. Compares by
// reference first, so it costs what changed; it knows nothing of why a record is in a view.
import type { Board, TypedOp } from '../protocol/board.ts';
import { differences } from './same.ts';

/** Applying them to `before` gives the records of `after`. */
export function opsBetween(before: Board, after: Board): TypedOp[] {
  const ops: TypedOp[] = [];
  compare(before.agents, after.agents, {
    put: (id, record) => ops.push(['put', 'agents', id, record]),
    patch: (id, fields) => ops.push(['patch', 'agents', id, fields]),
    del: (id) => ops.push(['del', 'agents', id]),
  });
  compare(before.queues, after.queues, {
    put: (id, record) => ops.push(['put', 'queues', id, record]),
    patch: (id, fields) => ops.push(['patch', 'queues', id, fields]),
    del: (id) => ops.push(['del', 'queues', id]),
  });
  compare(before.calls, after.calls, {
    put: (id, record) => ops.push(['put', 'calls', id, record]),
    patch: (id, fields) => ops.push(['patch', 'calls', id, fields]),
    del: (id) => ops.push(['del', 'calls', id]),
  });
  return ops;
}

interface Pen<T> {
  put(id: string, record: T): void;
  patch(id: string, fields: Partial<T>): void;
  del(id: string): void;
}

function compare<T extends object>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  pen: Pen<T>,
): void {
  if (before === after) return;
  for (const id of Object.keys(before)) if (!Object.hasOwn(after, id)) pen.del(id);
  for (const [id, record] of Object.entries(after)) {
    const old = Object.hasOwn(before, id) ? before[id] : undefined;
    if (old === record) continue;
    if (old === undefined) pen.put(id, record);
    else {
      const fields = differences(old, record);
      if (fields) pen.patch(id, fields);
    }
  }
}
