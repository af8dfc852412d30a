// The figures of a report and how they are worked out. Each has a definition and a formula under its name in the
// catalogues (`records.figures`). What was not told is null, never 0; the rules of the wall (SPEC, M) hold here as well.
import { serviceLevel } from '../board/metrics.ts';
import type { Figures, RecordKind } from '../protocol/record-shapes.ts';

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

/** What records add up to. Which of them count as offered is decided where they are added (`server/records/tally.ts`). */
export interface Tally {
  readonly count: number;
  readonly offered: number;
  readonly answered: number;
  /** Short ones included. */
  readonly abandoned: number;
  readonly short: number;
  readonly withinTarget: number;
  /** Answered ones with a known wait, their waits together and the longest of them, ms. */
  readonly waitCount: number;
  readonly waitMs: number;
  readonly longestWaitMs: number;
  /** Answered ones with a known time of talk. */
  readonly talkCount: number;
  readonly talkMs: number;
}

/**
 * Entries into queues are what is offered, answered and abandoned: the general ticket of the same call is its other side
 * and would count it twice. Asked for general tickets alone, the incoming ones count. `count` is the number of rows.
 */
export const countsAsOffered = (
  row: { readonly kind: RecordKind; readonly direction: 'in' | 'out' | null },
  askedKind: RecordKind | null,
) => (askedKind === 'calls' ? row.kind === 'calls' && row.direction === 'in' : row.kind === 'queue');

export const nothing: Tally = {
  count: 0,
  offered: 0,
  answered: 0,
  abandoned: 0,
  short: 0,
  withinTarget: 0,
  waitCount: 0,
  waitMs: 0,
  longestWaitMs: 0,
  talkCount: 0,
  talkMs: 0,
};

export function addTallies(a: Tally, b: Tally): Tally {
  const sum = { ...a };
  addInto(sum, b);
  return sum;
}

/** The same in place: a report adds up tens of thousands. */
export function addInto(sum: { -readonly [K in keyof Tally]: number }, tally: Tally): void {
  sum.count += tally.count;
  sum.offered += tally.offered;
  sum.answered += tally.answered;
  sum.abandoned += tally.abandoned;
  sum.short += tally.short;
  sum.withinTarget += tally.withinTarget;
  sum.waitCount += tally.waitCount;
  sum.waitMs += tally.waitMs;
  sum.longestWaitMs = Math.max(sum.longestWaitMs, tally.longestWaitMs);
  sum.talkCount += tally.talkCount;
  sum.talkMs += tally.talkMs;
}

/** A report of a year has tens of thousands of figures: none needs more digits than anybody reads. */
const whole = (ms: number | null) => (ms === null ? null : Math.round(ms));
const millionths = (share: number | null) => (share === null ? null : Math.floor(share * 1e6) / 1e6);

export function figuresOf(tally: Tally): Figures {
  const { count, offered, answered, short, withinTarget, waitCount, waitMs, longestWaitMs, talkCount, talkMs } = tally;
  const today = {
    offered,
    answered,
    abandoned: tally.abandoned - short,
    shortAbandoned: short,
    withinTarget,
    longestWaitMs,
    waitMsTotal: waitMs,
    talkMsTotal: talkMs,
  };
  return {
    count,
    offered,
    answered,
    abandoned: today.abandoned,
    shortAbandoned: short,
    withinTarget,
    // Waits that were never told make no call one that was answered late.
    serviceLevel: answered > 0 && waitCount === 0 ? null : millionths(serviceLevel(today)),
    // As M3 and M4 have it, over the calls that told.
    asaMs: whole(waitCount === 0 ? null : waitMs / waitCount),
    ahtMs: whole(talkCount === 0 ? null : talkMs / talkCount),
    longestWaitMs: waitCount === 0 ? null : longestWaitMs,
    waitMsTotal: waitMs,
    talkMsTotal: talkMs,
  };
}
