// A record as the switchboard prints it: everything is text, and there is no date but the id's.
import { answerKeys, directionWord, resultWord } from './answer-words.ts';
import type { Dialect } from './names.ts';
import type { Ticket } from './past-calls.ts';

export function ticketRow(ticket: Ticket, kind: 'calls' | 'queue', dialect: Dialect): Record<string, string> {
  const keys = answerKeys[dialect];
  const shared = {
    [keys.id]: ticket.id,
    [keys.caller]: ticket.caller,
    [keys.status]: resultWord(ticket.result, dialect, kind === 'queue'),
    [keys.duration]: String(ticket.seconds),
    DDI: ticket.ddi,
  };
  if (kind === 'calls') {
    return { ...shared, [keys.called]: ticket.called, [keys.direction]: directionWord[dialect][ticket.direction] };
  }
  return {
    ...shared,
    [keys.queue]: ticket.queue ?? '',
    [keys.queueAgent]: ticket.agent ?? '',
    [keys.wait]: String(ticket.waitSeconds),
    [keys.talk]: ticket.result === 'answered' ? String(ticket.seconds) : '0',
  };
}
