// Webhooks that were kept but not understood, for those who may read them again.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { DeadLetters } from '../../lib/protocol/endpoint-shapes.ts';
import { ask } from '../actions/api.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { DeadLetterList } from './dead-letter-list.tsx';

export function EventsPage() {
  const t = useTranslations('settings');
  const { data, error, refetch } = useQuery({
    queryKey: ['settings', 'dead-letters'],
    queryFn: () => ask(DeadLetters, 'GET', '/api/v1/hooks/dead-letters'),
    refetchInterval: 10_000,
  });
  return (
    <>
      <h1 className="type-page">{t('pages.events')}</h1>
      {error && !data ? (
        <FailurePanel error={error} onRetry={() => refetch()} />
      ) : data ? (
        <DeadLetterList {...data} onChange={() => refetch()} />
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
    </>
  );
}
