// Ringing one extension directly: a caller, a dialler's hand-over, a blind transfer. Decides about busy levels.
import { noteState } from './agent-state.ts';
import { closeLeg, endCall, openLeg, secondsSince, tellAt, tellLeg } from './call-life.ts';
import { enterQueue } from './queue-entry.ts';
import type { Call, Leg, World } from './types.ts';

const directRingMs = 30_000;

/** False when there is no such extension. */
export function reachExtension(
  world: World,
  call: Call,
  extension: string,
  transfer: Leg['transfer'] = null,
  hop = 0,
): boolean {
  const queue = world.queues.get(extension);
  if (queue) {
    enterQueue(world, call, queue, call.kind === 'dialler');
    return true;
  }
  const agent = world.agents.get(extension);
  if (!agent) return false;
  if (agent.occupied || agent.legs.size >= agent.busyLevel) {
    const elsewhere = agent.registered && hop < 3 ? agent.busyDestination : null;
    if (elsewhere !== null && reachExtension(world, call, elsewhere, transfer, hop + 1)) return true;
  }
  if (!agent.registered || agent.occupied || agent.legs.size >= agent.busyLevel) {
    const where = { extension, id: call.id, direction: 'in' } as const;
    tellAt(world, call, where, { state: 'colgado', final: 'noatendida', info: 'BUSY' });
    endCall(world, call, agent.registered ? 'busy' : 'failed');
    return true;
  }
  const leg = openLeg(world, call, { extension, direction: 'in', state: 'ringing', transfer });
  if (call.answeredAt === null) call.state = 'ringing';
  tellLeg(world, leg, { state: 'timbre', info: transfer === 'blind' ? 'TRANSFER' : '' });
  leg.timer = world.clock.after(directRingMs, () => missRing(world, leg, 'NOANSWER'));
  if (call.auto) world.pilot.rang(leg);
  return true;
}

/** A direct ring in vain is the end of the call. */
export function missRing(world: World, leg: Leg, info: 'NOANSWER' | 'BUSY' | 'CANCEL'): void {
  if (leg.state !== 'ringing') return;
  const seconds = secondsSince(world, leg.ringAt);
  closeLeg(world, leg, info === 'BUSY' ? 'busy' : 'missed');
  tellLeg(world, leg, { state: 'colgado', final: 'noatendida', info, seconds });
  endCall(world, leg.call, info === 'BUSY' ? 'busy' : 'missed');
  noteState(world, leg.extension);
}
