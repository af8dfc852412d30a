// Whether what is shown may still be believed. Old data that looks live is worse than none: where nothing is heard any
// more, timers stop and carry a "+", and figures say of when they are.
'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useConnection, useServerClock, useSource } from './connection.tsx';
import { deadMs } from './timer-text.ts';

interface Freeze {
  /** The server is gone: everything stands still since then (Unix ms, server time). */
  readonly all: number | null;
  /** The PBX does not answer: what only polls tell stands still. 0 = it never has. */
  readonly polls: number | null;
  /** The PBX missed two polls: what they tell is of then, though not old yet. */
  readonly late: number | null;
  /** The same, so long ago that the last values say nothing any more: a dash stands for them. */
  readonly deadAll: boolean;
  readonly deadPolls: boolean;
}
const nothing: Freeze = { all: null, polls: null, late: null, deadAll: false, deadPolls: false };
const FreezeContext = createContext<Freeze>(nothing);

/** A board kept from before this page was opened is believed for so long while the first connection is made, ms. */
const keptBoardMs = 10_000;

export function FreezeProvider({ children }: { readonly children: ReactNode }) {
  const { phase, dataAt, lostAt } = useConnection();
  const source = useSource();
  const kept = phase === 'connecting' ? dataAt : null;
  const keptIsOld = useOlder(kept, keptBoardMs);
  const all = phase === 'lost' || phase === 'outdated' ? (dataAt ?? lostAt) : keptIsOld ? kept : null;
  const polls = all ?? (source?.pbx === 'down' ? (source.pbxAt ?? 0) : null);
  const late = polls === null && source?.pbx === 'stale' ? (source.pbxAt ?? 0) : null;
  const deadAll = useOlder(all, deadMs);
  const deadPolls = useOlder(polls, deadMs);
  const freeze = useMemo(() => ({ all, polls, late, deadAll, deadPolls }), [all, polls, late, deadAll, deadPolls]);
  return <FreezeContext value={freeze}>{children}</FreezeContext>;
}

/** Turns true when `at` (Unix ms) is longer ago than this; null = there is nothing to grow old. */
function useOlder(at: number | null, ageMs: number): boolean {
  const clock = useServerClock();
  const [older, setOlder] = useState(false);
  useEffect(() => {
    const left = at === null ? null : at + ageMs - clock.now();
    setOlder(left !== null && left <= 0);
    if (left === null || left <= 0) return;
    const timer = setTimeout(() => setOlder(true), left);
    return () => clearTimeout(timer);
  }, [at, ageMs, clock]);
  return older && at !== null;
}

/** Unix ms at which a timer stopped, or null while it runs. `polled`: known from polls only. */
export function useFrozenAt(polled: boolean): number | null {
  const freeze = useContext(FreezeContext);
  return polled ? freeze.polls : freeze.all;
}
/** Of when old or late data is, Unix ms, 0 = nothing was ever heard; null while it is fresh. */
export function useDataTime(polled: boolean): number | null {
  const { all, polls, late } = useContext(FreezeContext);
  return polled ? (polls ?? late) : all;
}
export function useStale() {
  const { all, polls, deadAll, deadPolls } = useContext(FreezeContext);
  return { all: all !== null, polls: polls !== null, deadAll, deadPolls };
}
