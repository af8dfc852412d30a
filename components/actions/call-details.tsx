// The facts behind a call, fetched when asked for: the webhooks as they came, and what the PBX answers about it.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { CallAnswer } from '../../lib/protocol/endpoint-shapes.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ask, failureOf } from './api.ts';
import { FailureNote } from './failure-note.tsx';

export function CallDetails({ id }: { readonly id: string }) {
  const t = useTranslations('actions.sheet');
  const [open, setOpen] = useState(false);
  return (
    <details className="type-body" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="type-label cursor-pointer py-2 text-ink-2">{t('facts')}</summary>
      {open && <Facts id={id} />}
    </details>
  );
}

function Facts({ id }: { readonly id: string }) {
  const t = useTranslations('actions.sheet');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const { data, error } = useQuery({
    queryKey: ['call-facts', id],
    queryFn: () => ask(CallAnswer, 'GET', `/api/v1/calls/${encodeURIComponent(id)}`),
    staleTime: 5_000,
    retry: false,
  });
  if (error) return <FailureNote failure={failureOf(error)} />;
  if (!data) return <p className="text-ink-2">{t('factsLoading')}</p>;
  return (
    <div className="flex flex-col gap-3">
      <CopyButton text={JSON.stringify(data, null, 2)} />
      <h4 className="type-label text-ink-2">{t('factsEvents', { count: data.events.length })}</h4>
      <ol className="flex flex-col gap-2">
        {data.events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: identical events may come twice; the list is fetched whole.
          <li key={index} className="type-label">
            <span className="text-ink-2">
              {formatClock(locale, event.at, zone, true)} {event.method}
            </span>
            <pre className="overflow-x-auto whitespace-pre-wrap break-all rounded-row bg-sunken p-2">
              {event.body || event.query}
            </pre>
          </li>
        ))}
      </ol>
      <h4 className="type-label text-ink-2">{t('factsPbx')}</h4>
      {data.pbx ? (
        <pre className="type-label overflow-x-auto whitespace-pre-wrap break-all rounded-row bg-sunken p-2">
          {JSON.stringify(data.pbx, null, 2)}
        </pre>
      ) : (
        <p className="text-ink-2">{t('factsNothing')}</p>
      )}
    </div>
  );
}
