// Puts tickets into the table: new ones are added, changed ones replaced, known ones left alone, erased ones never
// brought back. Rows, numbers, hourly sums and the ledger of abandoned calls are one transaction; it is short, so that a
// webhook never waits for more than one of them.
import type { Kysely } from 'kysely';
import { numberDigits, partyOf } from '../../lib/records/number-digits.ts';
import { erasedKey } from '../../lib/records/record-key.ts';
import type { Ticket } from '../../lib/records/ticket.ts';
import { insertRecords } from '../db/insert-records.ts';
import type { RecordTables } from '../db/record-tables.ts';
import type { Database } from '../db/schema.ts';
import { addToHours, hourOf, rebuildHours } from './hour-sums.ts';
import { noteAbandoned, settleLedger } from './ledger-rows.ts';

export interface StoreRules {
  /** Calling code of the house's country, digits only. */
  readonly homeCode: string;
  /** Limits of a queue, ms. */
  readonly targetMs: (queue: string | null) => number;
  readonly shortAbandonMs: (queue: string | null) => number;
  /** Abandoned entries begun before this instant are nobody's to call back any more. Unix ms. */
  readonly ledgerFrom: number;
  readonly ledgerDeadlineMs: number;
  readonly now: number;
}
export interface Stored {
  readonly added: number;
  readonly changed: number;
}
export interface TicketStore {
  /** All of them, in steps of at most 250 rows; who waits for the event loop gets it between two. */
  store(tickets: readonly Ticket[], rules: StoreRules): Promise<Stored>;
}

type Row = RecordTables['record'];
const rowsPerCommit = 120;

/** `wrote` hears of the outside numbers of new rows. */
export function createTicketStore(
  db: Kysely<Database>,
  wrote: (parties: readonly number[]) => void = () => undefined,
): TicketStore {
  async function storeSome(tickets: readonly Ticket[], rules: StoreRules): Promise<Stored> {
    const parties: number[] = [];
    const stored = await db.transaction().execute(async (trx) => {
      const starts = [...new Set(tickets.map((ticket) => ticket.startedAt))];
      const known = new Map<string, Row>();
      for (const row of await trx.selectFrom('record').selectAll().where('started_at', 'in', starts).execute()) {
        known.set(`${row.started_at} ${row.key}`, row);
      }
      const unknown = new Map<string, Ticket>();
      for (const ticket of tickets) {
        if (known.has(`${ticket.startedAt} ${erasedKey(ticket.key)}`)) continue;
        unknown.set(`${ticket.startedAt} ${ticket.key}`, ticket);
      }
      const [fresh, changed]: [Row[], Row[]] = [[], []];
      const dirty = new Set<number>();
      for (const [id, ticket] of unknown) {
        const row = rowOf(ticket, rules);
        const before = known.get(id);
        if (!before) fresh.push(row);
        else if (facts.some((fact) => before[fact] !== row[fact])) {
          changed.push(row);
          dirty.add(hourOf(row.started_at));
        }
      }
      for (const row of changed) {
        const { started_at, key, ...rest } = row;
        await trx.updateTable('record').set(rest).where('started_at', '=', started_at).where('key', '=', key).execute();
      }
      await insertRecords(trx, fresh);
      await addToHours(
        trx,
        fresh.filter((row) => !dirty.has(hourOf(row.started_at))),
      );
      await rebuildHours(trx, [...dirty]);
      const written = [...fresh, ...changed];
      await noteAbandoned(trx, written, rules);
      await settleLedger(trx, written, rules.now);
      for (const { party } of fresh) if (party !== null) parties.push(party);
      return { added: fresh.length, changed: changed.length };
    });
    wrote(parties);
    return stored;
  }

  return {
    async store(tickets, rules) {
      let [added, changed] = [0, 0];
      for (let from = 0; from < tickets.length; from += rowsPerCommit) {
        if (from > 0) await new Promise((resolve) => setImmediate(resolve));
        const stored = await storeSome(tickets.slice(from, from + rowsPerCommit), rules);
        added += stored.added;
        changed += stored.changed;
      }
      return { added, changed };
    },
  };
}

/** What the PBX tells of a ticket. The rest is ours, by the limits that held when it was first read. */
const facts = [
  'status',
  'word',
  'agent',
  'queue',
  'ddi',
  'direction',
  'ended_at',
  'duration_ms',
  'wait_ms',
  'talk_ms',
  'extra',
] as const satisfies readonly (keyof Row)[];

function rowOf(ticket: Ticket, rules: StoreRules): Row {
  const { kind, status, queue, waitMs } = ticket;
  const extra = Object.entries(ticket.extra);
  return {
    started_at: ticket.startedAt,
    key: ticket.key,
    kind,
    call_id: ticket.callId,
    caller: ticket.caller,
    called: ticket.called,
    party: ticket.party === null ? null : partyOf(numberDigits(ticket.party, rules.homeCode)),
    agent: ticket.agent,
    queue,
    ddi: ticket.ddi,
    direction: ticket.direction,
    status,
    word: ticket.word,
    ended_at: ticket.endedAt,
    duration_ms: ticket.durationMs,
    wait_ms: waitMs,
    talk_ms: ticket.talkMs,
    short: status === 'abandoned' && waitMs !== null && waitMs < rules.shortAbandonMs(queue) ? 1 : 0,
    within_target: status === 'answered' && waitMs !== null && waitMs <= rules.targetMs(queue) ? 1 : 0,
    extra: extra.length === 0 ? null : JSON.stringify(Object.fromEntries(extra)),
  };
}
