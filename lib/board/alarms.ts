// From conditions to what is shown: a condition must last before it is believed, and stays long enough to be read.
// Pure; time is an argument, and nothing here is stored.
import type { Board } from '../protocol/board.ts';
import { type Condition, type ConditionCode, conditions, needsPolls } from './attention.ts';

/** A condition must hold this long before it is shown, ms. A wait over its limit has lasted a minute already. */
const onDelayMs: Readonly<Record<ConditionCode, number>> = {
  wait_over_limit: 0,
  no_free_agents: 10_000,
  service_level_low: 10_000,
  talk_over_limit: 0,
  busy_without_call: 0,
  ringing_long: 0,
  unknown_word: 10_000,
};
const shownAtLeastMs = 10_000;

interface Watched {
  readonly condition: Condition;
  readonly seenAt: number;
  /** null while it is not believed yet. */
  readonly shownAt: number | null;
  /** When somebody said that they know; null = nobody has. */
  readonly acknowledgedAt: number | null;
}
export type Alarms = ReadonlyMap<string, Watched>;
export const noAlarms: Alarms = new Map();

export interface Alarm extends Condition {
  /** Since when it is shown, Unix ms. */
  readonly shownAt: number;
  readonly acknowledgedAt: number | null;
}

/** The next state of the alarms. `now` is Unix ms and never goes back. */
export function nextAlarms(alarms: Alarms, current: readonly Condition[], now: number): Alarms {
  const next = new Map<string, Watched>();
  for (const condition of current) {
    const known = alarms.get(condition.key);
    // Between its two thresholds a condition lives on, but does not begin.
    if (!known && !condition.over) continue;
    const seenAt = known?.seenAt ?? now;
    const due = condition.over && now - seenAt >= onDelayMs[condition.code];
    const shownAt = known?.shownAt ?? (due ? now : null);
    next.set(condition.key, { condition, seenAt, shownAt, acknowledgedAt: known?.acknowledgedAt ?? null });
  }
  for (const [key, watched] of alarms) {
    const readable = watched.shownAt !== null && now - watched.shownAt < shownAtLeastMs;
    if (!next.has(key) && readable) next.set(key, watched);
  }
  return next;
}

/**
 * The next state of the alarms, from a whole board. While the PBX does not answer, what only its polls can tell begins
 * nothing: no alarm rests on a guess. What was shown before stays, as nobody has told its end.
 * @param pollsOld the PBX does not answer
 */
export function watchBoard(alarms: Alarms, board: Board, now: number, pollsOld: boolean): Alarms {
  const all = conditions(board, now);
  const shown = (key: string) => (alarms.get(key)?.shownAt ?? null) !== null;
  return nextAlarms(alarms, pollsOld ? all.filter((one) => shown(one.key) || !needsPolls(board, one)) : all, now);
}

/** Somebody knows of every severe alarm that is shown. One that goes and comes back must be acknowledged anew. */
export function acknowledgeAll(alarms: Alarms, now: number): Alarms {
  return new Map(
    [...alarms].map(([key, watched]) => [
      key,
      watched.condition.severity === 1 && watched.shownAt !== null && watched.acknowledgedAt === null
        ? { ...watched, acknowledgedAt: now }
        : watched,
    ]),
  );
}

/** The most severe first, within that the oldest; what has no age comes after what has. */
export function shownAlarms(alarms: Alarms): Alarm[] {
  return [...alarms.values()]
    .flatMap(({ condition, shownAt, acknowledgedAt }) =>
      shownAt === null ? [] : { ...condition, shownAt, acknowledgedAt },
    )
    .sort(
      (a, b) =>
        a.severity - b.severity ||
        (a.since ?? Number.POSITIVE_INFINITY) - (b.since ?? Number.POSITIVE_INFINITY) ||
        (a.key < b.key ? -1 : 1),
    );
}

/** A severe alarm that nobody has acknowledged: it keeps what it is about in sight. */
export function isPressing(alarm: Alarm): boolean {
  return alarm.severity === 1 && alarm.acknowledgedAt === null;
}
