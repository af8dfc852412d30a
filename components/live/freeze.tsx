// Whether timers may still be believed. Old data that looks live is worse than none: where nothing is heard any
// more, timers stop and carry a "+".
'use client';
import { createContext, type ReactNode, useContext } from 'react';
import { useConnection, useSource } from './connection.tsx';

interface Freeze {
  /** The server is gone: everything stands still since then (Unix ms, server time). */
  readonly all: number | null;
  /** The PBX does not answer: what only polls tell stands still. */
  readonly polls: number | null;
}
const nothing: Freeze = { all: null, polls: null };
const FreezeContext = createContext<Freeze>(nothing);

export function FreezeProvider({ children }: { readonly children: ReactNode }) {
  const connection = useConnection();
  const source = useSource();
  const lost = connection.phase === 'lost' || connection.phase === 'outdated';
  const all = lost ? (connection.dataAt ?? connection.lostAt) : null;
  const polls = all ?? (source?.pbx === 'down' ? source.pbxAt : null);
  return <FreezeContext value={all === null && polls === null ? nothing : { all, polls }}>{children}</FreezeContext>;
}

/** Unix ms at which a timer stopped, or null while it runs. `polled`: known from polls only. */
export function useFrozenAt(polled: boolean): number | null {
  const freeze = useContext(FreezeContext);
  return polled ? freeze.polls : freeze.all;
}
export function useStale(): { readonly all: boolean; readonly polls: boolean } {
  const freeze = useContext(FreezeContext);
  return { all: freeze.all !== null, polls: freeze.polls !== null };
}
