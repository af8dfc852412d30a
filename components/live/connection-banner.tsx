// Says what is wrong between the PBX and this page, what still holds, and what happens next. Nothing when all is well.
'use client';
import { useEffect, useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { Banner } from '../ui/banner.tsx';
import { useConnection, useRetryNow, useServerNow, useSource } from './connection.tsx';

/** @param className size of the letters, for walls; desk size when left out */
export function ConnectionBanner({ className }: { readonly className?: string }) {
  const t = useTranslations('connection');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const connection = useConnection();
  const source = useSource();
  const retryNow = useRetryNow();
  const time = (at: number) => formatClock(locale, at, zone, true);
  const minute = (at: number) => formatClock(locale, at, zone);
  const size = className ? { className } : {};

  if (connection.phase === 'outdated') {
    return (
      <Banner
        tone="warn"
        {...size}
        action={
          <button type="button" className="underline" onClick={() => location.reload()}>
            {t('reload')}
          </button>
        }
      >
        {t('reload')}
      </Banner>
    );
  }
  if (connection.phase === 'lost') {
    return (
      <Banner
        tone="warn"
        {...size}
        action={
          <button type="button" className="underline underline-offset-4" onClick={retryNow}>
            {t('retryNow')}
          </button>
        }
      >
        {t('lost')} · {connection.dataAt === null ? t('noData') : t('dataOf', { time: time(connection.dataAt) })} ·{' '}
        {connection.retryAt === null ? t('retrying') : <RetryIn at={connection.retryAt} />}
      </Banner>
    );
  }
  if (source?.pbx === 'down') {
    return (
      <Banner tone="alarm" {...size}>
        {source.pbxAt === null ? t('pbxNever') : t('pbxDown', { time: minute(source.pbxAt) })}
        {source.pbxWhy && ` (${t(`pbxWhy.${source.pbxWhy}`)})`} · {t('stillTrue')}
      </Banner>
    );
  }
  if (connection.recovered) {
    const { from, to } = connection.recovered;
    const same = minute(from) === minute(to);
    return (
      <Banner tone="calm" {...size}>
        {t('recovered', { from: same ? time(from) : minute(from), to: same ? time(to) : minute(to) })}
      </Banner>
    );
  }
  if (source?.pbx === 'stale') {
    return (
      <Banner tone="warn" {...size}>
        {source.pbxAt === null ? t('pbxNever') : t('pbxStale', { time: time(source.pbxAt) })}
      </Banner>
    );
  }
  return null;
}

function RetryIn({ at }: { readonly at: number }) {
  const t = useTranslations('connection');
  const now = useServerNow();
  const [seconds, setSeconds] = useState(() => Math.ceil((at - now()) / 1000));
  useEffect(() => {
    const count = () => setSeconds(Math.max(0, Math.ceil((at - now()) / 1000)));
    count();
    const timer = setInterval(count, 1_000);
    return () => clearInterval(timer);
  }, [at, now]);
  return seconds > 0 ? t('retryIn', { seconds }) : t('retrying');
}

/** For panels of live calls: what the silence of events means for them. Nothing when events flow. */
export function EventsNote({ className }: { readonly className?: string }) {
  const t = useTranslations('connection');
  const source = useSource();
  const now = useServerNow();
  if (!source || source.hooks === 'live') return null;
  const silentMs = source.hooksAt === null ? null : now() - source.hooksAt;
  const minutes = silentMs === null ? null : Math.floor(silentMs / 60_000);
  return (
    <span role="status" className={className ?? 'type-label text-ink-2'}>
      {source.hooks === 'off'
        ? t('hooksOff')
        : minutes === null || minutes < 1
          ? t('hooksSilent')
          : t('hooksSilentFor', { minutes })}
      {source.hooksWhy && ` (${t(`hooksWhy.${source.hooksWhy}`)})`}
    </span>
  );
}
