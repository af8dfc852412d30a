// The figures of a queue's day and how they are worked out (SPEC, section M). null = not known, or too few calls
// for the figure to mean anything; a screen shows a dash or says so, never a zero.
import type { QueueToday } from '../protocol/board.ts';

/** Calls with an outcome below which a service level is not shown: one call more or less would swing it by over 10 %. */
export const enoughCalls = 10;
/** Share of calls that should be answered within the target. */
export const serviceLevelGoal = 0.8;

/** [M1] Calls whose outcome is known: answered, or abandoned after the short limit. */
export function decidedCount(today: QueueToday): number {
  return today.answered + today.abandoned;
}

/**
 * [M2] Service level = answered within the target ÷ (answered + abandoned); short abandons count on neither side.
 * @returns 0 to 1, null below {@link enoughCalls} decided calls
 */
export function serviceLevel(today: QueueToday): number | null {
  const decided = decidedCount(today);
  return decided < enoughCalls ? null : today.withinTarget / decided;
}

/** [M3] ASA, average speed of answer = waits of answered calls ÷ answered. Milliseconds. */
export function averageSpeedOfAnswerMs(today: QueueToday): number | null {
  return today.answered === 0 ? null : today.waitMsTotal / today.answered;
}

/** [M4] AHT, average handling time = talk time ÷ answered (the PBX tells no wrap-up). Milliseconds. */
export function averageHandlingMs(today: QueueToday): number | null {
  return today.answered === 0 ? null : today.talkMsTotal / today.answered;
}

/** [M5] Abandon rate = abandoned ÷ offered, short abandons left out of both. 0 to 1. */
export function abandonRate(today: QueueToday): number | null {
  const offered = today.offered - today.shortAbandoned;
  return offered <= 0 ? null : today.abandoned / offered;
}

const nothing: QueueToday = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandoned: 0,
  withinTarget: 0,
  waitMsTotal: 0,
  longestWaitMs: 0,
  talkMsTotal: 0,
};

/** [M6] The house is the sum of its queues; a call was counted in one of them only. */
export function sumOfDays(days: readonly QueueToday[]): QueueToday {
  return days.reduce(
    (sum, day) => ({
      offered: sum.offered + day.offered,
      answered: sum.answered + day.answered,
      abandoned: sum.abandoned + day.abandoned,
      shortAbandoned: sum.shortAbandoned + day.shortAbandoned,
      withinTarget: sum.withinTarget + day.withinTarget,
      waitMsTotal: sum.waitMsTotal + day.waitMsTotal,
      longestWaitMs: Math.max(sum.longestWaitMs, day.longestWaitMs),
      talkMsTotal: sum.talkMsTotal + day.talkMsTotal,
    }),
    nothing,
  );
}
