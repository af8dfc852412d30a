// The rows of the list, of which only those in sight exist. Rows are walked by keys without losing the place; the head
// stays, and orders by a column. It asks for the next page before the end is reached.
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave out the rows that are not in sight.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid itself takes the keys.
'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type Ref, useEffect, useRef } from 'react';
import { useTimeZone, useTranslations } from 'use-intl/react';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import { type ColumnName, columns, type ListLook } from './columns.ts';
import { RecordCell } from './record-cell.tsx';
import { RecordLine } from './record-line.tsx';
import type { HouseNames } from './use-house-names.ts';

/** Rows from the end at which the next page is asked for. */
const aheadRows = 30;
const heights = { wide: 36, dense: 28, phone: 60 } as const;

export function RecordList(props: {
  readonly rows: readonly CallRecord[];
  /** null = not counted yet. */
  readonly total: number | null;
  readonly look: ListLook;
  readonly phone: boolean;
  readonly oneDay: boolean;
  readonly names: HouseNames;
  readonly sort: string;
  readonly active: string | null;
  readonly grid: Ref<HTMLDivElement>;
  readonly more: boolean;
  readonly onMore: () => void;
  readonly onSort: (sort: string) => void;
  /** The list was entered by the keyboard, and nobody was at a row yet. */
  readonly onFirst: (record: CallRecord) => void;
  readonly onRow: (record: CallRecord) => void;
  readonly onOpen: (record: CallRecord) => void;
  readonly onMenu: (record: CallRecord, at: { readonly x: number; readonly y: number }) => void;
}) {
  const { rows, total, look, phone, oneDay, names, sort, active, grid, more } = props;
  const { onMore, onSort, onFirst, onRow, onOpen, onMenu } = props;
  const t = useTranslations('explorer.list');
  const zone = useTimeZone() ?? 'UTC';
  const scroller = useRef<HTMLDivElement>(null);
  const height = phone ? heights.phone : look.dense ? heights.dense : heights.wide;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    // The head stands above the first row.
    scrollPaddingStart: phone ? 0 : 32,
  });
  useEffect(() => {
    void height;
    virtual.measure();
  }, [height, virtual]);
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && lastSeen >= rows.length - aheadRows) onMore();
  }, [more, lastSeen, rows.length, onMore]);
  const activeIndex = active === null ? -1 : rows.findIndex(({ key }) => key === active);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: 'auto' });
  }, [activeIndex, virtual]);
  const template = look.columns.map((name) => columns[name].track).join(' ');
  const shownActive = items.some(({ index }) => index === activeIndex);
  const menuAt = (record: CallRecord) => (event: MouseEvent) => {
    event.preventDefault();
    onMenu(record, { x: event.clientX, y: event.clientY });
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto overscroll-contain" data-testid="records-scroll">
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label={t('label')}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-activedescendant={shownActive && active !== null ? rowId(active) : undefined}
        className="group type-table min-w-fit outline-none"
        onFocus={(event) => {
          // Somebody came by the keyboard: the place they are at is seen at once.
          const [first] = rows;
          if (
            event.target === event.currentTarget &&
            activeIndex < 0 &&
            first &&
            event.target.matches(':focus-visible')
          )
            onFirst(first);
        }}
      >
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-10 grid h-8 items-center gap-x-4 border-line border-b bg-bg px-4 max-sm:sr-only"
          style={{ gridTemplateColumns: template }}
        >
          {look.columns.map((name) => (
            <Head key={name} name={name} sort={sort} onSort={onSort} />
          ))}
        </div>
        <div className="relative" style={{ height: `${virtual.getTotalSize()}px` }} role="rowgroup">
          {items.map(({ index, start }) => {
            const record = rows[index];
            if (!record) return null;
            return (
              <div
                key={record.key}
                id={rowId(record.key)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={record.key === active}
                data-testid={`record-${record.key}`}
                data-status={record.status}
                className="absolute inset-x-0 grid cursor-default items-center gap-x-4 border-line border-b px-4 hover:bg-sunken aria-selected:bg-sunken aria-selected:shadow-[inset_3px_0_0_var(--ink-1)] group-focus-visible:aria-selected:outline-2 group-focus-visible:aria-selected:-outline-offset-2"
                style={{
                  height: `${height}px`,
                  transform: `translateY(${start}px)`,
                  gridTemplateColumns: phone ? '1fr' : template,
                }}
                onClick={() => onRow(record)}
                onDoubleClick={() => onOpen(record)}
                onContextMenu={menuAt(record)}
              >
                {phone ? (
                  <RecordLine record={record} names={names} zone={zone} oneDay={oneDay} />
                ) : (
                  look.columns.map((column) => (
                    <div
                      key={column}
                      role="gridcell"
                      className={`truncate ${columns[column].right ? 'text-right' : ''}`}
                    >
                      <RecordCell record={record} column={column} names={names} zone={zone} oneDay={oneDay} />
                    </div>
                  ))
                )}
              </div>
            );
          })}
        </div>
      </div>
      <p role="status" className="type-label px-4 py-3 text-center text-ink-2">
        {more ? t('loadingMore') : t('end')}
      </p>
    </div>
  );
}

export const rowId = (key: string) => `record-row-${key}`;

function Head(props: { readonly name: ColumnName; readonly sort: string; readonly onSort: (sort: string) => void }) {
  const { name, sort, onSort } = props;
  const t = useTranslations('explorer.list');
  const { sort: field, right } = columns[name];
  const here = field !== undefined && sort.replace(/^-/, '') === field;
  const down = sort.startsWith('-');
  return (
    <div
      role="columnheader"
      aria-sort={here ? (down ? 'descending' : 'ascending') : undefined}
      className={`type-label truncate font-medium text-ink-2 ${right ? 'text-right' : ''}`}
    >
      {field === undefined ? (
        t(name)
      ) : (
        <button
          type="button"
          className="h-6 rounded-chip underline-offset-4 hover:underline"
          onClick={() => onSort(here && down ? field : `-${field}`)}
        >
          {t(name)}
          <span aria-hidden="true">{here ? (down ? ' ↓' : ' ↑') : ''}</span>
        </button>
      )}
    </div>
  );
}
