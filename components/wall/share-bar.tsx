// The states as one bar; decoration beside counts that stand in words elsewhere. Old shares lose their colour.
'use client';
import type { StateCounts } from '../../lib/board/select.ts';
import { useStale } from '../live/freeze.tsx';
import { shownStates } from './state-strip.tsx';

export function ShareBar({ counts }: { readonly counts: StateCounts }) {
  const stale = useStale();
  return (
    <div className="share-bar" data-stale={stale.polls || undefined} aria-hidden="true">
      {shownStates(counts)
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: counts[state] }} />
        ))}
    </div>
  );
}
