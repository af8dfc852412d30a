// The four figures of the overview, each with what it is measured by.
'use client';
import { useLocale, useTranslations } from 'use-intl/react';
import { limits } from '../../lib/board/attention.ts';
import { abandonRate, decidedCount, serviceLevel, serviceLevelGoal, sumOfDays } from '../../lib/board/metrics.ts';
import { type StateCounts, waitingIn } from '../../lib/board/select.ts';
import { formatNumber, formatPercent, unknownMark } from '../../lib/i18n/numbers.ts';
import type { Board, Queue } from '../../lib/protocol/board.ts';
import { formatWallDuration } from '../../lib/time/duration.ts';
import { useStale } from '../live/freeze.tsx';
import { Timer } from '../live/timer.tsx';
import { KpiTile } from '../ui/kpi-tile.tsx';
import { AsOf } from './as-of.tsx';
import { ShareBar } from './share-bar.tsx';
import { useAlarmLook } from './use-alarm-look.ts';
import { useAlarms } from './use-alarms.tsx';

export function KpiRow(props: {
  readonly board: Board;
  readonly queues: readonly Queue[];
  readonly counts: StateCounts;
}) {
  const { board, queues, counts } = props;
  const t = useTranslations('wall.kpi');
  const locale = useLocale();
  const stale = useStale();
  const alarms = useAlarms();
  const waiting = waitingIn(board, queues);
  const today = sumOfDays(queues.map((queue) => queue.today));
  const level = serviceLevel(today);
  const rate = abandonRate(today);
  const targets = new Set(queues.map((queue) => queue.targetSeconds));
  const look = useAlarmLook(alarms);
  return (
    <div className="kpis">
      <KpiTile
        testId="kpi-waiting"
        label={t('waiting')}
        value={waiting.known && !stale.deadAll ? formatNumber(locale, waiting.count) : unknownMark}
        quiet={waiting.count === 0 || stale.deadAll}
        level={look}
        stale={stale.all}
        asOf={<AsOf />}
        context={
          stale.deadAll ? (
            t('last', { value: waiting.known ? formatNumber(locale, waiting.count) : unknownMark })
          ) : waiting.oldestAt !== null ? (
            <>
              {t('oldest')}{' '}
              <Timer spoken className="kpi-acted" since={waiting.oldestAt} of="oldest" key={waiting.oldestAt} />
              <span className="kpi-limit">/ {formatWallDuration(limits.wait.on)}</span>
            </>
          ) : waiting.known ? (
            t('nobodyWaits')
          ) : (
            t('waitingUnknown')
          )
        }
      />
      <KpiTile
        testId="kpi-service-level"
        label={t('serviceLevel')}
        value={level === null ? unknownMark : formatNumber(locale, Math.floor(level * 100))}
        unit={level === null ? undefined : '%'}
        quiet={level === null}
        level={level !== null && level < serviceLevelGoal ? 'warning' : 'calm'}
        asOf={<AsOf />}
        context={
          level === null
            ? t('tooFew', { count: decidedCount(today) })
            : targets.size === 1
              ? t('goal', { goal: formatPercent(locale, serviceLevelGoal), seconds: [...targets][0] ?? 0 })
              : t('goalMixed', { goal: formatPercent(locale, serviceLevelGoal) })
        }
      />
      <KpiTile
        testId="kpi-free"
        label={t('free')}
        value={stale.deadPolls ? unknownMark : formatNumber(locale, counts.free)}
        unit={` / ${formatNumber(locale, counts.total)}`}
        quiet={stale.deadPolls}
        stale={stale.polls}
        asOf={<AsOf polled />}
        context={
          stale.deadPolls ? t('last', { value: formatNumber(locale, counts.free) }) : <ShareBar counts={counts} />
        }
      />
      <KpiTile
        testId="kpi-abandoned"
        label={t('abandoned')}
        value={formatNumber(locale, today.abandoned)}
        quiet={today.abandoned === 0}
        asOf={<AsOf />}
        context={
          rate === null
            ? t('noCallsToday')
            : t('abandonedOf', {
                share: formatPercent(locale, rate, 1),
                count: formatNumber(locale, today.offered - today.shortAbandoned),
              })
        }
      />
    </div>
  );
}
