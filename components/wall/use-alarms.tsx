// What needs attention, for every wall: looked at every second, rendered only when it changes. It outlives the page it
// is shown on, and a source that comes and goes: what was believed, or acknowledged, need not be so anew.
'use client';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { type Alarm, acknowledgeAll, isPressing, noAlarms, shownAlarms, watchBoard } from '../../lib/board/alarms.ts';
import type { Condition } from '../../lib/board/attention.ts';
import { useBoardNow, useServerClock } from '../live/connection.tsx';
import { useStale } from '../live/freeze.tsx';
import { tickerOf } from '../live/ticker.ts';

interface Watch {
  readonly alarms: readonly Alarm[];
  readonly acknowledge: () => void;
}
const none: readonly Alarm[] = [];
const WatchContext = createContext<Watch>({ alarms: none, acknowledge: () => {} });

export function AlarmsProvider({ children }: { readonly children: ReactNode }) {
  const clock = useServerClock();
  const board = useBoardNow();
  const stale = useStale();
  const [alarms, setAlarms] = useState<readonly Alarm[]>(none);
  const memory = useRef(noAlarms);
  const show = useCallback(() => {
    const next = shownAlarms(memory.current);
    setAlarms((before) => (same(before, next) ? before : next));
  }, []);
  useEffect(() => {
    // Without a server nothing is known to have begun or ended: what was shown stays as it was.
    if (stale.all) return;
    return tickerOf(clock).listen((now) => {
      const known = board();
      if (!known) return;
      memory.current = watchBoard(memory.current, known, now, stale.polls);
      show();
    });
  }, [clock, board, show, stale.all, stale.polls]);
  const acknowledge = useCallback(() => {
    memory.current = acknowledgeAll(memory.current, clock.now());
    show();
  }, [clock, show]);
  const watch = useMemo(() => ({ alarms, acknowledge }), [alarms, acknowledge]);
  return <WatchContext value={watch}>{children}</WatchContext>;
}

function same(a: readonly Alarm[], b: readonly Alarm[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i];
      return (
        one.key === other?.key &&
        one.since === other.since &&
        one.share === other.share &&
        one.shownAt === other.shownAt &&
        one.acknowledgedAt === other.acknowledgedAt
      );
    })
  );
}

/** The most severe first. */
export function useAlarms(): readonly Alarm[] {
  return useContext(WatchContext).alarms;
}
/** Somebody knows of every severe alarm. Quiets what presses; the colour stays as long as the trouble does. */
export function useAcknowledge(): () => void {
  return useContext(WatchContext).acknowledge;
}
/** A severe alarm stands that nobody has acknowledged. */
export function usePressing(): boolean {
  return useAlarms().some(isPressing);
}
/** The worst of one agent or queue. */
export function levelOf(alarms: readonly Alarm[], kind: Condition['kind'], id: string): 'calm' | 'warning' | 'alarm' {
  const worst = alarms.find((one) => one.kind === kind && one.id === id)?.severity;
  return worst === 1 ? 'alarm' : worst === 2 ? 'warning' : 'calm';
}
