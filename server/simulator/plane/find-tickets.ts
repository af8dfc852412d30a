// Pages of records over today's ended calls and the days before, newest first, without holding a month in memory.
import { localDay } from '../base/local-time.ts';
import type { World } from '../world/types.ts';
import { type PastDay, type Ticket, ticketOf } from './past-calls.ts';

export interface Archive {
  readonly world: World;
  readonly day: (day: number) => PastDay;
  readonly startAt: number;
  readonly historyDays: number;
}
export interface TicketQuery {
  readonly kind: 'calls' | 'queue';
  /** Unix ms, first included, last excluded. */
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly records: number;
}

export function findTickets(archive: Archive, query: TicketQuery): { rows: Ticket[]; total: number } {
  const first = (query.page - 1) * query.records;
  const rows: Ticket[] = [];
  let total = 0;
  const take = (ticket: Ticket) => {
    if (total >= first && rows.length < query.records) rows.push(ticket);
    total++;
  };
  for (let i = archive.world.ended.length - 1; i >= 0; i--) {
    const call = archive.world.ended[i];
    if (!call || call.startedAt < query.from || call.startedAt >= query.to) continue;
    if (query.kind === 'calls' || call.queue !== null) take(ticketOf(archive.world, call));
  }
  const { zone } = archive.world;
  const today = localDay(archive.startAt, zone);
  const earliest = Math.max(localDay(query.from, zone), today - archive.historyDays);
  for (let day = Math.min(localDay(query.to, zone), today); day >= earliest; day--) {
    for (const ticket of archive.day(day)[query.kind]) {
      // The simulator was started within a day: what is older is history, what is newer happens.
      if (ticket.startedAt >= query.from && ticket.startedAt < query.to && ticket.startedAt < archive.startAt)
        take(ticket);
    }
  }
  return { rows, total };
}

/** A long id finds its ticket, a short one all that share it. */
export function ticketsById(archive: Archive, id: string): Ticket[] {
  const matches = (full: string) => full === id || full.split('.')[0] === id;
  const { world } = archive;
  const own = world.ended.filter((call) => matches(call.id)).map((call) => ticketOf(world, call));
  const epoch = Number(id.split('.')[0]) * 1000;
  const day = localDay(epoch, world.zone);
  const age = localDay(archive.startAt, world.zone) - day;
  if (!Number.isFinite(epoch) || age < 0 || age > archive.historyDays) return own;
  return [...own, ...archive.day(day).calls.filter((one) => matches(one.id) && one.startedAt < archive.startAt)];
}
