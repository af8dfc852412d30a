// What stands under the filters: the rows, or why there are none and what to do about it.
'use client';
import type { ComponentProps } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import type { ExplorerView } from '../../lib/records/explorer-view.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { RecordList } from './record-list.tsx';
import type { ViewChange } from './use-explorer-view.ts';
import { useCancelRecords, useFreshRecords, type useRecordRows, useSlow } from './use-records.ts';

type ListProps = Omit<ComponentProps<typeof RecordList>, 'rows' | 'more' | 'sort' | 'onSort'>;
const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];

export function RecordsBody(
  props: ListProps & {
    readonly list: ReturnType<typeof useRecordRows>;
    readonly rows: readonly CallRecord[] | null;
    readonly view: ExplorerView;
    readonly change: ViewChange['change'];
  },
) {
  const { list, rows, view, change, ...rest } = props;
  const t = useTranslations('explorer');
  const common = useTranslations('common');
  const slow = useSlow(list.isFetching);
  const cancel = useCancelRecords();
  const fresh = useFreshRecords();
  const wait = slow && (
    <p role="status" className="type-body flex items-center justify-center gap-3 px-4 py-2 text-ink-2">
      {t('list.slow')}
      <Button onClick={cancel}>{common('cancel')}</Button>
    </p>
  );
  if (rows === null) {
    if (list.error) return <FailurePanel error={list.error} onRetry={fresh} />;
    // Asked, ended by hand, and nothing came.
    if (list.isPending && list.fetchStatus === 'idle' && list.isEnabled) {
      return (
        <StateScreen
          title={t('list.cancelled')}
          action={
            <Button look="primary" onClick={fresh}>
              {common('retry')}
            </Button>
          }
        />
      );
    }
    return (
      <>
        {wait}
        <div aria-hidden="true" className="flex flex-col overflow-hidden pt-8">
          {skeletonRows.map((row) => (
            <span key={row} className="flex h-9 items-center border-line border-b px-4 max-sm:h-[60px]">
              <Skeleton className="h-4 w-full max-sm:h-9" />
            </span>
          ))}
        </div>
        <p role="status" className="sr-only">
          {common('loading')}
        </p>
      </>
    );
  }
  if (rows.length === 0) {
    const filtered = Object.keys(view.filters).length > 0;
    return (
      <StateScreen
        title={t(filtered ? 'list.noneTitle' : 'list.emptyTitle')}
        text={t('list.emptyText')}
        action={
          <>
            {filtered && (
              <Button look="primary" onClick={() => change({ filters: {} })}>
                {t('filter.clear')}
              </Button>
            )}
            {view.preset !== 'week' && view.preset !== 'month' && (
              <Button onClick={() => change({ preset: 'week', from: '', to: '' })}>{t('list.widen')}</Button>
            )}
          </>
        }
      />
    );
  }
  return (
    <>
      {wait}
      {list.error && <FailurePanel error={list.error} onRetry={() => list.fetchNextPage()} />}
      <RecordList
        {...rest}
        rows={rows}
        more={list.hasNextPage && !list.error}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
      />
    </>
  );
}
