// How many days each kind of data is kept: typed within bounds, saved, taken back; and what the last night removed.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl/react';
import {
  type RetentionKind,
  RetentionTold,
  retentionKinds,
  type RetentionTold as Told,
} from '../../lib/protocol/retention.ts';
import { ask } from '../actions/api.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { useRow } from '../settings/use-row.ts';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';

const path = '/api/v1/settings/retention';

export function RetentionPanel() {
  const { data, error, refetch } = useQuery({
    queryKey: ['settings', 'retention'],
    queryFn: () => ask(RetentionTold, 'GET', path),
  });
  if (error && !data) return <FailurePanel forAdmins error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton className="h-64 w-full" />;
  return <RetentionForm told={data} onSaved={() => refetch()} />;
}

function RetentionForm({ told, onSaved }: { readonly told: Told; readonly onSaved: () => Promise<unknown> }) {
  const t = useTranslations('privacy.retention');
  const common = useTranslations('common');
  const { days, bounds, lastRun } = told;
  const stored: Record<RetentionKind, string> = {
    log: String(days.log),
    calls: String(days.calls),
    deadLetters: String(days.deadLetters),
    orders: String(days.orders),
    records: String(days.records),
  };
  const { row, changed, saving, saved, error, edit, save, undo } = useRow(stored, async (typed) => {
    const changedKinds = retentionKinds.filter((kind) => typed[kind] !== stored[kind]);
    const body = Object.fromEntries(changedKinds.map((kind) => [kind, Number(typed[kind])]));
    await ask(RetentionTold, 'PUT', path, { body });
    await onSaved();
  });
  const faultOf = (kind: RetentionKind): string | null => {
    const { least, most } = bounds[kind];
    const isWhole = /^[0-9]{1,5}$/.test(row[kind].trim());
    if (!isWhole || Number(row[kind]) < least || Number(row[kind]) > most) return t('bad', { least, most });
    return kind === 'deadLetters' && Number(row.deadLetters) < Number(row.log) ? t('badLetters') : null;
  };
  const fault = retentionKinds.map(faultOf).find((one) => one !== null) ?? null;
  return (
    <section
      aria-labelledby="retention-title"
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <h2 id="retention-title" className="type-section">
        {t('title')}
      </h2>
      <p className="type-body text-ink-2">{t('text')}</p>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === null) save();
        }}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          {retentionKinds.map((kind) => (
            <TextField
              key={kind}
              label={t(`kinds.${kind}`)}
              hint={t('bounds', { least: bounds[kind].least, most: bounds[kind].most })}
              inputMode="numeric"
              autoComplete="off"
              className="tabular-nums max-sm:h-11"
              value={row[kind]}
              error={faultOf(kind)}
              onChange={(event) => edit({ [kind]: event.target.value })}
            />
          ))}
        </div>
        <span className="flex flex-wrap items-center gap-2">
          {changed && (
            <Button
              type="submit"
              look="primary"
              className="max-sm:h-11"
              reason={fault}
              aria-busy={saving}
              aria-label={`${common('save')} ${t('name')}`}
            >
              {saving ? common('saving') : common('save')}
            </Button>
          )}
          <span role="status" className="type-label text-ink-2">
            {!changed && saved && common('saved')}
          </span>
          {undo && !saving && (
            <Button look="quiet" className="max-sm:h-11" onClick={undo} aria-label={`${common('undo')} ${t('name')}`}>
              {common('undo')}
            </Button>
          )}
        </span>
        {error && (
          <p role="alert" className="type-label text-danger-text">
            {error}
          </p>
        )}
      </form>
      <LastRun lastRun={lastRun} />
    </section>
  );
}

function LastRun({ lastRun }: Pick<Told, 'lastRun'>) {
  const t = useTranslations('privacy.retention');
  const format = useFormatter();
  if (lastRun === null) return <p className="type-label text-ink-2">{t('neverRan')}</p>;
  const at = format.dateTime(lastRun.at, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return <p className="type-label text-ink-2">{t('lastRun', { ...lastRun, at })}</p>;
}
