// How we are connected, as facts to read: the PBX, its events, dialling; and the template to paste into the PBX. Values
// come from the environment and are not changed here.
'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock, formatNumber } from '../../lib/i18n/numbers.ts';
import { Connection } from '../../lib/protocol/endpoint-shapes.ts';
import { ask } from '../actions/api.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { WebhookTemplate } from './webhook-template.tsx';

export function ConnectionPage() {
  const t = useTranslations('settings');
  const words = useTranslations('connection');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const { data, error, refetch } = useQuery({
    queryKey: ['settings', 'connection'],
    queryFn: () => ask(Connection, 'GET', '/api/v1/settings/connection'),
    refetchInterval: 5_000,
  });
  const time = (at: number | null) => formatClock(locale, at, zone, true);
  const ms = (value: number | null) => (value === null ? '—' : `${formatNumber(locale, value)} ms`);
  const senders = data && (['token', 'basic', 'ntlm'] as const).filter((way) => data.hooks[way]);
  return (
    <>
      <h1 className="type-page">{t('pages.connection')}</h1>
      {error && !data ? (
        <FailurePanel forAdmins error={error} onRetry={() => refetch()} />
      ) : !data ? (
        <Skeleton className="h-60 w-full" />
      ) : (
        <div className="grid gap-4 md:grid-cols-2">
          <Facts title={t('pbx.title')}>
            <Fact name={t('state')}>
              {t(`pbx.${data.source.pbx}`)}
              {data.source.pbxWhy && ` (${words(`pbxWhy.${data.source.pbxWhy}`)})`}
            </Fact>
            <Fact name={t('pbx.at')}>{time(data.source.pbxAt)}</Fact>
            {data.pbx ? (
              <>
                <Fact name={t('pbx.host')}>
                  <span className="font-mono">{data.pbx.host}</span>
                </Fact>
                <Fact name={t('pbx.auth')}>{t(`pbx.auths.${data.pbx.auth}`)}</Fact>
                <Fact name={t('pbx.dialect')}>{t(`pbx.dialects.${data.pbx.dialect}`)}</Fact>
                <Fact name={t('pbx.poll')}>{ms(data.pbx.pollMs)}</Fact>
                <Fact name={t('pbx.latency')}>{ms(data.pbx.latencyMs)}</Fact>
                <Fact name={t('pbx.skew')}>{ms(data.pbx.skewMs)}</Fact>
              </>
            ) : (
              <Fact name={t('pbx.host')}>{t('pbx.none')}</Fact>
            )}
          </Facts>
          <Facts title={t('hooks.title')}>
            <Fact name={t('state')}>
              {t(`hooks.${data.source.hooks}`)}
              {data.source.hooksWhy && ` (${words(`hooksWhy.${data.source.hooksWhy}`)})`}
            </Fact>
            <Fact name={t('hooks.at')}>{time(data.source.hooksAt)}</Fact>
            <Fact name={t('hooks.senders')}>
              {senders && senders.length > 0
                ? senders.map((way) => t(`hooks.ways.${way}`)).join(', ')
                : t('hooks.nobody')}
            </Fact>
            <Fact name={t('dialling.allow')}>
              {data.dialling.allow.includes('*') ? t('dialling.everywhere') : data.dialling.allow.join(', ')}
            </Fact>
            <Fact name={t('dialling.country')}>{data.dialling.country}</Fact>
            <Fact name={t('dialling.format')}>
              <span className="font-mono">{data.dialling.format}</span>
            </Fact>
          </Facts>
        </div>
      )}
      <WebhookTemplate />
    </>
  );
}

function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <h2 className="type-section mb-2">{title}</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">{children}</dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="type-table text-ink-2">{name}</dt>
      <dd className="type-body break-words">{children}</dd>
    </>
  );
}
