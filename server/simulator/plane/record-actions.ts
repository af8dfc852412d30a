// Records by page and by id.
import { localInstant } from '../base/local-time.ts';
import { type Action, type ActionContext, refused } from './action.ts';
import { answerKeys } from './answer-words.ts';
import { findTickets, ticketsById } from './find-tickets.ts';
import { ticketRow } from './ticket-row.ts';

export const cdrPage: Action = (context) => page(context, 'calls');
export const cdrQueuePage: Action = (context) => page(context, 'queue');

function page(context: ActionContext, kind: 'calls' | 'queue') {
  const { zone } = context.world;
  const from = localInstant(context.get('fromDate') ?? '', context.get('fromTime') ?? '00:00', zone);
  const to = localInstant(context.get('toDate') ?? '', context.get('toTime') ?? '23:59', zone);
  if (from === null || to === null) return refused('Fecha no valida');
  const [pageText, recordsText] = [context.get('page') ?? '1', context.get('records') ?? '25'];
  const wanted = Math.max(1, Math.floor(Number(pageText)) || 1);
  const records = Math.min(500, Math.max(1, Math.floor(Number(recordsText)) || 25));
  // The last minute counts as a whole.
  const honest = findTickets(context.archive, { kind, from, to: to + 60_000, page: wanted, records });
  const found = context.spoilPage(kind, honest);
  const keys = answerKeys[context.dialect];
  return {
    json: {
      [keys.page]: pageText,
      [keys.records]: recordsText,
      [keys.sent]: found.rows.length,
      tot_paginas: Math.ceil(found.total / records),
      CDR: found.rows.map((ticket) => ticketRow(ticket, kind, context.dialect)),
    },
  };
}

export const cdrOne: Action = (context) => {
  const id = context.get('cdrId');
  if (!id) return refused('Falta el id_cdr');
  const rows = ticketsById(context.archive, id).map((ticket) => ticketRow(ticket, 'calls', context.dialect));
  return { json: { [answerKeys[context.dialect].records]: rows.length, CDR: rows } };
};
