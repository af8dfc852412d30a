// The attention list of a page: looked at every second, rendered only when it changes.
'use client';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { nextAlarms, noAlarms, shownAlarms } from '../../lib/board/alarms.ts';
import { type Condition, conditions } from '../../lib/board/attention.ts';
import type { Board } from '../../lib/protocol/board.ts';
import { useBoardNow, useServerClock } from '../live/connection.tsx';
import { useStale } from '../live/freeze.tsx';
import { tickerOf } from '../live/ticker.ts';

const none: readonly Condition[] = [];
const AlarmsContext = createContext<readonly Condition[]>(none);

export function AlarmsProvider({ children }: { readonly children: ReactNode }) {
  const clock = useServerClock();
  const board = useBoardNow();
  const stale = useStale();
  const [shown, setShown] = useState<readonly Condition[]>(none);
  // Survives a source that comes and goes: what was believed need not be believed anew.
  const alarms = useRef(noAlarms);
  useEffect(() => {
    // Without a server nothing is known to have begun or ended: what was shown stays as it was.
    if (stale.all) return;
    return tickerOf(clock).listen((now) => {
      const known = board();
      if (!known) return;
      const all = conditions(known, now);
      alarms.current = nextAlarms(
        alarms.current,
        stale.polls ? all.filter((one) => !needsPolls(known, one)) : all,
        now,
      );
      const next = shownAlarms(alarms.current);
      setShown((before) => (same(before, next) ? before : next));
    });
  }, [clock, board, stale.all, stale.polls]);
  return <AlarmsContext value={shown}>{children}</AlarmsContext>;
}

/** While the PBX does not answer, what only its polls can tell proves nothing. */
function needsPolls(board: Board, { code, kind, id }: Condition): boolean {
  return code === 'no_free_agents' || (kind === 'agent' && board.agents[id]?.from === 'poll');
}

function same(a: readonly Condition[], b: readonly Condition[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => one.key === b[i]?.key && one.since === b[i]?.since && one.share === b[i]?.share)
  );
}

/** The most severe first. */
export function useAlarms(): readonly Condition[] {
  return useContext(AlarmsContext);
}
/** The worst of one agent or queue. */
export function levelOf(
  alarms: readonly Condition[],
  kind: Condition['kind'],
  id: string,
): 'calm' | 'warning' | 'alarm' {
  const worst = alarms.find((one) => one.kind === kind && one.id === id)?.severity;
  return worst === 1 ? 'alarm' : worst === 2 ? 'warning' : 'calm';
}
