// The explorer of call records: how many, how many lost, when, and the way to each single one. Everything that decides
// what is shown stands in the address; list, totals and bars are answers to that one question.
'use client';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTimeZone, useTranslations } from 'use-intl/react';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import { type ExplorerView, filterQuery, spanOfView } from '../../lib/records/explorer-view.ts';
import { binOf, slotsOf } from '../../lib/records/histogram.ts';
import type { Span } from '../../lib/records/period.ts';
import { usePreference } from '../actions/preferences.ts';
import { useWhoAmI } from '../actions/use-who-am-i.ts';
import { useServerNow } from '../live/connection.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { type ColumnName, firstLook, ListLook, lookKey } from './columns.ts';
import { type ExplorerKey, explorerKey } from './explorer-key.ts';
import { ExportButton } from './export-button.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ChartLegend, Histogram } from './histogram.tsx';
import { NewRows } from './new-rows.tsx';
import { callHref, RecordPeek } from './record-peek.tsx';
import { RecordsBody } from './records-body.tsx';
import { SavedViewsButton } from './saved-views.tsx';
import { SyncNote } from './sync-note.tsx';
import { isOneDay } from './times.ts';
import { TotalsLine } from './totals-line.tsx';
import { useExplorerView } from './use-explorer-view.ts';
import { useHouseNames } from './use-house-names.ts';
import { useLeaveList } from './use-left-list.ts';
import { useMinute } from './use-minute.ts';
import { usePhone } from './use-phone.ts';
import { usePlace } from './use-place.ts';
import { useRecordRows, useRecordTotals } from './use-records.ts';
import { useStored } from './use-stored.ts';

const Help = lazy(() => import('./explorer-help.tsx'));
const RowMenu = lazy(() => import('./row-menu.tsx'));

interface MenuAt {
  readonly record: CallRecord;
  readonly at: { readonly x: number; readonly y: number };
}

/** What there is room for beside the panel. */
const besidePeek: ReadonlySet<ColumnName> = new Set(['start', 'caller', 'queue', 'agent', 'wait', 'talk', 'result']);

/** Agents are told their own calls alone, and have to ask for them so. */
function askedQuery(view: ExplorerView, span: Span, mine: boolean): string {
  const query = filterQuery(view, span);
  if (mine) query.set('mine', 'true');
  return query.toString();
}

