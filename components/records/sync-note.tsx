// Says when the list may hold less than there is: the PBX's records are still being read, or reading them fails. For
// those who can do something about it; nothing when all is read.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { RecordSync } from '../../lib/protocol/record-shapes.ts';
import { ask } from '../actions/api.ts';
import { useMay } from '../actions/use-who-am-i.ts';
import { Banner } from '../ui/banner.tsx';
import { dayText } from './times.ts';

const refreshMs = 30_000;
/** Read every minute; what is older than this is late. */
const lateMs = 5 * 60_000;

/** @param now the server's minute; null while it is not known */
export function SyncNote({ now }: { readonly now: number | null }) {
  const t = useTranslations('explorer.sync');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const may = useMay('records.sync');
  const { data } = useQuery({
    queryKey: ['record-sync'],
    enabled: may && now !== null,
    queryFn: ({ signal }) => ask(RecordSync, 'GET', '/api/v1/records/sync', { signal }),
    refetchInterval: refreshMs,
  });
  if (!data || now === null) return null;
  const { calls, queue } = data;
  const running = data.backfills.find(({ state }) => state === 'running');
  const readTo = calls.readTo === null || queue.readTo === null ? null : Math.min(calls.readTo, queue.readTo);
  const at = readTo === null ? '' : `${dayText(locale, readTo, zone)} ${formatClock(locale, readTo, zone)}`;
  const failed = calls.failed !== null || queue.failed !== null;
  const told =
    readTo === null
      ? t('never')
      : failed
        ? t('failed', { at })
        : now - readTo > lateMs
          ? t('behind', { at })
          : running
            ? t('backfill', { done: running.done, total: running.windows })
            : null;
  if (told === null) return null;
  if (!failed) {
    return (
      <p role="status" className="type-table px-4 pt-2 text-ink-2">
        {told}
      </p>
    );
  }
  return (
    <Banner tone="warn" className="type-table mt-2">
      {told}
    </Banner>
  );
}
