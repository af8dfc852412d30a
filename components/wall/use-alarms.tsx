// The attention list of a page: looked at every second, rendered only when it changes.
'use client';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { nextAlarms, noAlarms, shownAlarms } from '../../lib/board/alarms.ts';
import { type Condition, conditions } from '../../lib/board/attention.ts';
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
  useEffect(() => {
    // Old data proves no alarm: what was shown stays as it was until there is something to judge by.
    if (stale.all || stale.polls) return;
    let alarms = noAlarms;
    return tickerOf(clock).listen((now) => {
      const known = board();
      if (!known) return;
      alarms = nextAlarms(alarms, conditions(known, now), now);
      const next = shownAlarms(alarms);
      setShown((before) => (same(before, next) ? before : next));
    });
  }, [clock, board, stale.all, stale.polls]);
  return <AlarmsContext value={shown}>{children}</AlarmsContext>;
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
