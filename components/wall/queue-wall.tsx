// One queue: how long the longest has waited, who waits, who could answer, and how its day goes.
'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { limits } from '../../lib/board/attention.ts';
import { averageHandlingMs, averageSpeedOfAnswerMs, serviceLevel, serviceLevelGoal } from '../../lib/board/metrics.ts';
import { membersOf, waitingIn } from '../../lib/board/select.ts';
import { formatOpening } from '../../lib/i18n/days.ts';
import { formatNumber, formatPercent, unknownMark } from '../../lib/i18n/numbers.ts';
import type { Agent, AgentState, Board, Queue } from '../../lib/protocol/board.ts';
import { formatWallDuration } from '../../lib/time/duration.ts';
import { isOpen, nextOpening } from '../../lib/time/opening-hours.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { useBoardSelector, useIds, useServerClock } from '../live/connection.tsx';
import { useStale } from '../live/freeze.tsx';
import { perBoard } from '../live/per-board.ts';
import { Timer } from '../live/timer.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { AgentTile } from './agent-tile.tsx';
import { AsOf } from './as-of.tsx';
import { useAlarmLook } from './use-alarm-look.ts';
import { levelOf, useAlarms } from './use-alarms.tsx';
import { useArrowWalk } from './use-arrow-walk.ts';
import { queueName, useShortNames } from './use-names.ts';
import { usePages } from './use-pages.ts';
import { WaitBar } from './wait-bar.tsx';
import { WaitingStrip } from './waiting-strip.tsx';
import { usePaused, WallFrame } from './wall-frame.tsx';

const wholeBoard = perBoard((board: Board) => board);
/** Who rings, then who could answer (the longest idle first), then who talks, and who is gone last. */
const queueOrder: readonly AgentState[] = ['ringing', 'free', 'talking', 'busy', 'unknown', 'disconnected'];

export function QueueWall({ number }: { readonly number: string }) {
  const t = useTranslations('wall');
  const router = useRouter();
  const board = useBoardSelector(wholeBoard);
  const numbers = useIds('queues');
  const queue = board?.queues[number];
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      // Inside a panel the arrows walk its items.
      const free = event.target === document.body;
      if (!step || !free || numbers.length < 2) return;
      const next = numbers[(numbers.indexOf(number) + step + numbers.length) % numbers.length];
      if (next) router.push(`/wall/queues/${next}`);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [numbers, number, router]);
  return (
    <WallFrame
      places="queue"
      events
      title={queue ? queueName(queue) : number}
      detail={queue && t('queue.target', { goal: Math.round(serviceLevelGoal * 100), seconds: queue.targetSeconds })}
    >
      {board && !queue && <StateScreen title={t('queue.unknown', { number })} text={t('queue.unknownText')} />}
      {board && queue && <OneQueue board={board} queue={queue} />}
    </WallFrame>
  );
}

