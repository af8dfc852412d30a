// Whether timers may still be believed. Old data that looks live is worse than none: where nothing is heard any
// more, timers stop and carry a "+".
'use client';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useConnection, useServerClock, useSource } from './connection.tsx';
import { deadMs } from './timer-text.ts';

interface Freeze {
  /** The server is gone: everything stands still since then (Unix ms, server time). */
  readonly all: number | null;
  /** The PBX does not answer: what only polls tell stands still. */
  readonly polls: number | null;
  /** The same, so long ago that the last values say nothing any more: a dash stands for them. */
  readonly deadAll: boolean;
  readonly deadPolls: boolean;
}
const nothing: Freeze = { all: null, polls: null, deadAll: false, deadPolls: false };
const FreezeContext = createContext<Freeze>(nothing);

export function FreezeProvider({ children }: { readonly children: ReactNode }) {
  const connection = useConnection();
  const source = useSource();
  const lost = connection.phase === 'lost' || connection.phase === 'outdated';
  const all = lost ? (connection.dataAt ?? connection.lostAt) : null;
  const polls = all ?? (source?.pbx === 'down' ? source.pbxAt : null);
  const deadAll = useDead(all);
  const deadPolls = useDead(polls);
  const freeze = all === null && polls === null ? nothing : { all, polls, deadAll, deadPolls };
  return <FreezeContext value={freeze}>{children}</FreezeContext>;
}

/** Turns true when data of `at` (Unix ms) is too old for its last value to be shown; null = it is fresh. */
function useDead(at: number | null): boolean {
  const clock = useServerClock();
  const [dead, setDead] = useState(false);
  useEffect(() => {
    const left = at === null ? null : at + deadMs - clock.now();
    setDead(left !== null && left <= 0);
    if (left === null || left <= 0) return;
    const timer = setTimeout(() => setDead(true), left);
    return () => clearTimeout(timer);
  }, [at, clock]);
  return dead;
}

/** Unix ms at which a timer stopped, or null while it runs. `polled`: known from polls only. */
export function useFrozenAt(polled: boolean): number | null {
  const freeze = useContext(FreezeContext);
  return polled ? freeze.polls : freeze.all;
}
export function useStale() {
  const { all, polls, deadAll, deadPolls } = useContext(FreezeContext);
  return { all: all !== null, polls: polls !== null, deadAll, deadPolls };
}
