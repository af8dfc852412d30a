// A call in a queue: who rings, for how long, and what becomes of the caller who waits in vain.
import { isIdle, noteState } from './agent-state.ts';
import { closeLeg, endCall, later, newId, openLeg, openLegs, secondsSince, tellAt, tellLeg } from './call-life.ts';
import type { Call, Leg, Queue, World } from './types.ts';

const hopPauseMs = 1_000;

export function enterQueue(world: World, call: Call, queue: Queue, asAgent: boolean): void {
  call.queue = queue.number;
  call.enteredQueueAt = world.clock.now();
  call.state = 'waiting';
  // Under a queue that is an agent, phones ring as calls of their own, numbered next to this one.
  if (asAgent) call.neighbourId = newId(world);
  queue.counters.offered++;
  queue.waiting.add(call);
  if (world.queuesRing) {
    tellAt(world, call, { extension: queue.number, id: call.id, direction: 'in' }, { state: 'timbre' });
  }
  distribute(world, call);
}

/** Rings whoever may be rung now. Does nothing while a phone rings (hops) or nobody is idle. */
export function distribute(world: World, call: Call): void {
  const queue = call.queue === null ? undefined : world.queues.get(call.queue);
  if (!queue || call.state !== 'waiting') return;
  if (queue.strategy === 'ringall') {
    for (const extension of queue.members) if (mayRing(world, extension)) ringForQueue(world, call, queue, extension);
    return;
  }
  if (openLegs(call, 'ringing').length > 0) return;
  const extension = nextMember(world, call, queue);
  if (extension !== null) ringForQueue(world, call, queue, extension);
}

/** The longest waiting caller of this extension's queues gets it. */
export function offerFreed(world: World, extension: string): void {
  const agent = world.agents.get(extension);
  if (!agent) return;
  const callers = agent.queues.flatMap((number) => [...(world.queues.get(number)?.waiting ?? [])]);
  callers.sort((a, b) => a.startedAt - b.startedAt || a.key - b.key);
  for (const call of callers) {
    if (!isIdle(agent)) return;
    distribute(world, call);
  }
}

function mayRing(world: World, extension: string): boolean {
  const agent = world.agents.get(extension);
  return agent !== undefined && isIdle(agent);
}

/** Around the table; the phone that has just rung in vain only if nobody else is there. */
function nextMember(world: World, call: Call, queue: Queue): string | null {
  const last = call.legs.at(-1)?.extension;
  let fallback: string | null = null;
  for (let i = 0; i < queue.members.length; i++) {
    const index = (queue.turn + i) % queue.members.length;
    const extension = queue.members[index];
    if (extension === undefined || !mayRing(world, extension)) continue;
    if (extension === last) {
      fallback = extension;
      continue;
    }
    queue.turn = index + 1;
    return extension;
  }
  return fallback;
}

function ringForQueue(world: World, call: Call, queue: Queue, extension: string): void {
  const leg = openLeg(world, call, { extension, direction: 'in', state: 'ringing' });
  tellLeg(world, leg, { state: 'timbre' });
  if (queue.strategy === 'hops') leg.timer = world.clock.after(queue.ringMs, () => endRing(world, leg, 'NOANSWER'));
  if (call.auto) world.pilot.rang(leg);
}

/** The phone stops ringing and the call goes on without it. */
export function endRing(world: World, leg: Leg, info: 'NOANSWER' | 'BUSY'): void {
  if (leg.state !== 'ringing') return;
  closeLeg(world, leg, info === 'BUSY' ? 'busy' : 'missed');
  tellLeg(world, leg, { state: 'timbre', final: 'fintimbre', info });
  later(world, leg.call, hopPauseMs, () => distribute(world, leg.call));
  noteState(world, leg.extension);
}

/** The caller gives up. Booked once, at one extension, whoever that is. */
export function abandon(world: World, call: Call): void {
  const queue = call.queue === null ? undefined : world.queues.get(call.queue);
  if (!queue || call.state !== 'waiting') return;
  const ringing = openLegs(call, 'ringing');
  for (const leg of ringing) {
    closeLeg(world, leg, 'missed');
    tellLeg(world, leg, { state: 'timbre', final: 'fintimbre', info: 'NOANSWER' });
  }
  const asAgent = call.neighbourId !== null;
  const rung = ringing.at(-1)?.extension ?? nextBooked(call, queue);
  tellAt(
    world,
    call,
    { extension: asAgent ? queue.number : rung, id: call.id, direction: 'in' },
    { state: 'colgado', final: 'abandono', info: 'NOANSWER', seconds: secondsSince(world, call.enteredQueueAt) },
  );
  queue.counters.abandoned++;
  endCall(world, call, 'abandoned');
}

/** Nobody rings: the member after the last one that did, or the first; a queue without members books on itself. */
function nextBooked(call: Call, queue: Queue): string {
  const last = call.legs.at(-1);
  const index = last ? queue.members.indexOf(last.extension) + 1 : 0;
  return queue.members[index % Math.max(1, queue.members.length)] ?? queue.number;
}
