// Names, targets, called numbers and hours of queues: what the PBX does not tell.
'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { BoardAnswer, QueueSettings, QueueSettingsList } from '../../lib/protocol/endpoint-shapes.ts';
import { ask } from '../actions/api.ts';
import { useMay } from '../actions/use-who-am-i.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { headLook, TextCell } from './cell.tsx';
import { CsvPanel } from './csv-panel.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { type DayNames, readHours, writeHours } from './hours-text.ts';
import { SaveCell } from './save-cell.tsx';
import { useRow } from './use-row.ts';

type Entered = z.infer<typeof QueueSettings>;
const key = ['settings', 'queues'];
const unnamed: Entered = { name: null, targetSeconds: 20, shortAbandonSeconds: 5, ddis: [], hours: null };

async function fetchQueues() {
  const [{ queues }, board] = await Promise.all([
    ask(QueueSettingsList, 'GET', '/api/v1/settings/queues'),
    ask(BoardAnswer, 'GET', '/api/v1/board'),
  ]);
  const known = [...new Set([...Object.keys(board.queues), ...Object.keys(queues)])];
  return known
    .sort((a, b) => a.length - b.length || a.localeCompare(b))
    .map((number) => {
      const told = board.queues[number];
      const fallback = told
        ? { ...unnamed, targetSeconds: told.targetSeconds, shortAbandonSeconds: told.shortAbandonSeconds }
        : unnamed;
      return { number, pbxName: told?.name ?? null, settings: queues[number] ?? fallback };
    });
}

export function QueuesTable() {
  const t = useTranslations('settings');
  const common = useTranslations('common');
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: fetchQueues });
  if (error) return <FailurePanel error={error} onRetry={() => refetch()} />;
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="type-page">{t('pages.queues')}</h1>
          <p className="type-body text-ink-2">{t('queues.text')}</p>
        </div>
        <CsvPanel kind="queues" onDone={() => refetch()} />
      </header>
      {!data && <Skeleton className="h-80 w-full" />}
      {data?.length === 0 && <StateScreen title={t('queues.empty')} text={t('queues.emptyText')} />}
      {data && data.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse">
            <thead>
              <tr className="border-line border-b">
                <th className={headLook}>{t('queues.number')}</th>
                <th className={headLook}>{t('queues.name')}</th>
                <th className={headLook}>{t('queues.target')}</th>
                <th className={headLook}>{t('queues.short')}</th>
                <th className={headLook}>{t('queues.ddis')}</th>
                <th className={headLook}>{t('queues.hours')}</th>
                <th className={headLook}>
                  <span className="sr-only">{common('save')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ number, pbxName, settings }) => (
                <QueueRow key={number} number={number} pbxName={pbxName} settings={settings} />
              ))}
            </tbody>
          </table>
          <p className="type-label mt-3 text-ink-2">{t('queues.hoursHint')}</p>
        </div>
      )}
    </>
  );
}

interface QueueRowProps {
  readonly number: string;
  readonly pbxName: string | null;
  readonly settings: Entered;
}

const isSeconds = (text: string) => /^[0-9]{1,4}$/.test(text.trim()) && Number(text) <= 3600;
const listOf = (text: string) => text.split(/[\s,;]+/).filter((part) => part !== '');

function QueueRow({ number, pbxName, settings }: QueueRowProps) {
  const t = useTranslations('settings.queues');
  const day = useTranslations('settings.days');
  const client = useQueryClient();
  const may = useMay('manager');
  const names: DayNames = {
    mon: day('mon'),
    tue: day('tue'),
    wed: day('wed'),
    thu: day('thu'),
    fri: day('fri'),
    sat: day('sat'),
    sun: day('sun'),
  };
  const stored = {
    name: settings.name ?? '',
    target: String(settings.targetSeconds),
    short: String(settings.shortAbandonSeconds),
    ddis: settings.ddis.join(' '),
    hours: writeHours(settings.hours, names),
  };
  const { row, edit, save, undo, ...rest } = useRow(stored, async (next) => {
    const read = readHours(next.hours, names);
    await ask(QueueSettings, 'PUT', `/api/v1/settings/queues/${encodeURIComponent(number)}`, {
      body: {
        name: next.name.trim() || null,
        targetSeconds: Number(next.target),
        shortAbandonSeconds: Number(next.short),
        ddis: listOf(next.ddis),
        ...(read.ok ? { hours: read.hours } : {}),
      },
    });
    await client.invalidateQueries({ queryKey: key });
  });
  const badTarget = isSeconds(row.target) ? null : t('badSeconds');
  const badShort = isSeconds(row.short) ? null : t('badSeconds');
  const badDdis = listOf(row.ddis).every((ddi) => /^\+?[0-9]{2,15}$/.test(ddi)) ? null : t('badDdis');
  const badHours = readHours(row.hours, names).ok ? null : t('badHours');
  const reason = badTarget ?? badShort ?? badDdis ?? badHours;
  const form = `queue-${number}`;
  const label = (field: string) => `${field} ${number}`;
  return (
    <tr className="border-line border-b" data-testid={`settings-queue-${number}`}>
      <th scope="row" className="type-table px-2 py-2 text-left align-top font-mono font-normal">
        {number}
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!reason) save();
          }}
        />
      </th>
      <TextCell
        form={form}
        label={label(t('name'))}
        placeholder={pbxName ?? ''}
        maxLength={80}
        readOnly={!may}
        value={row.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <TextCell
        form={form}
        label={label(t('target'))}
        inputMode="numeric"
        readOnly={!may}
        value={row.target}
        error={badTarget}
        onChange={(event) => edit({ target: event.target.value })}
      />
      <TextCell
        form={form}
        label={label(t('short'))}
        inputMode="numeric"
        readOnly={!may}
        value={row.short}
        error={badShort}
        onChange={(event) => edit({ short: event.target.value })}
      />
      <TextCell
        form={form}
        label={label(t('ddis'))}
        readOnly={!may}
        value={row.ddis}
        error={badDdis}
        onChange={(event) => edit({ ddis: event.target.value })}
      />
      <TextCell
        form={form}
        label={label(t('hours'))}
        placeholder={t('alwaysOpen')}
        readOnly={!may}
        value={row.hours}
        error={badHours}
        onChange={(event) => edit({ hours: event.target.value })}
      />
      <SaveCell form={form} name={row.name || number} reason={reason} onUndo={undo} {...rest} />
    </tr>
  );
}
