// What may go wrong with webhooks on their way: lost, doubled, late, out of order. Drawn when the event happens, from
// the seed, so that the same day goes wrong in the same way.
import { type Random, randomStream } from '../base/random.ts';

export interface HookFaults {
  /** Probabilities, 0 to 1. */
  readonly lost: number;
  readonly doubled: number;
  readonly late: number;
  readonly reordered: number;
  /** How late a late one is at most, ms. */
  readonly lateMs: number;
}
export const noHookFaults: HookFaults = { lost: 0, doubled: 0, late: 0, reordered: 0, lateMs: 10_000 };

export interface Fate {
  readonly copies: 0 | 1 | 2;
  /** Zero = at once. */
  readonly delayMs: number;
  /** Waits until the next event of the call has gone. */
  readonly overtaken: boolean;
}
export interface FaultDrawer {
  draw(faults: HookFaults): Fate;
}

export function faultDrawer(seed: number): FaultDrawer {
  const random: Random = randomStream(seed, 'hook-faults');
  return {
    draw(faults) {
      const [lost, doubled, late, reordered] = [random.next(), random.next(), random.next(), random.next()];
      return {
        copies: lost < faults.lost ? 0 : doubled < faults.doubled ? 2 : 1,
        delayMs: late < faults.late ? Math.max(1, Math.round((late / faults.late) * faults.lateMs)) : 0,
        overtaken: reordered < faults.reordered,
      };
    },
  };
}
