// Life itself: when an agent answers, how long people talk, what the outside does. Every draw is seeded.
import { randomStream } from '../base/random.ts';
import { answer } from './answer.ts';
import { later } from './call-life.ts';
import { lift, outsideAnswers } from './dial.ts';
import { endDialled, hangUpCall } from './hang-up.ts';
import { transfer } from './transfer.ts';
import type { DialPlan, Leg, Pilot, World } from './types.ts';

export interface Habits {
  /** Median talk, ms; a few talks last ten times as long. */
  readonly talkMs: number;
  readonly shortestTalkMs: number;
  readonly longestTalkMs: number;
  /** Until a phone is lifted, ms. */
  readonly liftMs: readonly [number, number];
  /** Of rings that nobody lifts. */
  readonly missed: number;
  /** Of talks that are handed on. */
  readonly transferred: number;
}
export const officeHabits: Habits = {
  talkMs: 58_000,
  shortestTalkMs: 30_000,
  longestTalkMs: 600_000,
  liftMs: [1_800, 9_000],
  missed: 0.07,
  transferred: 0.05,
};

export function createPilot(world: World, seed: number, habits: () => Habits): Pilot {
  const random = randomStream(seed, 'pilot');
  const lifting = () => Math.round(random.between(habits().liftMs[0], habits().liftMs[1]));
  const bell = () => random.next() + random.next() + random.next() - 1.5;
  const talkMs = () => {
    const { talkMs: median, shortestTalkMs, longestTalkMs } = habits();
    const drawn = Math.min(longestTalkMs, Math.max(shortestTalkMs, median * Math.exp(bell() * 1.1)));
    return random.chance(0.015) ? Math.min(longestTalkMs, drawn * 6) : drawn;
  };
  const planOf = (plan: DialPlan): DialPlan => {
    if (plan !== 'random') return plan;
    const drawn = random.next();
    return drawn < 0.7 ? 'answer' : drawn < 0.82 ? 'busy' : 'no_answer';
  };
  const endTalk = (leg: Leg) => {
    const { call } = leg;
    const target = call.kind === 'inbound' && leg.transfer === null && random.chance(habits().transferred);
    const colleague = target ? random.pick([...world.agents.keys()]) : null;
    if (colleague && world.agents.get(colleague)?.kind === 'agent') {
      if (transfer(world, leg, colleague, random.chance(0.5) ? 'blind' : 'attended')) return;
    }
    hangUpCall(world, call, random.chance(0.5) ? 'agent' : 'party');
  };
  return {
    rang(leg) {
      if (random.chance(habits().missed)) return;
      later(world, leg.call, lifting(), () => answer(world, leg));
    },
    lifting(leg) {
      later(world, leg.call, random.between(1_200, 4_000), () => lift(world, leg));
    },
    dialled(leg) {
      const plan = planOf(leg.call.plan);
      const afterMs = random.between(2_500, 9_000);
      if (plan === 'answer') later(world, leg.call, afterMs, () => outsideAnswers(world, leg));
      if (plan === 'busy') later(world, leg.call, afterMs, () => endDialled(world, leg, 'BUSY'));
      if (plan === 'no_answer') later(world, leg.call, 25_000, () => endDialled(world, leg, 'NOANSWER'));
    },
    talking(leg) {
      if (!leg.call.auto) return;
      later(world, leg.call, Math.round(talkMs()), () => {
        if (leg.state === 'talking') endTalk(leg);
      });
    },
  };
}
