// Who waits, the oldest on the left; numbers are masked, as on every wall.
'use client';
import { useTranslations } from 'use-intl/react';
import { maskNumber } from '../../lib/dialling/mask.ts';
import type { Board, Queue } from '../../lib/protocol/board.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { useStale } from '../live/freeze.tsx';
import { Timer } from '../live/timer.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { useArrowWalk } from './use-arrow-walk.ts';

const places = 8;

export function WaitingStrip({ board, queue }: { readonly board: Board; readonly queue: Queue }) {
  const t = useTranslations('wall.queue');
  const openSheet = useOpenSheet();
  const walk = useArrowWalk();
  const stale = useStale();
  const calls = queue.waiting.flatMap((id) => board.calls[id] ?? []);
  // The last place says how many more there are.
  const more = calls.length > places ? calls.length - places + 1 : 0;
  return (
    <section
      className="panel waiting-strip"
      data-stale={stale.all || undefined}
      aria-label={t('waiting')}
      onKeyDown={walk}
    >
      {calls.length === 0 && <p className="empty-line">{queue.waitingKnown ? t('noWaiting') : t('notKnown')}</p>}
      {calls.slice(0, more > 0 ? places - 1 : places).map((call) => (
        <button
          key={call.id}
          type="button"
          className="waiting-call"
          data-item=""
          data-testid={`call-${call.id}`}
          data-state={call.state}
          onClick={() => openSheet({ kind: 'call', id: call.id })}
        >
          <StatusMark mark={call.state === 'ringing' ? 'ringing' : 'waiting'} stale={stale.all} />
          <span>{call.party ? maskNumber(call.party).replace('••• ••• ', '•• ') : t('withheld')}</span>
          <Timer spoken since={call.startedAt} of={call.id} />
        </button>
      ))}
      {more > 0 && <span className="waiting-more">+{more}</span>}
    </section>
  );
}
