// The columns of the list: how wide, which by which the list can be ordered, and which are shown at first.
import * as z from 'zod/mini';
import type { RecordSort } from '../../lib/protocol/record-shapes.ts';

export const columnNames = [
  'start',
  'kind',
  'caller',
  'called',
  'queue',
  'agent',
  'wait',
  'talk',
  'duration',
  'result',
  'ddi',
  'note',
  'id',
] as const;
export type ColumnName = (typeof columnNames)[number];
export interface Column {
  /** A track of a CSS grid. */
  readonly track: string;
  readonly sort?: RecordSort;
  readonly right?: true;
}

export const columns: Readonly<Record<ColumnName, Column>> = {
  start: { track: 'minmax(112px, 128px)', sort: 'startedAt' },
  kind: { track: 'minmax(96px, 132px)' },
  caller: { track: 'minmax(128px, 1fr)' },
  called: { track: 'minmax(128px, 1fr)' },
  queue: { track: 'minmax(96px, 1.2fr)' },
  agent: { track: 'minmax(96px, 1.2fr)' },
  wait: { track: '72px', sort: 'waitMs', right: true },
  talk: { track: '96px', sort: 'talkMs', right: true },
  duration: { track: '84px', sort: 'durationMs', right: true },
  result: { track: 'minmax(132px, 1fr)' },
  ddi: { track: 'minmax(128px, 1fr)' },
  note: { track: 'minmax(96px, 1.5fr)' },
  id: { track: 'minmax(150px, 1fr)' },
};

export const ListLook = z.object({ columns: z.array(z.enum(columnNames)), dense: z.boolean() });
export type ListLook = z.infer<typeof ListLook>;
export const firstLook: ListLook = {
  columns: ['start', 'kind', 'caller', 'called', 'queue', 'agent', 'wait', 'talk', 'result'],
  dense: false,
};
/** Where the look is kept in this browser. */
export const lookKey = 'wallboard_records_look';
