// From conditions to what is shown: a condition must last before it is believed, and stays long enough to be read.
// Pure; time is an argument, and nothing here is stored.
import type { Condition, ConditionCode } from './attention.ts';

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
}
export type Alarms = ReadonlyMap<string, Watched>;
export const noAlarms: Alarms = new Map();

/** The next state of the alarms. `now` is Unix ms and never goes back. */
export function nextAlarms(alarms: Alarms, current: readonly Condition[], now: number): Alarms {
  const next = new Map<string, Watched>();
  for (const condition of current) {
    const known = alarms.get(condition.key);
    // Between its two thresholds a condition lives on, but does not begin.
    if (!known && !condition.over) continue;
    const seenAt = known?.seenAt ?? now;
    const due = condition.over && now - seenAt >= onDelayMs[condition.code];
    next.set(condition.key, { condition, seenAt, shownAt: known?.shownAt ?? (due ? now : null) });
  }
  for (const [key, watched] of alarms) {
    const readable = watched.shownAt !== null && now - watched.shownAt < shownAtLeastMs;
    if (!next.has(key) && readable) next.set(key, watched);
  }
  return next;
}

/** The most severe first, within that the oldest; what has no age comes after what has. */
export function shownAlarms(alarms: Alarms): Condition[] {
  return [...alarms.values()]
    .filter((watched) => watched.shownAt !== null)
    .map((watched) => watched.condition)
    .sort(
      (a, b) =>
        a.severity - b.severity ||
        (a.since ?? Number.POSITIVE_INFINITY) - (b.since ?? Number.POSITIVE_INFINITY) ||
        (a.key < b.key ? -1 : 1),
    );
}
