// A day at the office: when people call, dial, leave their desk, come back. Every draw is seeded, every wait the clock's.
import type { SimClock, SimTimer } from '../base/clock.ts';
import { outsideNumber } from '../base/phone-numbers.ts';
import { randomStream } from '../base/random.ts';
import { isIdle, setOccupied, setRegistered } from './agent-state.ts';
import { dial, dialForAgent } from './dial.ts';
import type { Habits } from './pilot.ts';
import { officeHabits } from './pilot.ts';
import { placeInbound } from './place-inbound.ts';
import type { Agent, World } from './types.ts';

export interface Pace {
  /** Multiplies how often somebody calls; 1 = one new call every 2 to 4 s at 40 agents. */
  readonly rate: number;
  /** A steady load instead of a day: about so many events a second, no matter how many agents. */
  readonly eventsPerSecond: number | null;
}
export interface Day {
  start(): void;
  stop(): void;
  running(): boolean;
  pace: Pace;
  habits(): Habits;
}

const rampMs = 20_000;
const wavePeriodMs = 420_000;
const eventsPerCall = 3;

export function createDay(world: World, clock: SimClock, seed: number): Day {
  const random = randomStream(seed, 'day');
  const agents = [...world.agents.values()].filter((agent) => agent.kind === 'agent');
  const service = [...world.agents.values()].find((agent) => agent.kind === 'service');
  const timers = new Set<SimTimer>();
  let on = false;
  let startedAt = 0;
  let turn = 0;
  const again = (ms: number, fn: () => void) => {
    const timer = clock.after(ms, () => {
      timers.delete(timer);
      if (on) fn();
    });
    timers.add(timer);
  };
  const idleAgent = (): Agent | null => {
    const from = random.between(0, agents.length - 1);
    for (let i = 0; i < agents.length; i++) {
      const agent = agents[(from + i) % agents.length];
      if (agent && isIdle(agent)) return agent;
    }
    return null;
  };

  /** Between two calls, ms: waves of seven minutes from quiet to more than the floor can take. */
  const gapMs = () => {
    const elapsed = clock.now() - startedAt;
    const wave = 1 + 0.33 * Math.sin((elapsed / wavePeriodMs) * 2 * Math.PI);
    const gap = ((3_000 * 40) / agents.length / day.pace.rate) * wave;
    const ramp = elapsed < rampMs ? 0.28 : 1;
    return Math.max(1, Math.round(gap * ramp * (0.4 + random.next() * 1.2)));
  };
  const nextCall = () => {
    if (day.pace.eventsPerSecond !== null) steadyCall();
    else oneCall();
    const steady = day.pace.eventsPerSecond;
    again(steady === null ? gapMs() : (eventsPerCall * 1_000) / steady, nextCall);
  };
  const oneCall = () => {
    const kind = random.next();
    const party = outsideNumber(random);
    if (kind < 0.72) {
      // Busier queues have more people.
      const to = random.pick(random.pick(agents).queues);
      const patienceMs = random.chance(0.12) ? random.between(3_000, 20_000) : random.between(40_000, 180_000);
      placeInbound(world, { to, party, patienceMs, auto: true });
      return;
    }
    if (kind < 0.8) {
      const to = random.pick(agents).extension;
      placeInbound(world, { to, party, patienceMs: null, auto: true });
      return;
    }
    const agent = idleAgent();
    if (!agent) return;
    const order = { number: party, plan: 'random', auto: true, ownPhoneFirst: false } as const;
    if (kind > 0.96 && service) dialForAgent(world, { ...order, agent: service.extension, handTo: agent.extension });
    else dial(world, { ...order, agent: agent.extension });
  };
  /** Ring, answer, hang-up at every agent in turn. */
  const steadyCall = () => {
    for (let i = 0; i < agents.length; i++) {
      const agent = agents[turn++ % agents.length];
      if (!agent || !isIdle(agent)) continue;
      placeInbound(world, { to: agent.extension, party: outsideNumber(random), patienceMs: null, auto: true });
      return;
    }
  };
  /** Desks are left and taken again; some are busy with what no event tells of. */
  const nextDesk = () => {
    const agent = random.pick(agents);
    if (agent.occupied) setOccupied(world, agent, false);
    else if (!agent.registered) setRegistered(world, agent, true);
    else if (isIdle(agent)) {
      const away = random.chance(0.5);
      if (away) setRegistered(world, agent, false);
      else setOccupied(world, agent, true);
      again(random.between(30_000, 240_000), () => {
        if (away) setRegistered(world, agent, true);
        else setOccupied(world, agent, false);
      });
    }
    again(Math.round((25_000 * 40) / agents.length), nextDesk);
  };

  const day: Day = {
    pace: { rate: 1, eventsPerSecond: null },
    running: () => on,
    start() {
      if (on || agents.length === 0) return;
      on = true;
      startedAt = clock.now();
      const early = day.pace.eventsPerSecond === null ? agents : [];
      for (const agent of early) {
        const drawn = random.next();
        if (drawn < 0.07) setRegistered(world, agent, false);
        else if (drawn < 0.1) setOccupied(world, agent, true);
      }
      again(200, nextCall);
      if (early.length > 0) again(15_000, nextDesk);
    },
    stop() {
      on = false;
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
    habits() {
      const steady = day.pace.eventsPerSecond;
      if (steady === null) return officeHabits;
      // Two thirds of the floor talk; the rest ring or are free.
      const cycleMs = (agents.length * eventsPerCall * 1_000) / steady;
      const talkMs = Math.max(200, cycleMs * 0.6);
      const liftMs = [cycleMs * 0.08, cycleMs * 0.16] as const;
      return { talkMs, shortestTalkMs: talkMs * 0.7, longestTalkMs: talkMs * 1.2, liftMs, missed: 0, transferred: 0 };
    },
  };
  return day;
}
