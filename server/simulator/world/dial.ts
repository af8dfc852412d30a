// Calls out: click-to-call, transit, the dialler. What the outside does is the call's plan.
import { noteState } from './agent-state.ts';
import { closeLeg, endCall, openCall, openLeg, secondsSince, tellLeg } from './call-life.ts';
import { endDialled } from './hang-up.ts';
import { reachExtension } from './reach-extension.ts';
import type { Call, DialPlan, Leg, World } from './types.ts';

const liftWithinMs = 20_000;

export interface Dial {
  readonly agent: string;
  readonly number: string;
  readonly ddi?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly plan: DialPlan;
  readonly auto: boolean;
  /** The agent's own phone rings first, as click-to-call does. */
  readonly ownPhoneFirst: boolean;
}

export function dial(world: World, order: Dial): Call {
  const call = openDialled(world, order, 'outbound', null);
  if (!order.ownPhoneFirst) {
    startRinging(world, openLeg(world, call, { extension: order.agent, direction: 'out', state: 'ringing' }));
    return call;
  }
  const leg = openLeg(world, call, { extension: order.agent, direction: 'out', state: 'lifting' });
  leg.timer = world.clock.after(liftWithinMs, () => endCall(world, call, 'cancelled'));
  if (call.auto) world.pilot.lifting(leg);
  return call;
}

/** The agent picks up the own phone: only now does the number ring, and only now is anything told. */
export function lift(world: World, leg: Leg): void {
  if (leg.state !== 'lifting') return;
  leg.timer?.cancel();
  leg.timer = null;
  leg.state = 'ringing';
  startRinging(world, leg);
}

/** Rings `number`, then `number2`, and joins them; the extension lends its channels. */
export function dialTransit(world: World, order: Dial & { readonly number2?: string | undefined }): Call {
  const call = openDialled(world, order, 'transit', null);
  call.second = order.number2 ?? null;
  const leg = openLeg(world, call, { extension: order.agent, direction: 'out', state: 'ringing' });
  startRinging(world, leg);
  return call;
}

/** Dials from one extension and hands the answered call to another, or to a queue. */
export function dialForAgent(world: World, order: Dial & { readonly handTo: string }): Call {
  const call = openDialled(world, order, 'dialler', order.handTo);
  startRinging(world, openLeg(world, call, { extension: order.agent, direction: 'out', state: 'ringing' }));
  return call;
}

function openDialled(
  world: World,
  order: Omit<Dial, 'ownPhoneFirst'>,
  kind: Call['kind'],
  handTo: string | null,
): Call {
  return openCall(world, {
    kind,
    party: order.number,
    ddi: order.ddi ?? '215002199',
    auto: order.auto,
    plan: order.plan,
    handTo,
    ...(order.timeoutMs === undefined ? {} : { ringMs: order.timeoutMs }),
  });
}

function startRinging(world: World, leg: Leg): void {
  tellLeg(world, leg, { state: 'timbre' });
  noteState(world, leg.extension);
  leg.timer = world.clock.after(leg.call.ringMs, () => endDialled(world, leg, 'NOANSWER'));
  const inside = leg.call.kind === 'outbound' ? world.agents.get(leg.call.party) : undefined;
  if (!inside || inside.extension === leg.extension) world.pilot.dialled(leg);
  else reachExtension(world, leg.call, inside.extension);
}

/** The number that was dialled is answered. */
export function outsideAnswers(world: World, leg: Leg): void {
  const { call } = leg;
  if (leg.state !== 'ringing' || leg.direction !== 'out') return;
  leg.timer?.cancel();
  leg.timer = null;
  leg.state = 'talking';
  leg.answerAt = world.clock.now();
  call.state = 'talking';
  call.answeredAt ??= world.clock.now();
  tellLeg(world, leg, { state: 'descolgado' });
  noteState(world, leg.extension);
  if (call.handTo !== null) handOver(world, leg, call.handTo);
  else if (call.second !== null) callSecond(world, leg, call.second);
  else world.pilot.talking(leg);
}

/** The origin's hang-up is the hand-over, not the end. */
function handOver(world: World, leg: Leg, to: string): void {
  const { call } = leg;
  closeLeg(world, leg, 'transferred');
  const seconds = secondsSince(world, call.startedAt);
  tellLeg(world, leg, { state: 'colgado', final: 'finalizada', info: 'ANSWER', seconds });
  noteState(world, leg.extension);
  if (!reachExtension(world, call, to)) endCall(world, call, 'failed');
}

function callSecond(world: World, leg: Leg, number: string): void {
  const first = leg.call;
  first.second = null;
  const order = { agent: leg.extension, number, ddi: first.ddi, plan: first.plan, auto: first.auto };
  const call = openDialled(world, order, 'transit', null);
  call.partner = first;
  first.partner = call;
  startRinging(world, openLeg(world, call, { extension: leg.extension, direction: 'out', state: 'ringing' }));
}
