// The end of a call by one of its people. Who it was is told for unanswered calls only.
import { closeLeg, endCall, openLegs, secondsSince, tellAt, tellLeg } from './call-life.ts';
import { abandon, endRing } from './queue-entry.ts';
import { missRing } from './reach-extension.ts';
import type { Call, Leg, World } from './types.ts';

/** The outside party hangs up, or everything ends at once. */
export function hangUpCall(world: World, call: Call, by: 'party' | 'agent' = 'party'): void {
  if (call.state === 'ended') return;
  const partner = call.partner;
  call.partner = null;
  if (call.state === 'waiting') abandon(world, call);
  else endLegs(world, call, by);
  if (partner) {
    partner.partner = null;
    hangUpCall(world, partner, by);
  }
}

function endLegs(world: World, call: Call, by: 'party' | 'agent'): void {
  for (const leg of openLegs(call)) {
    if (call.state === 'ended') return;
    if (leg.state === 'talking') endTalk(world, leg);
    else if (leg.state === 'ringing' && leg.direction === 'out')
      endDialled(world, leg, by === 'agent' ? 'CANCEL' : 'BUSY');
    else if (leg.state === 'ringing') missRing(world, leg, 'NOANSWER');
  }
  endCall(world, call, by === 'agent' ? 'cancelled' : 'missed');
}

function endTalk(world: World, leg: Leg): void {
  const { call } = leg;
  closeLeg(world, leg, 'answered');
  if (leg.direction === 'out') {
    const seconds = secondsSince(world, call.startedAt);
    tellLeg(world, leg, { state: 'colgado', final: 'finalizada', info: 'ANSWER', seconds });
  } else if (call.neighbourId !== null && call.queue !== null) {
    const where = { extension: call.queue, id: call.id, direction: 'in' } as const;
    const seconds = secondsSince(world, call.enteredQueueAt);
    tellAt(world, call, where, { state: 'colgado', final: 'atendida', info: 'ANSWER', seconds });
  } else {
    const seconds = secondsSince(world, call.kind === 'dialler' ? leg.ringAt : leg.answerAt);
    tellLeg(world, leg, { state: 'colgado', final: 'atendida', info: 'ANSWER', seconds });
  }
}

/** A dialled call that nobody took. */
export function endDialled(world: World, leg: Leg, info: 'BUSY' | 'NOANSWER' | 'CANCEL'): void {
  if (leg.state !== 'ringing') return;
  const result = info === 'BUSY' ? 'busy' : info === 'CANCEL' ? 'cancelled' : 'missed';
  closeLeg(world, leg, result);
  tellLeg(world, leg, { state: 'colgado', final: 'perdida', info, seconds: secondsSince(world, leg.call.startedAt) });
  endCall(world, leg.call, result);
}

/**
 * Cuts a call of an extension: the one talked on first, else one that rings. Which of several is not defined by the
 * switchboard. False when there is none.
 */
export function hangUpExtension(world: World, extension: string): boolean {
  const legs = [...(world.agents.get(extension)?.legs ?? [])];
  const leg = legs.find((one) => one.state === 'talking') ?? legs.find((one) => one.direction === 'out') ?? legs[0];
  if (!leg) return false;
  if (leg.direction === 'in' && leg.state === 'ringing') refuse(world, leg);
  else hangUpCall(world, leg.call, 'agent');
  return true;
}

/** The phone that rings is silenced: a queue's call hops on, a direct one was refused. */
export function refuse(world: World, leg: Leg): void {
  if (leg.call.state === 'waiting') endRing(world, leg, 'BUSY');
  else missRing(world, leg, 'BUSY');
}
