// Where one is signed in, and the way to end each of them.
'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { browserName } from '../../lib/i18n/browser-name.ts';
import { formatDay } from '../../lib/i18n/days.ts';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { Done } from '../../lib/protocol/endpoint-shapes.ts';
import { OwnSessions as Sessions } from '../../lib/protocol/people-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { AskTwice } from '../actions/ask-twice.tsx';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Badge } from '../ui/badge.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

export function OwnSessions() {
  const t = useTranslations('people.account');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const failureText = useFailureText();
  const { data, error, refetch } = useQuery({
    queryKey: ['own-sessions'],
    queryFn: () => ask(Sessions, 'GET', '/api/v1/sessions'),
  });
  const end = useMutation({
    retry: false,
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await ask(Done, 'DELETE', `/api/v1/sessions/${encodeURIComponent(id)}`);
    },
    onSettled: () => refetch(),
  });
  if (error && !data) return <FailurePanel error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton className="h-32 w-full" />;
  const when = (at: number) => `${formatDay(locale, at, zone)} ${formatClock(locale, at, zone)}`;
  const others = data.sessions.filter(({ current }) => !current).map(({ id }) => id);
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <h2 className="type-section">{t('sessions')}</h2>
      <ul className="flex flex-col">
        {data.sessions.map((session) => {
          const name = (session.browser && browserName(session.browser)) ?? session.browser ?? t('unknownBrowser');
          return (
            <li
              key={session.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2 last:border-b-0"
              data-testid="own-session"
            >
              <span className="type-body min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
              {session.current && <Badge>{t('thisOne')}</Badge>}
              <span className="type-label text-ink-2">
                {[
                  session.address,
                  t('since', { when: when(session.createdAt) }),
                  t('seen', { when: when(session.seenAt) }),
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
              {!session.current && (
                <span className="ml-auto">
                  <AskTwice label={t('end')} about={name} onSure={() => end.mutate([session.id])} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {others.length > 1 && (
        <div>
          <AskTwice label={t('endOthers')} about="" onSure={() => end.mutate(others)} />
        </div>
      )}
      {end.isError && (
        <p role="alert" className="type-label text-danger-text">
          {failureText(failureOf(end.error))}
        </p>
      )}
    </section>
  );
}
