// A record as it fits a phone: time and result, then who, and through which queue or agent.
// biome-ignore-all lint/a11y/useSemanticElements: it stands in a grid whose rows are not all there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus.
'use client';
import { useLocale } from 'use-intl/react';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { ResultMark, usePartyText } from './record-cell.tsx';
import { startText } from './times.ts';
import type { HouseNames } from './use-house-names.ts';

export function RecordLine(props: {
  readonly record: CallRecord;
  readonly names: HouseNames;
  readonly zone: string;
  readonly oneDay: boolean;
}) {
  const { record, names, zone, oneDay } = props;
  const locale = useLocale();
  const party = usePartyText(names);
  const place = [
    record.queue === null ? null : names.queue(record.queue),
    record.agent === null ? null : names.agent(record.agent),
  ]
    .filter(Boolean)
    .join(' · ');
  const spanMs = record.talkMs ?? record.waitMs ?? record.durationMs;
  return (
    <div role="gridcell" className="flex min-w-0 flex-col gap-0.5">
      <span className="flex justify-between gap-3">
        <span className="type-body truncate font-medium">{party(record.party ?? record.caller)}</span>
        <span className="type-body shrink-0">{startText(locale, record.startedAt, zone, oneDay)}</span>
      </span>
      <span className="type-table flex justify-between gap-3 text-ink-2">
        <span className="flex min-w-0 gap-2">
          <ResultMark record={record} />
          {place !== '' && <span className="truncate">{place}</span>}
        </span>
        {spanMs !== null && <span className="shrink-0">{formatDuration(spanMs)}</span>}
      </span>
    </div>
  );
}
