// How old what you see is: always visible, with the facts behind it one press away.
'use client';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatAge, formatClock, formatNumber } from '../../lib/i18n/numbers.ts';
import { Popover } from '../ui/popover.tsx';
import { useConnection, useServerClock, useSource } from './connection.tsx';
import { tickerOf } from './ticker.ts';

export function FreshnessBadge() {
  const t = useTranslations('wall.fresh');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const clock = useServerClock();
  const source = useSource();
  const { phase } = useConnection();
  const age = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const pbxAt = source?.pbxAt ?? null;
  const level = phase !== 'live' ? 'lost' : (source?.pbx ?? 'down');
  useEffect(
    () =>
      tickerOf(clock).listen((now) => {
        if (!age.current) return;
        const text = pbxAt === null ? t('never') : t('ago', { age: formatAge(locale, now - pbxAt) });
        if (age.current.textContent !== text) age.current.textContent = text;
      }),
    [clock, pbxAt, locale, t],
  );
  return (
    <Popover
      open={open}
      onClose={() => setOpen(false)}
      label={t('facts')}
      anchor={
        <button
          type="button"
          className="freshness"
          data-level={level}
          data-testid="freshness"
          onClick={() => setOpen((was) => !was)}
        >
          <span className="freshness-dot" aria-hidden="true" />
          {/* Before the first word of the server there is nothing that could be old. */}
          {phase === 'connecting' && source === null ? (
            <span>{t('connecting')}</span>
          ) : (
            <>
              <span>{level === 'live' ? t('live') : level === 'stale' ? t('late') : t('old')}</span>
              <span aria-hidden="true">·</span>
              <span ref={age} suppressHydrationWarning />
            </>
          )}
        </button>
      }
    >
      <dl className="type-body grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-ink-2">
        <dt>{t('polled')}</dt>
        <dd className="text-ink-1">{formatClock(locale, pbxAt, zone, true)}</dd>
        <dt>{t('heard')}</dt>
        <dd className="text-ink-1">{formatClock(locale, source?.hooksAt ?? null, zone, true)}</dd>
        <dt>{t('skew')}</dt>
        <dd className="text-ink-1">{formatNumber(locale, clock.skewMs() / 1_000, 1)} s</dd>
      </dl>
    </Popover>
  );
}
