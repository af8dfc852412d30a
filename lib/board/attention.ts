// What on this board somebody should act upon now. Conditions only: how long they must last before they are shown,
// and how long they stay, is decided by alarms.ts. Nothing is listed that nobody can act upon.
import type { Agent, Board, Queue } from '../protocol/board.ts';
import { serviceLevel, serviceLevelGoal } from './metrics.ts';
import { membersOf } from './select.ts';

export type Severity = 1 | 2 | 3;
export type ConditionCode =
  | 'wait_over_limit'
  | 'no_free_agents'
  | 'service_level_low'
  | 'talk_over_limit'
  | 'busy_without_call'
  | 'ringing_long'
  | 'unknown_word';

export interface Condition {
  /** Code and subject: the same condition keeps its key while it lasts. */
  readonly key: string;
  readonly code: ConditionCode;
  readonly severity: Severity;
  readonly kind: 'agent' | 'queue';
  /** Extension or queue number. */
  readonly id: string;
  /** Since when, Unix ms: what the timer counts from; null where a figure says more. */
  readonly since: number | null;
  /** Service level, 0 to 1; null for the others. */
  readonly share: number | null;
  /** false: it would be listed only because it already is (the off-threshold of its hysteresis). */
  readonly over: boolean;
}

/** Limits, ms: shown above `on`, gone below `off`. */
export const limits = {
  wait: { on: 60_000, off: 45_000 },
  talk: { on: 20 * 60_000, off: 20 * 60_000 },
  busy: { on: 15 * 60_000, off: 15 * 60_000 },
  ringing: { on: 20_000, off: 20_000 },
} as const;

/** [M9] Everything above its off-threshold at `now`, Unix ms. */
export function conditions(board: Board, now: number): Condition[] {
  const found: Condition[] = [];
  for (const queue of Object.values(board.queues)) ofQueue(board, queue, now, found);
  for (const agent of Object.values(board.agents)) ofAgent(agent, now, found);
  return found;
}

function ofQueue(board: Board, queue: Queue, now: number, found: Condition[]): void {
  const subject = { kind: 'queue', id: queue.number, share: null } as const;
  let oldest: number | null = null;
  for (const id of queue.waiting) {
    const call = board.calls[id];
    if (call && (oldest === null || call.startedAt < oldest)) oldest = call.startedAt;
  }
  const waited = oldest === null ? 0 : now - oldest;
  if (oldest !== null && waited >= limits.wait.off) {
    const over = waited >= limits.wait.on;
    found.push({ ...subject, key: `wait ${queue.number}`, code: 'wait_over_limit', severity: 1, since: oldest, over });
  }
  const members = membersOf(board, queue);
  const nobody = members.length > 0 && !members.some((agent) => agent.state === 'free');
  // One row per trouble: a wait over its limit already says what to do about this queue.
  if (oldest !== null && nobody && waited < limits.wait.on) {
    found.push({
      ...subject,
      key: `free ${queue.number}`,
      code: 'no_free_agents',
      severity: 1,
      since: oldest,
      over: true,
    });
  }
  const level = serviceLevel(queue.today);
  if (level !== null && level < serviceLevelGoal) {
    found.push({
      ...subject,
      key: `level ${queue.number}`,
      code: 'service_level_low',
      severity: 2,
      since: null,
      share: level,
      over: true,
    });
  }
}

function ofAgent(agent: Agent, now: number, found: Condition[]): void {
  const age = now - agent.since;
  const subject = { kind: 'agent', id: agent.extension, share: null, since: agent.since } as const;
  if (agent.state === 'talking' && age >= limits.talk.off) {
    found.push({
      ...subject,
      key: `talk ${agent.extension}`,
      code: 'talk_over_limit',
      severity: 2,
      over: age >= limits.talk.on,
    });
  }
  if (agent.state === 'busy' && age >= limits.busy.off) {
    found.push({
      ...subject,
      key: `busy ${agent.extension}`,
      code: 'busy_without_call',
      severity: 2,
      over: age >= limits.busy.on,
    });
  }
  if (agent.state === 'ringing' && age >= limits.ringing.off) {
    found.push({
      ...subject,
      key: `ring ${agent.extension}`,
      code: 'ringing_long',
      severity: 2,
      over: age >= limits.ringing.on,
    });
  }
  if (agent.state === 'unknown' && agent.word !== null) {
    found.push({ ...subject, key: `word ${agent.extension}`, code: 'unknown_word', severity: 3, over: true });
  }
}

/** Whether only the PBX's polls can tell that this goes on: without them it proves nothing. */
export function needsPolls(board: Board, { code, kind, id }: Condition): boolean {
  return code === 'no_free_agents' || (kind === 'agent' && board.agents[id]?.from === 'poll');
}

/** How long an agent may be in this state before its tile says so, ms; null = no limit. */
export function limitOf(state: Agent['state']): number | null {
  if (state === 'talking') return limits.talk.on;
  if (state === 'busy') return limits.busy.on;
  return state === 'ringing' ? limits.ringing.on : null;
}
