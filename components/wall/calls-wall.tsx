// Every live call, the longest waiting on top; a call that ended stays for a minute, greyed, and says how it ended.
'use client';
import { useTranslations } from 'use-intl/react';
import { callsInOrder } from '../../lib/board/select.ts';
import type { Board } from '../../lib/protocol/board.ts';
import { useBoardSelector } from '../live/connection.tsx';
import { perBoard } from '../live/per-board.ts';
import { StateScreen } from '../ui/state-screen.tsx';
import { AsOf } from './as-of.tsx';
import { CallRow } from './call-row.tsx';
import { useArrowWalk } from './use-arrow-walk.ts';
import { useShortNames } from './use-names.ts';
import { usePages } from './use-pages.ts';
import { usePaused, WallFrame } from './wall-frame.tsx';

const rowsOnPage = 14;
const order = perBoard((board: Board) => {
  const calls = callsInOrder(Object.values(board.calls));
  return { ids: calls.map((call) => call.id), open: calls.filter((call) => call.state !== 'ended').length };
});
type Order = ReturnType<typeof order>;
const sameOrder = (a: Order, b: Order) =>
  a.open === b.open && a.ids.length === b.ids.length && a.ids.every((id, i) => id === b.ids[i]);
const nobody: readonly string[] = [];

export function CallsWall() {
  const t = useTranslations('wall');
  const sum = useBoardSelector(order, sameOrder);
  const names = useShortNames();
  const walk = useArrowWalk();
  const { items, page, pageCount } = usePages(sum?.ids ?? nobody, rowsOnPage, usePaused());
  return (
    <WallFrame places="calls" events title={t('layout.calls')} detail={sum && t('callCount', { count: sum.open })}>
      {sum && sum.ids.length === 0 ? (
        <StateScreen title={t('calls.none')} text={t('calls.noneText')} />
      ) : (
        <section className="panel call-table" aria-label={t('layout.calls')} onKeyDown={walk}>
          <div className="call-row call-head" aria-hidden="true">
            <span>
              {t('calls.state')} <AsOf />
            </span>
            <span>{t('calls.party')}</span>
            <span>{t('calls.queue')}</span>
            <span>{t('calls.agent')}</span>
            <span>{t('calls.time')}</span>
          </div>
          {items.map((id) => (
            <CallRow key={id} id={id} names={names} />
          ))}
          {pageCount > 1 && (
            <p className="pages" aria-hidden="true">
              {page + 1} / {pageCount}
            </p>
          )}
        </section>
      )}
    </WallFrame>
  );
}