export function Explorer() {
  const t = useTranslations('explorer');
  const zone = useTimeZone() ?? 'UTC';
  const router = useRouter();
  const explorer = useExplorerView();
  const { view, change, filter } = explorer;
  const minute = useMinute();
  const serverNow = useServerNow();
  const phone = usePhone();
  const names = useHouseNames();
  const [look, onLook] = useStored(lookKey, ListLook, firstLook);
  const leave = useLeaveList();
  const { place, setPlace, leaveAt } = usePlace(view, change);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [help, setHelp] = useState(false);
  const [exporting, setExporting] = useState(false);
  const numberField = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  /** How many stretches of the bars were looked into: as many times Escape goes back. */
  const depth = useRef(0);

  const span = minute === null ? null : spanOfView(view, minute, zone);
  const who = useWhoAmI();
  const query = span && who && askedQuery(view, span, who.role === 'agent');
  const bin = span ? binOf(span) : 'quarter_hour';
  const list = useRecordRows(query, view.sort);
  const totals = useRecordTotals(query, bin);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? null, [list.data]);
  const total = totals.data?.total ?? null;
  const [from, to] = [span?.from ?? 0, span?.to ?? 0];
  const slots = useMemo(
    () => (totals.data ? slotsOf(bin, { from, to }, totals.data.groups, totals.data.timezone) : null),
    [totals.data, bin, from, to],
  );
  const active = rows?.find(({ key }) => key === place.row) ?? null;
  const peeking = place.peek && active !== null && !phone;

  const open = (record: CallRecord) => {
    leaveAt({ row: record.key, peek: place.peek });
    leave();
    router.push(callHref(record));
  };
  const fetchMore = useCallback(() => void list.fetchNextPage({ cancelRefetch: false }), [list.fetchNextPage]);
  const move = (step: 1 | -1) => {
    if (!rows || rows.length === 0) return;
    const here = rows.findIndex(({ key }) => key === place.row);
    const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step))];
    if (next) setPlace({ ...place, row: next.key });
    grid.current?.focus({ preventScroll: true });
  };
  const run = (key: ExplorerKey): boolean => {
    switch (key) {
      case 'next':
        move(1);
        return true;
      case 'before':
        move(-1);
        return true;
      case 'peek':
        if (active) setPlace({ row: active.key, peek: !place.peek });
        return active !== null;
      case 'open':
        if (active) open(active);
        return active !== null;
      case 'menu': {
        const box = active && document.getElementById(`record-row-${active.key}`)?.getBoundingClientRect();
        if (active && box) setMenu({ record: active, at: { x: box.left + 24, y: box.bottom } });
        return active !== null;
      }
      case 'search':
        numberField.current?.focus();
        numberField.current?.select();
        return true;
      case 'export':
        setExporting(true);
        return true;
      case 'help':
        setHelp(true);
        return true;
      case 'back':
        if (!place.peek) return false;
        setPlace({ ...place, peek: false });
        return true;
    }
  };
  const [single] = usePreference('singleKeys');
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (event.defaultPrevented || document.querySelector('[role="dialog"],[role="menu"]')) return;
    const key = explorerKey({
      key: event.key,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      typing: target?.matches('input, select, textarea, [contenteditable]') ?? false,
      listed: target === null || target === document.body || target === grid.current,
      single,
    });
    if (key && run(key)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);

  return (
    <>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-1">
        <h1 className="sr-only">{t('title')}</h1>
        <FilterBar {...explorer} span={span} names={names} numberField={numberField} />
        <SyncNote now={minute} />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-1">
          <TotalsLine total={total} />
          <div className="flex flex-wrap items-center gap-2">
            <span className="max-lg:hidden">
              <ChartLegend />
            </span>
            <NewRows query={query} shown={total?.count ?? null} running={span !== null && span.to > (minute ?? 0)} />
            <SavedViewsButton view={view} change={change} />
            <ColumnChooser look={look} onLook={onLook} />
            <ExportButton query={query} total={total?.count ?? null} open={exporting} onOpen={setExporting} />
          </div>
        </div>
        <Histogram
          slots={slots}
          bin={bin}
          span={{ from, to }}
          now={minute === null ? 0 : serverNow()}
          onZoom={(next) => {
            depth.current += 1;
            change({ preset: null, from: String(next.from), to: String(next.to) });
          }}
          onBack={() => {
            if (depth.current === 0) return;
            depth.current -= 1;
            window.history.back();
          }}
        />
        <div className="relative flex min-h-0 flex-1">
          <div className="flex min-w-0 flex-1 flex-col">
            <RecordsBody
              list={list}
              rows={rows}
              total={total?.count ?? null}
              look={peeking ? { ...look, columns: look.columns.filter((name) => besidePeek.has(name)) } : look}
              phone={phone}
              oneDay={span !== null && isOneDay(span, zone)}
              names={names}
              view={view}
              active={place.row}
              grid={grid}
              onMore={fetchMore}
              onFirst={(record) => setPlace({ ...place, row: record.key })}
              change={change}
              onRow={(record) => {
                if (phone) open(record);
                else setPlace({ row: record.key, peek: true });
              }}
              onOpen={open}
              onMenu={(record, at) => {
                setPlace({ ...place, row: record.key });
                setMenu({ record, at });
              }}
            />
          </div>
          {peeking && active && (
            <RecordPeek record={active} names={names} onClose={() => setPlace({ ...place, peek: false })} />
          )}
        </div>
      </div>
      <Suspense fallback={null}>
        {help && <Help onClose={() => setHelp(false)} />}
        {menu && (
          <RowMenu
            record={menu.record}
            at={menu.at}
            names={names}
            filter={filter}
            onPeek={() => setPlace({ row: menu.record.key, peek: true })}
            onOpen={() => open(menu.record)}
            onClose={() => setMenu(null)}
          />
        )}
      </Suspense>
    </>
  );
}
