// Handing a call on. The consultation before an attended transfer is another, internal call and told to nobody.
import { isIdle, noteState } from './agent-state.ts';
import { closeLeg, openLeg, secondsSince, tellLeg } from './call-life.ts';
import { reachExtension } from './reach-extension.ts';
import type { Leg, World } from './types.ts';

/** False when the target cannot take it; the call then stays where it is. */
export function transfer(world: World, leg: Leg, to: string, kind: 'blind' | 'attended'): boolean {
  const target = world.agents.get(to);
  if (leg.state !== 'talking' || !target || to === leg.extension) return false;
  if (kind === 'attended' ? !target.registered || target.legs.size >= target.busyLevel : !isIdle(target)) return false;
  const { call } = leg;
  const seconds = secondsSince(world, leg.direction === 'out' ? call.startedAt : leg.answerAt);
  closeLeg(world, leg, 'transferred');
  tellLeg(world, leg, { state: 'colgado', final: 'finalizada', info: 'ANSWER', seconds });
  if (kind === 'blind') {
    reachExtension(world, call, to, 'blind');
  } else {
    const next = openLeg(world, call, { extension: to, direction: 'in', state: 'talking', transfer: 'attended' });
    tellLeg(world, next, { state: 'descolgado', info: 'ATRANSFER' });
    if (call.auto) world.pilot.talking(next);
  }
  noteState(world, leg.extension);
  return true;
}
