// A phone in the office is lifted for a call that rings there.
import { noteState } from './agent-state.ts';
import { closeLeg, openLegs, tellLeg } from './call-life.ts';
import type { Leg, World } from './types.ts';

export function answer(world: World, leg: Leg): void {
  const { call } = leg;
  if (leg.state !== 'ringing' || leg.direction !== 'in') return;
  const now = world.clock.now();
  leg.timer?.cancel();
  leg.timer = null;
  leg.state = 'talking';
  leg.answerAt = now;
  const others = openLegs(call, 'ringing').filter((other) => other.direction === 'in');
  for (const other of others) closeLeg(world, other, 'elsewhere'); // Ring all: the others are told nothing.
  const queue = call.queue === null ? undefined : world.queues.get(call.queue);
  if (queue?.waiting.delete(call)) queue.counters.answered++;
  call.answeredAt ??= now;
  call.state = 'talking';
  // A dialler's hand-over and a blind transfer are taken without any answered event.
  const untold = leg.transfer === 'blind' || (call.kind === 'dialler' && call.queue === null);
  if (!untold) tellLeg(world, leg, { state: 'descolgado' });
  noteState(world, leg.extension);
  for (const other of others) noteState(world, other.extension);
  if (call.auto) world.pilot.talking(leg);
}
