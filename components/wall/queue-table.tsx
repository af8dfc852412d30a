// One row per queue, always in the same order so that places are learned; more than five are shown page by page. On a
// narrow page, where only the first are in sight, the worst come first. A row opens its sheet.
'use client';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { type Alarm, isPressing } from '../../lib/board/alarms.ts';
import { abandonRate, serviceLevel } from '../../lib/board/metrics.ts';
import { membersOf, oldestWaitingAt } from '../../lib/board/select.ts';
import { formatNumber, formatPercent, unknownMark } from '../../lib/i18n/numbers.ts';
import type { Board, Queue } from '../../lib/protocol/board.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { useStale } from '../live/freeze.tsx';
import { Timer } from '../live/timer.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { AsOf } from './as-of.tsx';
import { levelOf, useAlarms } from './use-alarms.tsx';
import { useArrowWalk } from './use-arrow-walk.ts';
import { queueName } from './use-names.ts';
import { usePages } from './use-pages.ts';
import { useStage } from './use-stage.ts';
import { usePaused } from './wall-frame.tsx';

const rowsOnPage = 5;

export function QueueTable({ board, queues }: { readonly board: Board; readonly queues: readonly Queue[] }) {
  const t = useTranslations('wall.queues');
  const walk = useArrowWalk();
  const alarms = useAlarms();
  const stage = useStage();
  const ordered = useMemo(() => (stage ? queues : worstFirst(queues, alarms)), [stage, queues, alarms]);
  const { items, page, pageCount } = usePages(ordered, rowsOnPage, usePaused(), ({ number }) =>
    alarms.some((one) => isPressing(one) && one.kind === 'queue' && one.id === number),
  );
  return (
    <section
      className="panel queue-table"
      data-stale={useStale().polls || undefined}
      aria-label={t('label')}
      onKeyDown={walk}
    >
      {!stage && <AsOf polled inWords />}
      <div className="queue-row queue-head" aria-hidden="true">
        <span>
          {t('queue')} <AsOf polled />
        </span>
        <span>{t('waiting')}</span>
        <span>{t('oldest')}</span>
        <span>{t('free')}</span>
        <span>{t('level')}</span>
        <span>{t('abandoned')}</span>
      </div>
      {items.map((queue) => (
        <QueueRow key={queue.number} board={board} queue={queue} />
      ))}
      {pageCount > 1 && (
        <p className="pages" aria-hidden="true">
          {page + 1} / {pageCount}
        </p>
      )}
      {queues.length === 0 && <p className="empty-line">{t('none')}</p>}
    </section>
  );
}

/** By the order of the attention list; who is not on it after that, by number. */
function worstFirst(queues: readonly Queue[], alarms: readonly Alarm[]): Queue[] {
  const place = ({ number }: Queue) => {
    const found = alarms.findIndex((one) => one.kind === 'queue' && one.id === number);
    return found === -1 ? alarms.length : found;
  };
  return [...queues].sort((a, b) => place(a) - place(b));
}

function QueueRow({ board, queue }: { readonly board: Board; readonly queue: Queue }) {
  const t = useTranslations('wall.queues');
  const locale = useLocale();
  const openSheet = useOpenSheet();
  const level = levelOf(useAlarms(), 'queue', queue.number);
  const oldest = oldestWaitingAt(board, [queue]);
  const stale = useStale();
  const free = membersOf(board, queue).filter((agent) => agent.state === 'free').length;
  const known = queue.waitingKnown || queue.waiting.length > 0;
  const waiting = known ? formatNumber(locale, queue.waiting.length) : unknownMark;
  const share = formatPercent(locale, floorShare(serviceLevel(queue.today)));
  const name = queueName(queue);
  return (
    <button
      type="button"
      className="queue-row"
      data-item=""
      data-testid={`queue-${queue.number}`}
      data-state={level}
      data-stale={stale.polls || undefined}
      onClick={() => openSheet({ kind: 'queue', id: queue.number })}
    >
      <span className="queue-name">
        <i>{level !== 'calm' && <StatusMark mark={level} stale={stale.all} />}</i>
        <span>{name}</span>
      </span>
      <span data-quiet={queue.waiting.length === 0 || undefined} data-label={t('waiting')}>
        <Said>{t('waiting')}</Said>
        {stale.deadAll ? unknownMark : waiting}
      </span>
      <span data-label={t('oldest')}>
        <Said>{t('oldest')}</Said>
        {oldest === null ? unknownMark : <Timer spoken since={oldest} of={`${queue.number} ${oldest}`} />}
      </span>
      <span data-label={t('free')}>
        <Said>{t('free')}</Said>
        {stale.deadPolls ? unknownMark : formatNumber(locale, free)}
      </span>
      <span data-label={t('level')}>
        <Said>{t('level')}</Said>
        {share}
      </span>
      <span data-label={t('abandoned')} data-quiet={abandonRate(queue.today) === 0 || undefined}>
        <Said>{t('abandoned')}</Said>
        {formatNumber(locale, queue.today.abandoned)}
      </span>
    </button>
  );
}

/** The head of the column, for those who cannot see it above. */
function Said({ children }: { readonly children: string }) {
  return <span className="sr-only">{children} </span>;
}

/** 79.6 % must not read as a goal of 80 % met. */
function floorShare(share: number | null): number | null {
  return share === null ? null : Math.floor(share * 100) / 100;
}
