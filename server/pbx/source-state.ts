// Says whether the PBX is live, stale or down from nothing but when it answered well. Pure: the poller feeds it, and
// it must never be asked to change what the board shows of agents.
import type { PbxWhy } from '../../lib/protocol/board.ts';

export interface PbxSource {
  readonly state: 'live' | 'stale' | 'down';
  /** Closed list; on a live source it tells that a part of the answers is missing. */
  readonly why: PbxWhy | null;
}
export interface Health {
  /** Start of the poller, Unix ms. */
  readonly startedAt: number;
  /** Last good answer about agents; null before any. */
  readonly goodAt: number | null;
  /** Since when polls run at the present pace: a slower one before it missed nothing. */
  readonly paceAt: number;
  /** Questions about agents in a row that brought nothing. */
  readonly missed: number;
  readonly why: PbxWhy | null;
  /** What is wrong with the queues' answers, null when nothing. */
  readonly queuesWhy: PbxWhy | null;
}

export const downAfterMs = (periodMs: number) => Math.max(4 * periodMs, 30_000);

export function sourceOf(health: Health, now: number, periodMs: number): PbxSource {
  const why = health.why ?? 'timeout';
  if (now - (health.goodAt ?? health.startedAt) >= downAfterMs(periodMs)) return { state: 'down', why };
  if (health.goodAt === null) return { state: 'stale', why: health.why ?? 'starting' };
  // A hanging answer is a missed poll before it is known to be one: two were due, none has come.
  const silentMs = now - Math.max(health.goodAt, health.paceAt);
  if (health.missed >= 2 || silentMs >= 3 * periodMs) return { state: 'stale', why };
  return { state: 'live', why: health.queuesWhy };
}
