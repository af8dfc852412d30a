// The first wall: how many wait, what is wrong, who is there. One selection feeds every figure on it.
'use client';
import { useTranslations } from 'use-intl/react';
import { countStates, queuesInOrder } from '../../lib/board/select.ts';
import type { Board } from '../../lib/protocol/board.ts';
import { useBoardSelector } from '../live/connection.tsx';
import { perBoard } from '../live/per-board.ts';
import { StateScreen } from '../ui/state-screen.tsx';
import { AttentionList } from './attention-list.tsx';
import { KpiRow } from './kpi-row.tsx';
import { QueueTable } from './queue-table.tsx';
import { StateStrip } from './state-strip.tsx';
import { useStage } from './use-stage.ts';
import { WallFrame } from './wall-frame.tsx';

const overview = perBoard((board: Board) => ({
  board,
  counts: countStates(Object.values(board.agents)),
  queues: queuesInOrder(board),
}));

export function Overview() {
  const t = useTranslations('wall');
  const sum = useBoardSelector(overview);
  const stage = useStage();
  return (
    <WallFrame
      places="overview"
      listed
      events
      title={t('layout.overview')}
      detail={sum && t('queueCount', { count: sum.queues.length })}
    >
      {sum && sum.counts.total === 0 && sum.queues.length === 0 ? (
        <StateScreen title={t('empty.title')} text={t('empty.text')} />
      ) : (
        sum && (
          <div className="overview">
            <KpiRow board={sum.board} queues={sum.queues} counts={sum.counts} />
            <div className="overview-body">
              {/* Side by side on a stage; on a narrow page what needs attention comes first, for every reader. */}
              {!stage && <AttentionList />}
              <QueueTable board={sum.board} queues={sum.queues} />
              {stage && <AttentionList />}
            </div>
            <section className="panel overview-strip" aria-label={t('states')}>
              <StateStrip counts={sum.counts} />
            </section>
          </div>
        )
      )}
    </WallFrame>
  );
}
