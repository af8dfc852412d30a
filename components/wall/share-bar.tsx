// The states as one bar; decoration beside counts that stand in words elsewhere.
import type { StateCounts } from '../../lib/board/select.ts';
import { shownStates } from './state-strip.tsx';

export function ShareBar({ counts, numbers = false }: { readonly counts: StateCounts; readonly numbers?: boolean }) {
  return (
    <div className="share-bar" aria-hidden="true">
      {shownStates(counts)
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: counts[state] }}>
            {numbers && counts[state]}
          </span>
        ))}
    </div>
  );
}
