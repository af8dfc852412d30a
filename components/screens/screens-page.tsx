// The paired screens of the house: letting one in, and how each is now.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { QueueSettingsList } from '../../lib/protocol/endpoint-shapes.ts';
import { Screens } from '../../lib/protocol/screen-shapes.ts';
import { ask } from '../actions/api.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { PairPanel } from './pair-panel.tsx';
import { ScreenCard } from './screen-card.tsx';

/** Screens say how they are every ten seconds. */
const lookMs = 5_000;

export function ScreensPage({ code }: { readonly code: string | null }) {
  const t = useTranslations('screens');
  const [paired, setPaired] = useState<string | null>(null);
  const screens = useQuery({
    queryKey: ['settings', 'screens'],
    queryFn: () => ask(Screens, 'GET', '/api/v1/settings/screens'),
    refetchInterval: lookMs,
  });
  const queues = useQuery({
    queryKey: ['settings', 'queues', 'names'],
    queryFn: () => ask(QueueSettingsList, 'GET', '/api/v1/settings/queues'),
  });
  const { data } = screens;
  if (screens.error && !data) return <FailurePanel error={screens.error} onRetry={() => screens.refetch()} />;
  const named = Object.entries(queues.data?.queues ?? {}).map(
    ([number, { name }]) => [number, name === null ? number : `${name} · ${number}`] as const,
  );
  return (
    <>
      <header>
        <h1 className="type-page">{t('title')}</h1>
        <p className="type-body text-ink-2">{t('text')}</p>
      </header>
      <PairPanel
        code={code}
        queues={named}
        onPaired={(name) => {
          setPaired(name);
          void screens.refetch();
        }}
      />
      <p role="status" className="type-body empty:hidden">
        {paired !== null && t('paired', { name: paired })}
      </p>
      {!data && <Skeleton className="h-40 w-full" />}
      {data?.screens.length === 0 && <StateScreen title={t('empty')} />}
      {data && data.screens.length > 0 && (
        <ul className="flex flex-col gap-3">
          {data.screens.map((screen) => (
            <ScreenCard
              key={screen.id}
              screen={screen}
              build={data.build}
              now={data.now}
              queues={named}
              onChanged={() => void screens.refetch()}
            />
          ))}
        </ul>
      )}
    </>
  );
}
