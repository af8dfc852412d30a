// Whether people see the numbers of callers outside their own queues. The change holds for everybody at once.
'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { NumbersSeenSetting } from '../../lib/protocol/number-endpoints.ts';
import { type NumbersSeen, numbersSeen } from '../../lib/protocol/scope.ts';
import { ask, failureOf } from '../actions/api.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Skeleton } from '../ui/skeleton.tsx';

const path = '/api/v1/settings/numbers-seen';

export function NumbersPanel() {
  const t = useTranslations('privacy.numbers');
  const failureText = useFailureText();
  const { data, error, refetch } = useQuery({
    queryKey: ['settings', 'numbers-seen'],
    queryFn: () => ask(NumbersSeenSetting, 'GET', path),
  });
  const change = useMutation({
    retry: false,
    mutationFn: (people: NumbersSeen) => ask(NumbersSeenSetting, 'PUT', path, { body: { people } }),
    onSettled: () => refetch(),
  });
  if (error && !data) return <FailurePanel forAdmins error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton className="h-32 w-full" />;
  const shown = change.isPending ? change.variables : data.people;
  return (
    <fieldset className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <legend className="type-section float-left mb-1 w-full">{t('title')}</legend>
      {numbersSeen.map((one) => (
        <label key={one} className="type-body flex items-start gap-3 max-sm:min-h-11">
          <input
            type="radio"
            name="numbers-seen"
            className="mt-0.5 size-5 shrink-0 accent-ink-1"
            checked={shown === one}
            onChange={() => change.mutate(one)}
          />
          <span>
            {t(`choice.${one}`)}
            <span className="type-label block text-ink-2">{t(`text.${one}`)}</span>
          </span>
        </label>
      ))}
      {change.isError && (
        <p role="alert" className="type-label text-danger-text">
          {failureText(failureOf(change.error))}
        </p>
      )}
      <p role="status" className="type-label text-ink-2 empty:hidden">
        {change.isSuccess && t('changed')}
      </p>
    </fieldset>
  );
}
