// One call in a list of a sheet: its state in a word, who, how long; opens the call's own sheet.
'use client';
import { useTranslations } from 'use-intl/react';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { useCall } from '../live/connection.tsx';
import { Mark } from './mark.tsx';
import type { SheetSubject } from './sheet-subject.ts';

export function CallRow(props: {
  readonly id: string;
  /** Server time, Unix ms. */
  readonly now: number;
  readonly onOpen: (subject: SheetSubject) => void;
}) {
  const { id, now, onOpen } = props;
  const call = useCall(id);
  const t = useTranslations('common');
  if (!call) return null;
  const from = call.answeredAt ?? call.startedAt;
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen({ kind: 'call', id })}
        className="flex min-h-11 w-full items-center justify-between gap-3 rounded-row px-2 text-left hover:bg-sunken"
      >
        <span className="min-w-0">
          <span className="type-body block break-words font-medium">
            {call.party ? showNumber(call.party) : t('withheld')}
          </span>
          <span className="type-label block text-ink-2">
            <Mark mark={call.state} /> {t(`callState.${call.state}`)} · {t(`direction.${call.direction}`)}
          </span>
        </span>
        <span className="type-body tabular-nums">{formatDuration((call.endedAt ?? now) - from)}</span>
      </button>
    </li>
  );
}
