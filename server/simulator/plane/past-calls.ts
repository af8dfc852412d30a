// Records of days gone by, made up when asked for and the same every time: a day is a function of seed and date, so
// that a month costs no memory. Newest first, as pages shift under new rows.
import { dayStart } from '../base/local-time.ts';
import { outsideNumber } from '../base/phone-numbers.ts';
import { hashOf, randomStream } from '../base/random.ts';
import type { Call, Result, World } from '../world/types.ts';

export interface Ticket {
  readonly id: string;
  readonly startedAt: number;
  readonly caller: string;
  readonly called: string;
  readonly result: Result;
  readonly seconds: number;
  readonly direction: 'in' | 'out';
  readonly ddi: string;
  /** `200_Faturação` for tickets of a queue. */
  readonly queue: string | null;
  readonly agent: string | null;
  readonly waitSeconds: number;
}
export interface PastDay {
  readonly calls: readonly Ticket[];
  readonly queue: readonly Ticket[];
}

const rememberedDays = 4;

export function pastCalls(world: World, seed: number): (day: number) => PastDay {
  const remembered = new Map<number, PastDay>();
  return (day) => {
    const known = remembered.get(day);
    if (known) return known;
    const made = makeDay(world, seed, day);
    remembered.set(day, made);
    const oldest = remembered.keys().next().value;
    if (remembered.size > rememberedDays && oldest !== undefined) remembered.delete(oldest);
    return made;
  };
}

function makeDay(world: World, seed: number, day: number): PastDay {
  const random = randomStream(seed, `day/${day}`);
  const agents = [...world.agents.values()].filter((agent) => agent.kind === 'agent');
  const queues = [...world.queues.values()];
  const weekend = [0, 6].includes(new Date(day * 86_400_000).getUTCDay());
  const count = Math.min(20_000, Math.round(agents.length * (weekend ? 4 : 22) * (0.85 + random.next() * 0.3)));
  const calls: Ticket[] = [];
  const opens = dayStart(day, world.zone) + 8 * 3_600_000;
  for (let i = 0; i < count; i++) {
    const startedAt = opens + Math.floor((random.next() + random.next()) * 6 * 3_600_000);
    const agent = random.pick(agents);
    const party = outsideNumber(random);
    const inbound = random.chance(0.7);
    const drawn = random.next();
    const queue = inbound && queues.length > 0 && random.chance(0.85) ? random.pick(queues) : null;
    const answered = drawn < (inbound ? 0.88 : 0.64);
    const result: Result = answered ? 'answered' : queue ? 'abandoned' : drawn > 0.94 ? 'busy' : 'missed';
    const waitSeconds = queue ? Math.round(2 + random.next() ** 3 * 120) : 0;
    calls.push({
      id: `${Math.floor(startedAt / 1000)}.${100 + (hashOf(`${seed}/${day}/${i}`) % 9_000_000)}`,
      startedAt,
      caller: inbound ? party : agent.extension,
      called: inbound ? agent.extension : party,
      result,
      seconds: answered ? Math.round(20 + random.next() ** 3 * 700) : Math.round(random.next() * 40),
      direction: inbound ? 'in' : 'out',
      ddi: queue?.ddis[0] ?? '215002199',
      queue: queue ? `${queue.number}_${queue.name}` : null,
      agent: answered || !queue ? agent.extension : null,
      waitSeconds,
    });
  }
  calls.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
  return { calls, queue: calls.filter((ticket) => ticket.queue !== null) };
}

/** A call of today as its ticket; one that is open has lasted until now. */
export function ticketOf(world: World, call: Call): Ticket {
  const first = call.legs.find((leg) => leg.answerAt !== null) ?? call.legs[0];
  const extension = first?.extension ?? call.queue ?? '';
  const inbound = call.kind === 'inbound';
  const queue = call.queue === null ? undefined : world.queues.get(call.queue);
  const end = call.endedAt ?? world.clock.now();
  const seconds = (from: number, to: number) => Math.max(0, Math.round((to - from) / 1000));
  return {
    id: call.id,
    startedAt: call.startedAt,
    caller: inbound ? call.party : extension,
    called: inbound ? extension : call.party,
    result: call.result ?? (call.answeredAt === null ? 'missed' : 'answered'),
    seconds: seconds(call.answeredAt ?? call.startedAt, end),
    direction: inbound ? 'in' : 'out',
    ddi: call.ddi,
    queue: queue ? `${queue.number}_${queue.name}` : null,
    agent: first?.answerAt ? first.extension : null,
    waitSeconds: call.enteredQueueAt === null ? 0 : seconds(call.enteredQueueAt, call.answeredAt ?? end),
  };
}
