// Calls by command: place, dial, answer, transfer, refuse, hang up.
import * as z from 'zod';
import { outsideNumber } from '../base/phone-numbers.ts';
import { answer as answerLeg } from '../world/answer.ts';
import { dialForAgent, dial as dialOut, dialTransit, lift as liftLeg, outsideAnswers } from '../world/dial.ts';
import { diaryCall } from '../world/diary.ts';
import { endDialled, hangUpCall, hangUpExtension, refuse as refuseLeg } from '../world/hang-up.ts';
import { placeInbound } from '../world/place-inbound.ts';
import { transfer as transferLeg } from '../world/transfer.ts';
import type { Call, Leg, World } from '../world/types.ts';
import { type Command, Refusal } from './command.ts';

const Extension = z.string().regex(/^\d{2,6}$/);
const Digits = z.string().regex(/^\+?[0-9*#]{2,20}$/);
const Plan = z.enum(['answer', 'busy', 'no_answer', 'manual', 'random']);
const Place = z.strictObject({
  to: Extension,
  party: Digits.optional(),
  ddi: Digits.optional(),
  patienceSeconds: z.number().positive().nullable().default(null),
  auto: z.boolean().default(false),
  queueAsAgent: z.boolean().default(false),
});
const Dial = z.strictObject({
  agent: Extension,
  number: Digits,
  number2: Digits.optional(),
  ddi: Digits.optional(),
  timeoutSeconds: z.number().positive().optional(),
  plan: Plan.default('manual'),
  auto: z.boolean().default(false),
  ownPhoneFirst: z.boolean().default(false),
  kind: z.enum(['call', 'transit', 'transit-agent']).default('call'),
  handTo: Extension.optional(),
});
const Which = z.strictObject({ id: z.string().optional(), extension: Extension.optional() });
const Transfer = z.strictObject({ extension: Extension, to: Extension, kind: z.enum(['blind', 'attended']) });
const HangUp = z.strictObject({
  id: z.string().optional(),
  extension: Extension.optional(),
  by: z.enum(['party', 'agent']).default('party'),
});
const Outside = z.strictObject({ id: z.string(), does: z.enum(['answer', 'busy', 'no_answer']) });

const told = (call: Call) => ({ call: diaryCall(call) });

function callOf(world: World, id: string): Call {
  const found = [...world.open.values()].find((call) => call.id === id || call.neighbourId === id);
  if (!found) throw new Refusal(404, `no open call ${id}`);
  return found;
}

function ringingLeg(world: World, which: z.infer<typeof Which>): Leg {
  const call = which.id === undefined ? null : callOf(world, which.id);
  const legs = call?.legs ?? [...(world.agents.get(which.extension ?? '')?.legs ?? [])];
  const leg = legs.find(
    (one) => one.state !== 'ended' && one.state !== 'talking' && one.extension === (which.extension ?? one.extension),
  );
  if (!leg) throw new Refusal(409, 'nothing rings there');
  return leg;
}

const place: Command = ({ world }, input) => {
  const order = Place.parse(input);
  const patienceMs = order.patienceSeconds === null ? null : order.patienceSeconds * 1000;
  const call = placeInbound(world, { ...order, party: order.party ?? outsideNumber(world.random), patienceMs });
  if (!call) throw new Refusal(404, `no queue or extension ${order.to}`);
  return told(call);
};

const dial: Command = ({ world }, input) => {
  const { kind, handTo, timeoutSeconds, ...order } = Dial.parse(input);
  if (!world.agents.has(order.agent)) throw new Refusal(404, `no extension ${order.agent}`);
  if (kind === 'transit') return told(dialTransit(world, order));
  if (kind === 'call') {
    return told(
      dialOut(world, { ...order, timeoutMs: timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000 }),
    );
  }
  if (handTo === undefined) throw new Refusal(400, 'handTo is missing');
  return told(dialForAgent(world, { ...order, handTo }));
};

/** An office phone; the own phone of a dialled call is lifted, a dialled number answers by `outside`. */
const answer: Command = ({ world }, input) => {
  const leg = ringingLeg(world, Which.parse(input));
  if (leg.state === 'lifting') liftLeg(world, leg);
  else if (leg.direction === 'in') answerLeg(world, leg);
  else outsideAnswers(world, leg);
  return told(leg.call);
};

const outside: Command = ({ world }, input) => {
  const { id, does } = Outside.parse(input);
  const leg = callOf(world, id).legs.find((one) => one.direction === 'out' && one.state === 'ringing');
  if (!leg) throw new Refusal(409, 'that number does not ring');
  if (does === 'answer') outsideAnswers(world, leg);
  else endDialled(world, leg, does === 'busy' ? 'BUSY' : 'NOANSWER');
  return told(leg.call);
};

const transfer: Command = ({ world }, input) => {
  const { extension, to, kind } = Transfer.parse(input);
  const leg = [...(world.agents.get(extension)?.legs ?? [])].find((one) => one.state === 'talking');
  if (!leg) throw new Refusal(409, `${extension} does not talk`);
  if (!transferLeg(world, leg, to, kind)) throw new Refusal(409, `${to} cannot take it`);
  return told(leg.call);
};

const refuse: Command = ({ world }, input) => {
  const leg = ringingLeg(world, Which.parse(input));
  refuseLeg(world, leg);
  return told(leg.call);
};

const hangup: Command = ({ world }, input) => {
  const { id, extension, by } = HangUp.parse(input);
  if (id !== undefined) {
    const call = callOf(world, id);
    hangUpCall(world, call, by);
    return told(call);
  }
  if (extension === undefined || !hangUpExtension(world, extension)) throw new Refusal(409, 'no call there');
  return {};
};

export const callCommands = { place, dial, answer, outside, transfer, refuse, hangup };
