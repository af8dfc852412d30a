// Names, targets, called numbers and hours of queues: what the PBX does not tell.
'use client';
import { useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { BoardAnswer, QueueSettings, QueueSettingsList } from '../../lib/protocol/endpoint-shapes.ts';
import { ask } from '../actions/api.ts';
import { useMay } from '../actions/use-who-am-i.ts';
import { TextCell } from './cell.tsx';
import { type DayNames, readHours, writeHours } from './hours-text.ts';
import { SettingsRow } from './settings-row.tsx';
import { byNumber, SettingsTable } from './settings-table.tsx';

type Entered = z.infer<typeof QueueSettings>;
const unnamed: Entered = { name: null, targetSeconds: 20, shortAbandonSeconds: 5, ddis: [], hours: null };

async function fetchQueues() {
  const [{ queues }, board] = await Promise.all([
    ask(QueueSettingsList, 'GET', '/api/v1/settings/queues'),
    ask(BoardAnswer, 'GET', '/api/v1/board'),
  ]);
  const known = [...new Set([...Object.keys(board.queues), ...Object.keys(queues)])];
  return known.sort(byNumber).map((number) => {
    const told = board.queues[number];
    const fallback = told
      ? { ...unnamed, targetSeconds: told.targetSeconds, shortAbandonSeconds: told.shortAbandonSeconds }
      : unnamed;
    return { number, pbxName: told?.name ?? null, settings: queues[number] ?? fallback };
  });
}

export function QueuesTable() {
  const t = useTranslations('settings.queues');
  return (
    <SettingsTable
      kind="queues"
      fetchRows={fetchQueues}
      heads={[t('number'), t('name'), t('target'), t('short'), t('ddis'), t('hours')]}
      wordsOf={({ number, pbxName, settings }) => [number, pbxName, settings.name, ...settings.ddis]}
      hint={t('hoursHint')}
    >
      {(queue) => <QueueRow key={queue.number} {...queue} />}
    </SettingsTable>
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
  const may = useMay('house.write');
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
  const badSeconds = (text: string) => (isSeconds(text) ? null : t('badSeconds'));
  const badDdis = (text: string) => (listOf(text).every((ddi) => /^\+?[0-9]{2,15}$/.test(ddi)) ? null : t('badDdis'));
  const badHours = (text: string) => (readHours(text, names).ok ? null : t('badHours'));
  return (
    <SettingsRow
      kind="queues"
      number={number}
      stored={stored}
      nameOf={(row) => row.name}
      reasonOf={(row) => badSeconds(row.target) ?? badSeconds(row.short) ?? badDdis(row.ddis) ?? badHours(row.hours)}
      put={(row) => {
        const read = readHours(row.hours, names);
        return ask(QueueSettings, 'PUT', `/api/v1/settings/queues/${encodeURIComponent(number)}`, {
          body: {
            name: row.name.trim() || null,
            targetSeconds: Number(row.target),
            shortAbandonSeconds: Number(row.short),
            ddis: listOf(row.ddis),
            ...(read.ok ? { hours: read.hours } : {}),
          },
        });
      }}
    >
      {({ row, form, edit }) => (
        <>
          <TextCell
            form={form}
            head={t('name')}
            number={number}
            placeholder={pbxName ?? ''}
            maxLength={80}
            readOnly={!may}
            value={row.name}
            onChange={(event) => edit({ name: event.target.value })}
          />
          <TextCell
            form={form}
            head={t('target')}
            number={number}
            inputMode="numeric"
            readOnly={!may}
            value={row.target}
            error={badSeconds(row.target)}
            onChange={(event) => edit({ target: event.target.value })}
          />
          <TextCell
            form={form}
            head={t('short')}
            number={number}
            inputMode="numeric"
            readOnly={!may}
            value={row.short}
            error={badSeconds(row.short)}
            onChange={(event) => edit({ short: event.target.value })}
          />
          <TextCell
            form={form}
            head={t('ddis')}
            number={number}
            readOnly={!may}
            value={row.ddis}
            error={badDdis(row.ddis)}
            onChange={(event) => edit({ ddis: event.target.value })}
          />
          <TextCell
            form={form}
            head={t('hours')}
            number={number}
            placeholder={t('alwaysOpen')}
            readOnly={!may}
            value={row.hours}
            error={badHours(row.hours)}
            onChange={(event) => edit({ hours: event.target.value })}
          />
        </>
      )}
    </SettingsRow>
  );
}
