// Days of call records in a database of their own, for pages that show them: an office by day, quiet nights, and of every
// kind of call at least one. The same seed makes the same calls.
import { readTicket, type Ticket } from '../../lib/records/ticket.ts';
import { startOfDay } from '../../lib/time/zone.ts';
import { connect } from '../../server/db/connect.ts';
import { createTicketStore } from '../../server/records/store-tickets.ts';

const timezone = 'Europe/Lisbon';
const dayMs = 86_400_000;
const rules = { timezone, queues: new Set<string>(), queueOfDdi: new Map<string, string>() };

/** A small linear congruential generator: 0 to 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Every call enters a queue; its general ticket tells the same call. `agents` are extensions. */
export function officeDays(options: {
  readonly now: number;
  readonly days: number;
  readonly perDay: number;
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly seed?: number;
}): Ticket[] {
  const { now, days, perDay, agents, queues, seed = 1 } = options;
  const next = dice(seed);
  const pick = (list: readonly string[]) => list[Math.floor(next() * list.length)] ?? '';
  const tickets: Ticket[] = [];
  const add = (kind: 'calls' | 'queue', row: Record<string, string>) => {
    const reading = readTicket(kind, row, rules);
    if (!reading.ok) throw new Error(reading.why);
    tickets.push(reading.ticket);
  };
  for (let day = 0; day < days; day++) {
    const midnight = startOfDay(now - day * dayMs, timezone);
    for (let n = 0; n < perDay; n++) {
      const startedAt = midnight + (9 + next() * 5 + next() * 5) * 3_600_000;
      const id = `${Math.floor(startedAt / 1000)}.${day * perDay + n}`;
      const party = `9${1 + Math.floor(next() * 3)}${String(Math.floor(next() * 10_000_000)).padStart(7, '0')}`;
      const agent = pick(agents);
      const wait = Math.floor(next() * next() * 180);
      const talk = 20 + Math.floor(next() * 600);
      if (startedAt > now - 60_000) continue;
      if (next() < 0.2) {
        const answered = next() < 0.7;
        add('calls', {
          ...{ identificador: id, llamante: agent, llamado: party, direccion: 'Saliente' },
          ...(answered ? { estado: 'Contestada', duracion: String(talk) } : { estado: 'Ocupado', duracion: '0' }),
        });
        continue;
      }
      const lost = next() < 0.12;
      const queue = `${pick(queues)}_Fila`;
      add('queue', {
        ...{ identificador: id, llamante: party, cola: queue, espera: String(wait), ddi: '210000000' },
        ...(lost ? { estado: 'Abandonada' } : { estado: 'Contestada', agente: agent, conversacion: String(talk) }),
      });
      if (lost) continue;
      add('calls', {
        ...{ identificador: id, llamante: party, llamado: agent, direccion: 'Entrante', estado: 'Contestada' },
        ...{ duracion: String(wait + talk), espera: String(wait), conversacion: String(talk), ddi: '210000000' },
      });
    }
  }
  return tickets;
}

/** @param url of an embedded database, which is made when there is none */
export async function seedRecords(url: string, tickets: readonly Ticket[], now: number): Promise<void> {
  const connection = await connect(url);
  try {
    await createTicketStore(connection.kysely).store(tickets, {
      ...{ homeCode: '351', targetMs: () => 20_000, shortAbandonMs: () => 5_000 },
      ...{ ledgerFrom: 0, ledgerDeadlineMs: 3_600_000, now },
    });
  } finally {
    await connection.close();
  }
}
