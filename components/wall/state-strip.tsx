// How many are in each state: shape, word, count. The counts come from one pass and add up.
'use client';
import { useTranslations } from 'use-intl/react';
import { type StateCounts, stateOrder } from '../../lib/board/select.ts';
import type { AgentState } from '../../lib/protocol/board.ts';
import { StatusMark } from '../ui/status-mark.tsx';

/** An unknown word is rare: its place is taken only when there is one. */
export function shownStates(counts: StateCounts): AgentState[] {
  return stateOrder.filter((state) => state !== 'unknown' || counts.unknown > 0);
}

export function StateStrip({ counts }: { readonly counts: StateCounts }) {
  const t = useTranslations('common.state');
  return (
    <ul className="state-strip">
      {shownStates(counts).map((state) => (
        <li key={state} data-testid={`count-${state}`}>
          <StatusMark mark={state} />
          <span>{t(state)}</span>
          <b>{counts[state]}</b>
        </li>
      ))}
    </ul>
  );
}
