// An empty floor: everybody at their desk, nobody on the phone.
import type { SimClock } from '../base/clock.ts';
import type { Office } from '../base/office-shape.ts';
import { randomStream } from '../base/random.ts';
import type { Agent, DialPlan, Pilot, World } from './types.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly clock: SimClock;
  readonly office: Office;
  readonly zone: string;
  readonly dialPlan: DialPlan;
  readonly queuesRing?: boolean | undefined;
}

const nobody: Pilot = { rang() {}, talking() {}, dialled() {}, lifting() {} };

export function createWorld(options: WorldOptions): World {
  const agents = new Map<string, Agent>();
  for (const one of [...options.office.agents, ...options.office.services]) {
    agents.set(one.extension, {
      extension: one.extension,
      name: one.name,
      kind: one.kind,
      queues: one.queues,
      registered: true,
      occupied: false,
      busyLevel: 1,
      busyDestination: null,
      legs: new Set(),
      word: 'Libre',
    });
  }
  const members = new Map<string, string[]>();
  for (const agent of options.office.agents) {
    for (const number of agent.queues) members.set(number, [...(members.get(number) ?? []), agent.extension]);
  }
  return {
    clock: options.clock,
    random: randomStream(options.seed, 'world'),
    zone: options.zone,
    agents,
    queues: new Map(
      options.office.queues.map((queue) => [
        queue.number,
        {
          number: queue.number,
          name: queue.name,
          strategy: queue.strategy,
          members: members.get(queue.number) ?? [],
          ddis: queue.ddis,
          ringMs: 15_000,
          turn: 0,
          waiting: new Set(),
          counters: { offered: 0, answered: 0, abandoned: 0 },
        },
      ]),
    ),
    open: new Map(),
    ended: [],
    states: [],
    forgotten: 0,
    sequence: 2_000 + (options.seed % 1_000),
    callCount: 0,
    eventCount: 0,
    dialPlan: options.dialPlan,
    queuesRing: options.queuesRing ?? false,
    pilot: nobody,
    tell() {},
    freed() {},
  };
}
