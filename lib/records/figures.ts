// The figures of a report and how they are worked out. Each has a definition and a formula under its name in the
// catalogues (`records.figures`). What was not told is null, never 0; the rules of the wall (SPEC, M) hold here as well.
import { averageHandlingMs, averageSpeedOfAnswerMs, serviceLevel } from '../board/metrics.ts';
import type { Figures, RecordKind, RecordStatus } from '../protocol/record-shapes.ts';

export const figureNames = [
  'count',
  'offered',
  'answered',
  'abandoned',
  'shortAbandoned',
  'serviceLevel',
  'asaMs',
  'ahtMs',
  'longestWaitMs',
] as const satisfies readonly (keyof Figures)[];

/** What one kind of rows adds: counts, and times of those that told them. */
export interface Sums {
  readonly kind: RecordKind;
  readonly direction: 'in' | 'out' | null;
  readonly status: RecordStatus;
  readonly count: number;
  readonly short: number;
  readonly withinTarget: number;
  /** Rows with a known wait, their waits together and the longest of them, ms. */
  readonly waitCount: number;
  readonly waitMs: number;
  readonly longestWaitMs: number;
  readonly talkCount: number;
  readonly talkMs: number;
}

/**
 * Figures of rows. Entries into queues are what is offered, answered and abandoned; the general ticket of the same call
 * is its other side and would count it twice. Asked for general tickets alone (`kind` = calls), incoming ones count.
 * `count` is the number of rows, whatever they are.
 */
export function figuresOf(sums: Iterable<Sums>, kind: RecordKind | null): Figures {
  let [count, offered, answered, abandoned, shortAbandoned, withinTarget] = [0, 0, 0, 0, 0, 0];
  let [waitCount, waitMs, longest, talkCount, talkMs] = [0, 0, 0, 0, 0];
  for (const one of sums) {
    count += one.count;
    const counts = kind === 'calls' ? one.kind === 'calls' && one.direction === 'in' : one.kind === 'queue';
    if (!counts) continue;
    offered += one.count;
    if (one.status === 'abandoned') {
      abandoned += one.count - one.short;
      shortAbandoned += one.short;
    }
    if (one.status !== 'answered') continue;
    answered += one.count;
    withinTarget += one.withinTarget;
    waitCount += one.waitCount;
    waitMs += one.waitMs;
    longest = Math.max(longest, one.longestWaitMs);
    talkCount += one.talkCount;
    talkMs += one.talkMs;
  }
  const today = { offered, answered, abandoned, shortAbandoned, withinTarget, waitMsTotal: waitMs };
  const timed = { ...today, longestWaitMs: longest, talkMsTotal: talkMs };
  return {
    count,
    offered,
    answered,
    abandoned,
    shortAbandoned,
    withinTarget,
    // Waits that were never told make no call one that was answered late.
    serviceLevel: answered > 0 && waitCount === 0 ? null : serviceLevel(timed),
    asaMs: averageSpeedOfAnswerMs({ ...timed, answered: waitCount }),
    ahtMs: averageHandlingMs({ ...timed, answered: talkCount }),
    longestWaitMs: waitCount === 0 ? null : longest,
    waitMsTotal: waitMs,
    talkMsTotal: talkMs,
  };
}