function OneQueue({ board, queue }: { readonly board: Board; readonly queue: Queue }) {
  const t = useTranslations('wall.queue');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const clock = useServerClock();
  const openSheet = useOpenSheet();
  const alarms = useAlarms().filter((one) => one.kind === 'queue' && one.id === queue.number);
  const level = levelOf(alarms, 'queue', queue.number);
  const look = useAlarmLook(alarms);
  const stale = useStale();
  const waiting = waitingIn(board, [queue]);
  const members = membersOf(board, queue).sort(byUse);
  const { today } = queue;
  const share = serviceLevel(today);
  const noneFree = waiting.count > 0 && members.length > 0 && !members.some((agent) => agent.state === 'free');
  const now = clock.now();
  const closed = !isOpen(queue.hours, now, zone);
  return (
    <div className="queue-wall">
      <button
        type="button"
        className="panel queue-wait on-fill"
        data-item=""
        data-testid={`queue-${queue.number}`}
        data-state={level}
        data-level={look === 'calm' ? undefined : look}
        data-stale={stale.all || undefined}
        onClick={() => openSheet({ kind: 'queue', id: queue.number })}
      >
        <span className="kpi-label">
          {look !== 'calm' && <StatusMark mark="alarm" onFill={look === 'alarm'} />}
          <span className="sr-only">{t('open', { name: queueName(queue) })}: </span>
          <span>{noneFree ? t('noneFree') : t('longest')}</span>
          <AsOf />
        </span>
        <span className="queue-longest" data-quiet={waiting.oldestAt === null || undefined}>
          {waiting.oldestAt !== null ? (
            <Timer spoken since={waiting.oldestAt} of={`${queue.number} ${waiting.oldestAt}`} />
          ) : waiting.known ? (
            '0:00'
          ) : (
            unknownMark
          )}
        </span>
        <WaitBar since={waiting.oldestAt} limitMs={limits.wait.on} />
        <span className="kpi-context">
          {waiting.count > 0
            ? t('waitingCount', { count: waiting.count, limit: formatWallDuration(limits.wait.on) })
            : closed
              ? t('closed', { time: formatOpening(locale, nextOpening(queue.hours, now, zone), now, zone) })
              : waiting.known
                ? t('nobody')
                : t('notKnown')}
        </span>
      </button>
      <WaitingStrip board={board} queue={queue} />
      <section className="panel queue-day" data-stale={stale.all || undefined} aria-label={t('today')}>
        <Figure
          label={t('level')}
          value={share === null ? unknownMark : formatPercent(locale, Math.floor(share * 100) / 100)}
          context={share === null ? t('tooFew') : t('goal', { goal: formatPercent(locale, serviceLevelGoal) })}
          warn={share !== null && share < serviceLevelGoal}
        />
        <Figure
          label={t('answered')}
          value={formatNumber(locale, today.answered)}
          context={t('of', { count: formatNumber(locale, today.offered) })}
        />
        <Figure
          label={t('abandoned')}
          value={formatNumber(locale, today.abandoned)}
          context={t('short', { count: today.shortAbandoned })}
        />
        <Figure
          label={t('asa')}
          value={time(averageSpeedOfAnswerMs(today))}
          context={t('longestToday', { time: time(today.answered === 0 ? null : today.longestWaitMs) })}
        />
        <Figure label={t('aht')} value={time(averageHandlingMs(today))} context={t('average')} />
      </section>
      <Members members={members} />
    </div>
  );
}

function time(ms: number | null): string {
  return ms === null ? unknownMark : formatWallDuration(ms);
}

function byUse(a: Agent, b: Agent): number {
  return (
    queueOrder.indexOf(a.state) - queueOrder.indexOf(b.state) ||
    a.since - b.since ||
    (a.extension < b.extension ? -1 : 1)
  );
}

function Figure(props: {
  readonly label: string;
  readonly value: string;
  readonly context: string;
  readonly warn?: boolean;
}) {
  const { label, value, context, warn = false } = props;
  return (
    <div className="figure">
      <span>
        {warn && <StatusMark mark="warning" />}
        {label}
      </span>
      <b>{value}</b>
      <small>{context}</small>
    </div>
  );
}

const membersOnPage = 14;

function Members({ members }: { readonly members: readonly Agent[] }) {
  const t = useTranslations('wall.queue');
  const names = useShortNames();
  const walk = useArrowWalk();
  const { items, page, pageCount } = usePages(members, membersOnPage, usePaused());
  const free = members.filter((agent) => agent.state === 'free').length;
  const stale = useStale();
  return (
    <section className="queue-members" aria-label={t('members')} onKeyDown={walk}>
      <h2>
        {t('members')}{' '}
        <small data-stale={stale.polls || undefined}>
          {stale.deadPolls ? t('freeUnknown', { total: members.length }) : t('freeOf', { free, total: members.length })}
        </small>{' '}
        <AsOf polled />
        {pageCount > 1 && (
          <small aria-hidden="true">
            {page + 1} / {pageCount}
          </small>
        )}
      </h2>
      {members.length === 0 && <p className="empty-line">{t('noMembers')}</p>}
      <div className="tiles" data-density="queue">
        {items.map(({ extension }) => (
          <AgentTile key={extension} extension={extension} name={names.get(extension) ?? extension} size="m" />
        ))}
      </div>
    </section>
  );
}
