// The reports: figures of a span compared with the one before, and by hour, weekday, day, agent, queue, result or called
// number. Filters are the explorer's own, in the address; every count leads to the list it was made of.
'use client';
import { useSearchParams } from 'next/navigation';
import { useRef } from 'react';
import { useTimeZone, useTranslations } from 'use-intl/react';
import { filterQuery, spanOfView } from '../../lib/records/explorer-view.ts';
import { type Span, spanBefore } from '../../lib/records/period.ts';
import { type ReportGroup, reportGroups } from '../../lib/records/report-link.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { useMay, useWhoAmI } from '../actions/use-who-am-i.ts';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { FilterBar } from './filter-bar.tsx';
import { HeatMap } from './heat-map.tsx';
import { ChartLegend } from './histogram.tsx';
import { Ledger } from './ledger.tsx';
import { ReportFigures } from './report-figures.tsx';
import { ReportTable } from './report-table.tsx';
import { SyncNote } from './sync-note.tsx';
import { useExplorerView } from './use-explorer-view.ts';
import { type HouseNames, useHouseNames } from './use-house-names.ts';
import { useMinute } from './use-minute.ts';
import { useCancelRecords, useSlow } from './use-records.ts';
import { useReport } from './use-report.ts';

type Tab = ReportGroup | 'ledger';

export function ReportPage() {
  const t = useTranslations('explorer.report');
  const zone = useTimeZone() ?? 'UTC';
  const explorer = useExplorerView();
  const { view } = explorer;
  const address = useSearchParams();
  const asked = address.get('by');
  const minute = useMinute();
  const names = useHouseNames();
  const who = useWhoAmI();
  const worksLedger = useMay('ledger.work');
  const numberField = useRef<HTMLInputElement>(null);
  const by: Tab = asked === 'ledger' && worksLedger ? 'ledger' : (reportGroups.find((one) => one === asked) ?? 'hour');
  const span = minute === null ? null : spanOfView(view, minute, zone);
  // To the minute it would be another question each minute; a quarter is as true as a comparison can be.
  const beforeSpan = span && minute !== null ? quarterly(spanBefore(span, minute, zone)) : null;
  const queryOf = (wanted: Span | null) => {
    if (!wanted || !who) return null;
    const query = filterQuery(view, wanted);
    if (who.role === 'agent') query.set('mine', 'true');
    return query.toString();
  };
  const group = by === 'ledger' ? null : by;
  const report = useReport(queryOf(span), group);
  const before = useReport(queryOf(beforeSpan), null);
  const tabs: readonly Tab[] = worksLedger ? [...reportGroups, 'ledger'] : reportGroups;
  const show = (tab: Tab) => {
    const next = new URLSearchParams(window.location.search);
    next.set('by', tab);
    window.history.pushState(null, '', `?${next}`);
  };
  return (
    <>
      <FilterBar {...explorer} span={span} names={names} numberField={numberField} />
      <SyncNote now={minute} />
      <div className="mx-auto flex w-full max-w-7xl flex-col gap-6 px-4 py-4">
        <h1 className="type-page">{t('title')}</h1>
        {span && beforeSpan && !report.error && (
          <ReportFigures
            view={view}
            span={span}
            total={report.data?.total ?? null}
            before={before.data?.total ?? null}
            beforeSpan={beforeSpan}
          />
        )}
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">{t('tabs')}</legend>
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              aria-pressed={by === tab}
              className="type-body min-h-8 rounded-row border border-line px-3 text-ink-2 max-sm:min-h-11 hover:bg-sunken aria-pressed:border-ink-1 aria-pressed:text-ink-1"
              onClick={() => show(tab)}
            >
              {tab === 'ledger' ? t('ledger') : t(`by.${tab}`)}
            </button>
          ))}
        </fieldset>
        <section aria-label={by === 'ledger' ? t('ledger') : t(`by.${by}`)}>
          {by === 'ledger' ? (
            <Ledger query={span && ledgerQuery(span, view.filters.queue)} now={minute ?? 0} names={names} />
          ) : (
            <Grouped report={report} by={by} view={view} span={span} names={names} />
          )}
        </section>
      </div>
    </>
  );
}

function Grouped(props: {
  readonly report: ReturnType<typeof useReport>;
  readonly by: ReportGroup;
  readonly view: ReturnType<typeof useExplorerView>['view'];
  readonly span: Span | null;
  readonly names: HouseNames;
}) {
  const { report, by, view, span, names } = props;
  const t = useTranslations('explorer');
  const common = useTranslations('common');
  const slow = useSlow(report.isFetching);
  const cancel = useCancelRecords();
  if (report.error) return <FailurePanel error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data || !span) {
    if (report.isEnabled && report.fetchStatus === 'idle') {
      return (
        <StateScreen
          title={t('list.cancelled')}
          action={<Button onClick={() => void report.refetch()}>{common('retry')}</Button>}
        />
      );
    }
    return (
      <div className="flex flex-col gap-2">
        {slow && (
          <p role="status" className="type-body flex items-center justify-center gap-3 text-ink-2">
            {t('list.slow')}
            <Button onClick={cancel}>{common('cancel')}</Button>
          </p>
        )}
        <Skeleton className="h-80 w-full" />
      </div>
    );
  }
  if (report.data.groups.length === 0) return <StateScreen title={t('list.emptyTitle')} text={t('list.emptyText')} />;
  return (
    <div className="flex flex-col gap-3">
      {by === 'weekday_hour' ? (
        <HeatMap view={view} span={span} groups={report.data.groups} />
      ) : (
        <>
          <ChartLegend />
          <ReportTable view={view} span={span} by={by} groups={report.data.groups} names={names} />
        </>
      )}
    </div>
  );
}

const quarterMs = 900_000;
const quarterly = ({ from, to }: Span): Span => ({
  from,
  to: Math.max(from + quarterMs, Math.floor(to / quarterMs) * quarterMs),
});

function ledgerQuery(span: Span, queue: string | undefined): string {
  const query = new URLSearchParams({ from: String(span.from), to: String(span.to) });
  if (queue !== undefined) query.set('queue', queue);
  return query.toString();
}
