// One call in the list. Wakes for its own record only.
'use client';
import { memo } from 'react';
import { useTranslations } from 'use-intl/react';
import { maskNumber } from '../../lib/dialling/mask.ts';
import type { Call } from '../../lib/protocol/board.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { useCall, useQueueRecord } from '../live/connection.tsx';
import { useStale } from '../live/freeze.tsx';
import { Timer } from '../live/timer.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { queueName } from './use-names.ts';

export const CallRow = memo(function CallRow(props: {
  readonly id: string;
  readonly names: ReadonlyMap<string, string>;
}) {
  const { id, names } = props;
  const t = useTranslations('common');
  const wall = useTranslations('wall.calls');
  const call = useCall(id);
  const queue = useQueueRecord(call?.queue ?? '');
  const openSheet = useOpenSheet();
  const stale = useStale();
  if (!call) return null;
  const word = call.state === 'ended' && call.result ? t(`result.${call.result}`) : t(`callState.${call.state}`);
  const party = call.party ? maskNumber(call.party) : t('withheld');
  return (
    <button
      type="button"
      className="call-row"
      data-item=""
      data-testid={`call-${id}`}
      data-state={call.state}
      data-stale={stale.all || undefined}
      onClick={() => openSheet({ kind: 'call', id })}
    >
      <span className="call-state">
        <StatusMark mark={call.state} stale={stale.all} />
        {word}
      </span>
      <span className="call-party">
        {/* An arrow by its shape, its meaning in words. */}
        <span aria-hidden="true">{call.direction === 'in' ? '↙' : '↗'}</span>
        <span className="sr-only">{t(`direction.${call.direction}`)}</span> {party}
      </span>
      <span>{queue ? queueName(queue) : (call.queue ?? t('none'))}</span>
      <span>{agentsOf(call, names) || t('none')}</span>
      <span className="call-time">
        {call.inferred?.includes('end') && <abbr title={wall('inferred')}>~</abbr>}
        <Timer spoken since={startOf(call)} until={call.endedAt} of={`${call.id} ${call.state}`} />
      </span>
    </button>
  );
});

/** A wait or a ring counts from the start of the call, a talk from its answer. */
function startOf(call: Call): number {
  return call.state === 'talking' || call.state === 'ended' ? (call.answeredAt ?? call.startedAt) : call.startedAt;
}

/** Who talks, else who rings (and how many more), else who talked last. */
function agentsOf(call: Call, names: ReadonlyMap<string, string>): string {
  const name = (extension: string) => names.get(extension) ?? extension;
  const talking = call.legs.filter((leg) => leg.state === 'talking');
  const legs = talking.length > 0 ? talking : call.legs.filter((leg) => leg.state === 'ringing');
  if (legs.length > 0) {
    const [first] = legs;
    return `${first ? name(first.extension) : ''}${legs.length > 1 ? ` +${legs.length - 1}` : ''}`;
  }
  const last = call.legs.findLast((leg) => leg.answerAt !== null || leg.result === 'answered');
  return last ? name(last.extension) : '';
}
