// One cell of the list. What was not told is `—`; a number is written as people write it, a masked one as it came.
'use client';
import { useLocale, useTranslations } from 'use-intl/react';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { unknownMark } from '../../lib/i18n/numbers.ts';
import type { CallRecord, RecordStatus } from '../../lib/protocol/record-shapes.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { type Mark, StatusMark } from '../ui/status-mark.tsx';
import type { ColumnName } from './columns.ts';
import { startText } from './times.ts';
import type { HouseNames } from './use-house-names.ts';

const marks: Readonly<Record<RecordStatus, Mark>> = {
  answered: 'talking',
  abandoned: 'warning',
  missed: 'disconnected',
  busy: 'busy',
  cancelled: 'ended',
  failed: 'disconnected',
  unknown: 'unknown',
};

export function ResultMark({ record }: { readonly record: CallRecord }) {
  const records = useTranslations('records.statuses');
  const t = useTranslations('explorer.list');
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="inline-block size-3.5 shrink-0 [&>svg]:size-full">
        <StatusMark mark={marks[record.status]} />
      </span>
      <span className="truncate">
        {records(record.status)}
        {record.short && ` · ${t('short')}`}
      </span>
    </span>
  );
}

/** An extension of the house by name, another number as people write it. */
export function usePartyText(names: HouseNames): (number: string | null) => string {
  const common = useTranslations('common');
  return (number) => {
    if (number === null || number === '') return common('withheld');
    if (/^[0-9]{2,6}$/.test(number)) {
      const agent = names.agent(number);
      return agent === number ? names.queue(number) : agent;
    }
    // As the PBX writes its queues.
    const queue = /^([0-9]{2,6})_/.exec(number)?.[1];
    if (queue !== undefined) return names.queue(queue) === queue ? number : names.queue(queue);
    return number.includes('•') ? number : showNumber(number);
  };
}

const span = (ms: number | null) => (ms === null ? unknownMark : formatDuration(ms));

export function RecordCell(props: {
  readonly record: CallRecord;
  readonly column: ColumnName;
  readonly names: HouseNames;
  readonly zone: string;
  readonly oneDay: boolean;
}) {
  const { record, column, names, zone, oneDay } = props;
  const records = useTranslations('records');
  const locale = useLocale();
  const party = usePartyText(names);
  switch (column) {
    case 'start':
      return startText(locale, record.startedAt, zone, oneDay);
    case 'kind':
      if (record.kind === 'queue') return records('kinds.queue');
      return record.direction ? records(`directions.${record.direction}`) : records('kinds.calls');
    case 'caller':
      return party(record.caller);
    case 'called':
      return record.called === null ? unknownMark : party(record.called);
    case 'queue':
      return record.queue === null ? unknownMark : names.queue(record.queue);
    case 'agent':
      return record.agent === null ? unknownMark : names.agent(record.agent);
    case 'wait':
      return span(record.waitMs);
    case 'talk':
      return span(record.talkMs);
    case 'duration':
      return span(record.durationMs);
    case 'result':
      return <ResultMark record={record} />;
    case 'ddi':
      return record.ddi === null ? unknownMark : showNumber(record.ddi);
    case 'note':
      return [record.note?.outcome, record.note?.text].filter(Boolean).join(' · ') || unknownMark;
    case 'id':
      return <span className="font-mono">{record.id}</span>;
  }
}
