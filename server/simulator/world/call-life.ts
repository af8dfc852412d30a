// The beginnings and ends of calls and legs, and the words the switchboard says of them.
import { noteState } from './agent-state.ts';
import type { Call, CallEvent, Leg, Result, World } from './types.ts';

const rememberedCalls = 50_000;
const outsideRingMs = 45_000;

/** `EPOCH.SEQUENCE`: two calls of one second share the part before the dot. */
export const newId = (world: World) => `${Math.floor(world.clock.now() / 1000)}.${++world.sequence}`;

export type NewCall = Pick<Call, 'kind' | 'party' | 'ddi' | 'auto' | 'plan'> &
  Partial<Pick<Call, 'handTo' | 'ringMs' | 'second'>>;

export function openCall(world: World, fields: NewCall): Call {
  const call: Call = {
    handTo: null,
    ringMs: outsideRingMs,
    second: null,
    ...fields,
    key: ++world.callCount,
    id: newId(world),
    startedAt: world.clock.now(),
    queue: null,
    neighbourId: null,
    enteredQueueAt: null,
    state: 'ringing',
    answeredAt: null,
    endedAt: null,
    result: null,
    legs: [],
    timers: new Set(),
    partner: null,
  };
  world.open.set(call.key, call);
  return call;
}

type NewLeg = Pick<Leg, 'extension' | 'direction' | 'state'> & { transfer?: Leg['transfer'] };

export function openLeg(world: World, call: Call, fields: NewLeg): Leg {
  const now = world.clock.now();
  const leg: Leg = {
    transfer: null,
    ...fields,
    call,
    id: fields.direction === 'in' ? (call.neighbourId ?? call.id) : call.id,
    ringAt: now,
    answerAt: fields.state === 'talking' ? now : null,
    endAt: null,
    result: null,
    timer: null,
  };
  call.legs.push(leg);
  world.agents.get(leg.extension)?.legs.add(leg);
  noteState(world, leg.extension);
  return leg;
}

/** Says nothing to the outside: an end without an event is an end as well. */
export function closeLeg(world: World, leg: Leg, result: Leg['result']): void {
  leg.timer?.cancel();
  leg.timer = null;
  leg.state = 'ended';
  leg.endAt = world.clock.now();
  leg.result = result;
  world.agents.get(leg.extension)?.legs.delete(leg);
}

export function endCall(world: World, call: Call, result: Result): void {
  if (call.state === 'ended') return;
  for (const timer of call.timers) timer.cancel();
  call.timers.clear();
  for (const leg of call.legs) if (leg.state !== 'ended') closeLeg(world, leg, result);
  call.state = 'ended';
  call.endedAt = world.clock.now();
  call.result = call.answeredAt === null ? result : 'answered';
  if (call.queue !== null) world.queues.get(call.queue)?.waiting.delete(call);
  world.open.delete(call.key);
  world.ended.push(call);
  if (world.ended.length > rememberedCalls) world.forgotten += world.ended.splice(0, rememberedCalls / 4).length;
  for (const extension of new Set(call.legs.map((leg) => leg.extension))) noteState(world, extension);
}

/** A timer that dies with its call. */
export function later(world: World, call: Call, ms: number, fn: () => void): void {
  const timer = world.clock.after(ms, () => {
    call.timers.delete(timer);
    if (call.state !== 'ended') fn();
  });
  call.timers.add(timer);
}

export interface Words {
  readonly state: CallEvent['state'];
  readonly final?: string;
  readonly info?: string;
  readonly seconds?: number;
}

export function tellLeg(world: World, leg: Leg, words: Words): void {
  tellAt(world, leg.call, { extension: leg.extension, id: leg.id, direction: leg.direction }, words);
}

export function tellAt(
  world: World,
  call: Call,
  where: { extension: string; id: string; direction: Leg['direction'] },
  words: Words,
): void {
  const queue = call.queue === null || where.direction === 'out' ? undefined : world.queues.get(call.queue);
  const now = world.clock.now();
  world.tell({
    sequence: ++world.eventCount,
    at: now,
    callKey: call.key,
    id: where.id,
    extension: where.extension,
    state: words.state,
    direction: where.direction === 'in' ? 'entrante' : 'saliente',
    party: call.party,
    ddi: call.ddi,
    queueName: queue ? `${queue.number}_${queue.name}` : '',
    final: words.final ?? '',
    info: words.info ?? '',
    seconds: words.seconds ?? 0,
    startedAt: call.startedAt,
    endedAt: words.state === 'colgado' ? now : null,
  });
}

export const secondsSince = (world: World, at: number | null) =>
  at === null ? 0 : Math.max(0, Math.round((world.clock.now() - at) / 1000));

export const openLegs = (call: Call, state?: Leg['state']) =>
  call.legs.filter((leg) => (state ? leg.state === state : leg.state !== 'ended'));
