// Whether the house has gone home: decides from the board alone, and never on old data.
'use client';
import type { Board } from '../../lib/protocol/board.ts';
import { useBoardSelector } from '../live/connection.tsx';
import { perBoard } from '../live/per-board.ts';
import { useOver } from './use-over.ts';

const darkAfterMs = 15 * 60_000;

/** Since when nobody has been connected and no call goes on, Unix ms; null = somebody is, or nobody is known. */
const emptySince = perBoard((board: Board) => {
  const agents = Object.values(board.agents);
  const busy = agents.some((agent) => agent.state !== 'disconnected') || agents.length === 0;
  if (busy || Object.values(board.calls).some((call) => call.state !== 'ended')) return null;
  return agents.reduce((latest, agent) => Math.max(latest, agent.since), 0);
});

/** Nobody has been connected for a quarter of an hour. Never on old data: who is there is then not known. */
export function useNight(): boolean {
  const since = useBoardSelector(emptySince);
  return useOver(since ?? 0, since === null ? null : darkAfterMs, true);
}
