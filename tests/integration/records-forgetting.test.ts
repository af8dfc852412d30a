// [K25] what is kept of records ends: by age every night, and for one number on demand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTicket, type Ticket } from '../../lib/records/ticket.ts';
import type { Connection } from '../../server/db/connect.ts';
import { numberPlans } from '../../server/http/number-plans.ts';
import { inPages } from '../../server/privacy/in-pages.ts';
import { readSought } from '../../server/privacy/read-number.ts';
import { createTrace } from '../../server/privacy/trace.ts';
import { eraseNumber, findNumber } from '../../server/records/erase-number.ts';
import { pruneRecords } from '../../server/records/prune-records.ts';
import { createTicketStore } from '../../server/records/store-tickets.ts';
import { stores } from '../support/stores.ts';

const hourMs = 3_600_000;
const begin = Date.UTC(2026, 2, 2, 9);
const signal = new AbortController().signal;
const plans = numberPlans();
const home = { country: 'PT', allow: ['+351', '+34'] };
function soughtBy(typed: string) {
  const number = readSought(plans, home, typed);
  if (!number) throw new Error('no number');
  const trace = createTrace(number);
  return { tail: number.text.slice(-6), in: trace.in, hide: trace.hide };
}
const walk = (step: () => Promise<number>) => inPages({ signal, seen: () => undefined }, step);
let serial = 0;
function ticket(at: number, row: Record<string, string>, kind: 'calls' | 'queue' = 'calls'): Ticket {
  const id = `${Math.floor(at / 1000)}.${++serial}`;
  const rules = { timezone: 'Europe/Madrid', queues: new Set<string>(), queueOfDdi: new Map<string, string>() };
  const reading = readTicket(kind, { identificador: id, estado: 'Contestada', ...row }, rules);
  if (!reading.ok) throw new Error(reading.why);
  return reading.ticket;
}
const incoming = (party: string) => ({ llamante: party, llamado: '116', direccion: 'Entrante' });

describe.each(stores)('[K25] on $name', (store) => {
  let db: Connection;
  beforeEach(async () => {
    db = await store.open();
  });
  afterEach(() => db.close());
  const put = (tickets: readonly Ticket[]) =>
    createTicketStore(db.kysely).store(tickets, {
      ...{ homeCode: '351', targetMs: () => 20_000, shortAbandonMs: () => 5_000 },
      ...{ ledgerFrom: 0, ledgerDeadlineMs: hourMs, now: begin },
    });
  const note = ({ startedAt, key }: Ticket, text: string) =>
    db.kysely
      .insertInto('record_note')
      .values({ started_at: startedAt, key, text, outcome: 'ok', by_key: 'u', by_name: 'u', at: begin })
      .execute();
  const sums = async () => {
    const rows = await db.kysely.selectFrom('record_hour').selectAll().orderBy('hour_at').execute();
    return rows.map((row) => [(row.hour_at - begin) / hourMs, row.count]);
  };
  const count = async (table: 'record' | 'record_note' | 'record_ledger') =>
    (await db.kysely.selectFrom(table).select('key').execute()).length;
  /** Everything that is stored about records, as one text. */
  const everything = async () => {
    const tables = ['record', 'record_hour', 'record_note', 'record_ledger'] as const;
    const rows = await Promise.all(tables.map((table) => db.kysely.selectFrom(table).selectAll().execute()));
    return JSON.stringify(rows);
  };

  it('records, their sums, notes and lines go by whole hours, the rest stays', async () => {
    const lost = { llamante: '912345678', cola: '200', espera: '30', estado: 'Abandonada' };
    const old = ticket(begin + 60_000, lost, 'queue');
    await put([
      old,
      ...Array.from({ length: 450 }, (_, n) => ticket(begin + n * 1_000, incoming('600123456'))),
      ticket(begin + hourMs + 60_000, incoming('912345678')),
      ticket(begin + 2 * hourMs, incoming('912345678')),
    ]);
    await note(old, 'x');
    expect(await pruneRecords(db.kysely, begin + hourMs + 30 * 60_000, signal)).toBe(451);
    expect(await sums()).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect([await count('record'), await count('record_note'), await count('record_ledger')]).toEqual([2, 0, 0]);
    expect(await pruneRecords(db.kysely, begin + hourMs, signal)).toBe(0);
  });

  it('a number is found and erased in every spelling and cell, no count changes, and it never comes back', async () => {
    const lost = { llamante: '+351912345678', cola: '200', espera: '30', estado: 'Abandonada' };
    const tickets = [
      ticket(begin, incoming('912345678')),
      ticket(begin, incoming('00351912345678')),
      ticket(begin + 1_000, lost, 'queue'),
      ticket(begin + 2_000, { llamante: '116', llamado: '912345678', direccion: 'Saliente' }),
      // Between two outside numbers, and in a field nobody knows.
      ticket(begin + 3_000, { llamante: '600999888', llamado: '912345678', direccion: 'Entrante' }),
      ticket(begin + 4_000, { ...incoming('600123456'), desviada_a: '912345678' }),
      ticket(begin + 5_000, incoming('912345679')),
      ticket(begin + 6_000, incoming('600123456')),
    ];
    await put(tickets);
    const [first] = tickets;
    if (first) await note(first, 'pediu para ligar ao 912345678');
    const before = await sums();
    const found = await findNumber(db.kysely, soughtBy('+351 912 345 678'), walk);
    expect(found.map((hit) => (hit.startedAt - begin) / 1_000).sort()).toEqual([0, 0, 1, 2, 3, 4]);
    // Six rows and a note.
    expect(await eraseNumber(db.kysely, soughtBy('912 345 678'), walk)).toBe(7);
    expect(await everything()).not.toMatch(/912345678/);
    expect(await everything()).toMatch(/912345679/);
    expect(await everything()).toMatch(/600123456/);
    expect(await sums()).toEqual(before);
    expect(await count('record_ledger')).toBe(0);
    expect(await findNumber(db.kysely, soughtBy('912345678'), walk)).toEqual([]);
    expect(await put(tickets)).toEqual({ added: 0, changed: 0 });
    expect(await everything()).not.toMatch(/912345678/);
  });
});
