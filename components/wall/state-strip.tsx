// How many are in each state: shape, word, count. The counts come from one pass and add up. Old counts look old, and
// dead ones are a dash.
'use client';
import { useTranslations } from 'use-intl/react';
import { type StateCounts, stateOrder } from '../../lib/board/select.ts';
import { unknownMark } from '../../lib/i18n/numbers.ts';
import type { AgentState } from '../../lib/protocol/board.ts';
import { useStale } from '../live/freeze.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { AsOf } from './as-of.tsx';

/** An unknown word is rare: its place is taken only when there is one. */
export function shownStates(counts: StateCounts): AgentState[] {
  return stateOrder.filter((state) => state !== 'unknown' || counts.unknown > 0);
}

export function StateStrip({ counts }: { readonly counts: StateCounts }) {
  const t = useTranslations('common.state');
  const stale = useStale();
  return (
    <ul className="state-strip" data-stale={stale.polls || undefined}>
      {shownStates(counts).map((state) => (
        <li key={state} data-testid={`count-${state}`}>
          <StatusMark mark={state} stale={stale.polls} />
          <span>{t(state)}</span>
          <b>{stale.deadPolls ? unknownMark : counts[state]}</b>
        </li>
      ))}
      <li className="state-strip-time">
        <AsOf polled />
      </li>
    </ul>
  );
}
