// Of when old or late figures are, beside them: a clock and a time. Nothing while they are fresh.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { useDataTime } from '../live/freeze.tsx';

export function AsOf(props: {
  /** The figures are known from polls only. */
  readonly polled?: boolean;
  /** Where there is room: "estado das 15:02" instead of the time alone. */
  readonly inWords?: boolean;
}) {
  const { polled = false, inWords = false } = props;
  const t = useTranslations('wall.fresh');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const at = useDataTime(polled);
  if (at === null) return null;
  const time = formatClock(locale, at, zone);
  const words = at === 0 ? t('never') : t('asOf', { time });
  return (
    <span className="as-of" data-testid="as-of">
      <svg viewBox="0 0 24 24" aria-hidden="true" className="as-of-clock" fill="none" stroke="currentColor">
        <circle cx="12" cy="12" r="9.5" strokeWidth="2.5" />
        <path d="M12 6.5V12l4 2.5" strokeWidth="2.5" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {inWords || at === 0 ? (
        words
      ) : (
        <>
          <span aria-hidden="true">{time}</span>
          <span className="sr-only">{words}</span>
        </>
      )}
    </span>
  );
}
