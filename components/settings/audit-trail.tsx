// The audit trail, newest first: filters that live in the address, a table, and the older rows on demand. Only reads.
'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTimeZone, useTranslations } from 'use-intl/react';
import { AuditPage } from '../../lib/protocol/audit.ts';
import { ask } from '../actions/api.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { AuditFilterBar, auditQuery, useAuditFilters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';

const noCursor: string | null = null;

export function AuditTrail() {
  const t = useTranslations('settings.audit');
  const pages = useTranslations('settings.pages');
  const zone = useTimeZone() ?? 'UTC';
  const { filters, filtered, change } = useAuditFilters();
  const query = auditQuery(filters, zone);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['settings', 'audit', query.toString()],
    initialPageParam: noCursor,
    queryFn: ({ pageParam }) => {
      const wanted = new URLSearchParams(query);
      if (pageParam !== null) wanted.set('cursor', pageParam);
      return ask(AuditPage, 'GET', `/api/v1/settings/audit?${wanted}`);
    },
    getNextPageParam: (page) => page.next,
    gcTime: 0,
  });
  const rows = data?.pages.flatMap((page) => page.rows);
  return (
    <>
      <header>
        <h1 className="type-page">{pages('audit')}</h1>
        <p className="type-body text-ink-2">{t('text')}</p>
      </header>
      <AuditFilterBar filters={filters} filtered={filtered} onChange={change} />
      {error && !rows ? (
        <FailurePanel forAdmins error={error} onRetry={() => refetch()} />
      ) : !rows ? (
        <Skeleton className="h-80 w-full" />
      ) : rows.length === 0 ? (
        filtered ? (
          <StateScreen title={t('none')} />
        ) : (
          <StateScreen title={t('empty')} text={t('emptyText')} />
        )
      ) : (
        <table aria-label={t('table')} className="w-full border-collapse max-sm:block">
          <thead className="max-sm:sr-only">
            <tr className="border-line border-b">
              {(['at', 'who', 'kind', 'subject', 'details'] as const).map((head) => (
                <th key={head} className="type-label whitespace-nowrap px-2 py-2 text-left font-medium text-ink-2">
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:flex max-sm:flex-col max-sm:gap-3">
            {rows.map((row) => (
              <AuditRow key={row.sequence} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {error && rows && <FailurePanel forAdmins error={error} onRetry={() => fetchNextPage()} />}
      {hasNextPage && !error && (
        <div className="flex justify-center">
          <Button
            aria-busy={isFetchingNextPage}
            onClick={() => {
              if (!isFetchingNextPage) void fetchNextPage();
            }}
          >
            {t('older')}
          </Button>
        </div>
      )}
    </>
  );
}
