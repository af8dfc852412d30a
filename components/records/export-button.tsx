// Exports exactly the filtered records, says how far it is, and can be stopped. Nothing for those who may not.
'use client';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatNumber } from '../../lib/i18n/numbers.ts';
import { type ApiFailure, failureOf } from '../actions/api.ts';
import { FailureNote } from '../actions/failure-note.tsx';
import { useMay } from '../actions/use-who-am-i.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { type ExportProgress, fetchExport } from './fetch-export.ts';

const formats = ['csv', 'xlsx'] as const;
type Going =
  | { readonly step: 'idle' }
  | { readonly step: 'going'; readonly progress: ExportProgress; readonly stop: () => void }
  | { readonly step: 'done' | 'cancelled' }
  | { readonly step: 'failed'; readonly failure: ApiFailure };

export function ExportButton(props: {
  /** null = not known yet. */
  readonly query: string | null;
  readonly total: number | null;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}) {
  const { query, total, open, onOpen } = props;
  const t = useTranslations('explorer.export');
  const common = useTranslations('common');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const may = useMay('records.export');
  const [going, setGoing] = useState<Going>({ step: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  if (!may) return null;
  const begin = async (format: 'csv' | 'xlsx') => {
    if (query === null || running.current) return;
    const control = new AbortController();
    running.current = control;
    const stop = () => control.abort();
    setGoing({ step: 'going', progress: { bytes: 0, rows: null }, stop });
    try {
      const file = await fetchExport(query, format, control.signal, (progress) =>
        setGoing({ step: 'going', progress, stop }),
      );
      saveFile(file, `records.${format}`);
      setGoing({ step: 'done' });
    } catch (error) {
      setGoing(control.signal.aborted ? { step: 'cancelled' } : { step: 'failed', failure: failureOf(error) });
    } finally {
      running.current = null;
    }
  };
  const count = total === null ? '' : formatNumber(locale, total);
  return (
    <Popover
      open={open}
      onClose={() => onOpen(false)}
      label={t('button', { count })}
      anchor={
        <Button aria-haspopup="dialog" aria-expanded={open} className="max-sm:h-11" onClick={() => onOpen(true)}>
          {t('button', { count })}
        </Button>
      }
    >
      <p className="type-body text-ink-2">{t('text', { zone })}</p>
      {going.step === 'going' ? (
        <>
          <p role="status" className="type-body">
            {going.progress.rows === null || total === null
              ? t('size', { size: formatNumber(locale, going.progress.bytes / 1_000_000, 1) })
              : t('going', { done: formatNumber(locale, Math.min(going.progress.rows, total)), total: count })}
          </p>
          <progress
            aria-label={t('button', { count })}
            className="w-full accent-[var(--ink-1)]"
            {...(going.progress.rows === null || !total
              ? {}
              : { value: Math.min(going.progress.rows, total), max: total })}
          />
          <Button onClick={going.stop}>{common('cancel')}</Button>
        </>
      ) : (
        <>
          <p role="status" className="type-body empty:hidden">
            {(going.step === 'done' || going.step === 'cancelled') && t(going.step)}
          </p>
          {going.step === 'failed' && <FailureNote failure={going.failure} />}
          <div className="flex gap-2">
            {formats.map((format) => (
              <Button key={format} className="max-sm:h-11" onClick={() => void begin(format)}>
                {t(format)}
              </Button>
            ))}
          </div>
        </>
      )}
    </Popover>
  );
}

function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click has ended.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
