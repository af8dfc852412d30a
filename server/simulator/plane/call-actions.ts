// Calls by order: accepted is not ringing, and no answer ever names the call's id.
import { dial, dialForAgent, dialTransit } from '../world/dial.ts';
import { hangUpExtension } from '../world/hang-up.ts';
import type { Call } from '../world/types.ts';
import { type Action, type ActionContext, refused } from './action.ts';
import { answerKeys, callTaken, directionWord, hungUp, resultWord } from './answer-words.ts';
import { ticketsById } from './find-tickets.ts';
import { ticketOf } from './past-calls.ts';
import { ticketRow } from './ticket-row.ts';

const isNumber = (text: string) => /^\+?[0-9*#]{2,20}$/.test(text);

/** The words of a refusal, or null: the order may be carried out. */
function refusal(context: ActionContext, extension: string | null, number: string | null): string | null {
  if (!number) return 'Falta el numero';
  if (!isNumber(number)) return 'Numero no valido';
  if (!extension) return 'Falta el agente';
  const agent = context.world.agents.get(extension);
  if (!agent) return 'El agente no existe';
  if (!agent.registered) return 'Extension no registrada';
  return context.mayRepeat(extension, number) ? null : 'Llamada repetida: espere 15 segundos';
}

export const call: Action = (context) => {
  const [number, agent] = [context.get('number'), context.agent];
  const words = refusal(context, agent, number);
  if (words !== null || !agent || !number) return refused(words ?? '');
  const timeout = Number(context.get('timeout'));
  dial(context.world, {
    agent,
    number,
    ddi: context.get('ddi') ?? undefined,
    timeoutMs: timeout > 0 ? timeout * 1000 : undefined,
    plan: context.world.dialPlan,
    auto: context.auto,
    ownPhoneFirst: true,
  });
  return taken(context, number, agent);
};

export const transit: Action = (context) => {
  const [number, agent] = [context.get('number'), context.agent];
  const second = context.get('number2');
  if (second !== null && !isNumber(second)) return refused('Numero no valido');
  const words = refusal(context, agent, number);
  if (words !== null || !agent || !number) return refused(words ?? '');
  const order = { agent, number, plan: context.world.dialPlan, auto: context.auto, ownPhoneFirst: false };
  dialTransit(context.world, { ...order, number2: second ?? undefined });
  return taken(context, number, agent);
};

export const transitAgent: Action = (context) => {
  const [number, origin, agent] = [context.get('number'), context.get('originExtension'), context.agent];
  if (!agent) return refused('Falta el agente');
  const { world } = context;
  if (!world.agents.has(agent) && !world.queues.has(agent)) return refused('El agente no existe');
  const words = refusal(context, origin, number);
  if (words !== null || !origin || !number) return refused(words ?? '');
  dialForAgent(world, {
    agent: origin,
    number,
    handTo: agent,
    plan: world.dialPlan,
    auto: context.auto,
    ownPhoneFirst: false,
  });
  return taken(context, number, agent);
};

export const hangup: Action = (context) => {
  const extension = context.get('hangupAgent') ?? context.agent;
  if (!extension || !context.world.agents.has(extension)) return refused('El agente no existe');
  if (!hangUpExtension(context.world, extension)) return refused('No hay llamada en curso');
  const keys = answerKeys[context.dialect];
  return { json: { [keys.agent]: extension, [keys.state]: hungUp[context.dialect] } };
};

export const callInfo: Action = (context) => {
  const id = context.get('id');
  if (!id) return refused('Falta el id');
  const keys = answerKeys[context.dialect];
  const live = [...context.world.open.values()].filter((one) => one.id === id || one.id.split('.')[0] === id);
  if (live.length === 0) {
    const past = ticketsById(context.archive, id);
    if (past.length === 0) return { json: { [keys.records]: 0 } };
    const rows = past.map((ticket) => ticketRow(ticket, 'calls', context.dialect));
    return { json: { [keys.records]: rows.length, CDR: rows } };
  }
  const rows = live.map((one) => liveRow(context, one));
  return { json: { [keys.records]: rows.length, CDR: rows } };
};

function liveRow(context: ActionContext, one: Call): Record<string, string> {
  const row = ticketRow(ticketOf(context.world, one), 'calls', context.dialect);
  const keys = answerKeys[context.dialect];
  const words = {
    ringing: 'Timbre',
    waiting: 'En cola',
    talking: 'En curso',
    ended: resultWord('answered', 'es', false),
  };
  const direction = directionWord[context.dialect][one.kind === 'inbound' ? 'in' : 'out'];
  return { ...row, [keys.status]: words[one.state], [keys.direction]: direction };
}

function taken(context: ActionContext, number: string, agent: string) {
  const keys = answerKeys[context.dialect];
  return { json: { [keys.number]: number, [keys.agent]: agent, [keys.state]: callTaken[context.dialect] } };
}
