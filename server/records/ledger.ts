// The ledger as people work it: who means to call back, and what was closed by hand. A claim holds for every open line of
// a number, so that two people never call the same person, and ends by itself.
import type { Kysely } from 'kysely';
import type * as z from 'zod/mini';
import { maskNumber } from '../../lib/dialling/mask.ts';
import type { LedgerLine, ledgerStates } from '../../lib/protocol/record-shapes.ts';
import type { Database } from '../db/schema.ts';
import type { NumberSight, RecordReach } from './asked-records.ts';
import { within } from './notes.ts';
import { writeKey } from './present-record.ts';

export type Line = z.infer<typeof LedgerLine>;
export interface LedgerCaller {
  readonly key: string;
  readonly name: string;
  readonly reach: RecordReach;
  readonly sight: NumberSight;
}
export interface LedgerFilter {
  readonly state: (typeof ledgerStates)[number] | null;
  readonly queues: readonly string[];
  readonly from: number | null;
  readonly to: number | null;
}
export type LedgerResult =
  | { readonly ok: true; readonly line: Line }
  | { readonly ok: false; readonly why: 'unknown' }
  | { readonly ok: false; readonly why: 'claimed'; readonly byName: string; readonly until: number };
type Place = { readonly startedAt: number; readonly key: number };

const claimMs = 30 * 60_000;
const mostLines = 500;

const joined = (db: Kysely<Database>) =>
  db
    .selectFrom('record_ledger')
    .innerJoin('record', (join) =>
      join.onRef('record.started_at', '=', 'record_ledger.started_at').onRef('record.key', '=', 'record_ledger.key'),
    )
    .selectAll('record_ledger')
    .select(['record.call_id', 'record.caller', 'record.agent', 'record.wait_ms']);
type Row = Awaited<ReturnType<ReturnType<typeof joined>['execute']>>[number];

export async function readLedger(
  db: Kysely<Database>,
  caller: LedgerCaller,
  filter: LedgerFilter,
  now: number,
): Promise<Line[]> {
  const state = filter.state ?? 'open';
  let query = joined(db).where('record_ledger.state', '=', state).limit(mostLines);
  if (filter.queues.length > 0) query = query.where('record_ledger.queue', 'in', [...filter.queues]);
  if (filter.from !== null) query = query.where('record_ledger.started_at', '>=', filter.from);
  if (filter.to !== null) query = query.where('record_ledger.started_at', '<', filter.to);
  const { reach } = caller;
  if (reach !== null) {
    query = query.where((eb) =>
      eb.or([
        reach.queues.length > 0 ? eb('record_ledger.queue', 'in', [...reach.queues]) : eb('record.key', 'is', null),
        reach.agents.length > 0 ? eb('record.agent', 'in', [...reach.agents]) : eb('record.key', 'is', null),
      ]),
    );
  }
  const rows = await (state === 'open'
    ? query.orderBy('deadline_at')
    : query.orderBy('record_ledger.started_at', 'desc')
  ).execute();
  return rows.map((row) => lineOf(row, caller, now));
}

/** Takes the claim, or makes it last longer. */
export function claimLine(db: Kysely<Database>, place: Place, caller: LedgerCaller, now: number) {
  return change(db, place, caller, now, async (trx, row) => {
    await trx
      .updateTable('record_ledger')
      .set({ claimed_by_key: caller.key, claimed_by_name: caller.name, claimed_until: now + claimMs })
      .where('party', '=', row.party)
      .where('state', '=', 'open')
      .execute();
  });
}

export function releaseLine(db: Kysely<Database>, place: Place, caller: LedgerCaller, now: number) {
  return change(db, place, caller, now, async (trx, row) => {
    await trx
      .updateTable('record_ledger')
      .set({ claimed_by_key: null, claimed_by_name: null, claimed_until: null })
      .where('party', '=', row.party)
      .where('state', '=', 'open')
      .execute();
  });
}

export function closeLine(db: Kysely<Database>, place: Place, caller: LedgerCaller, now: number) {
  return change(db, place, caller, now, async (trx, row) => {
    await trx
      .updateTable('record_ledger')
      .set({ state: 'closed', settled_at: now, settled_by: caller.name })
      .where('started_at', '=', row.started_at)
      .where('key', '=', row.key)
      .execute();
  });
}

/** Only open lines change, and only where nobody else holds the claim. */
async function change(
  db: Kysely<Database>,
  place: Place,
  caller: LedgerCaller,
  now: number,
  act: (trx: Kysely<Database>, row: Row) => Promise<void>,
): Promise<LedgerResult> {
  return db.transaction().execute(async (trx) => {
    const find = () =>
      joined(trx)
        .where('record_ledger.started_at', '=', place.startedAt)
        .where('record_ledger.key', '=', place.key)
        .executeTakeFirst();
    const row = await find();
    if (row?.state !== 'open' || !within(row, caller.reach)) return { ok: false, why: 'unknown' };
    // A line that was opened after the claim was taken is covered by it as well.
    const held = await trx
      .selectFrom('record_ledger')
      .select(['claimed_by_key', 'claimed_by_name', 'claimed_until'])
      .where('party', '=', row.party)
      .where('state', '=', 'open')
      .where('claimed_until', '>', now)
      .where('claimed_by_key', '<>', caller.key)
      .limit(1)
      .executeTakeFirst();
    if (held) {
      return { ok: false, why: 'claimed', byName: held.claimed_by_name ?? '', until: held.claimed_until ?? now };
    }
    await act(trx, row);
    const changed = await find();
    return changed ? { ok: true, line: lineOf(changed, caller, now) } : { ok: false, why: 'unknown' };
  });
}

function lineOf(row: Row, caller: LedgerCaller, now: number): Line {
  const { sight } = caller;
  const whole = sight === null || within(row, sight);
  const held = row.claimed_until !== null && row.claimed_until > now;
  return {
    key: writeKey(row.started_at, row.key),
    id: row.call_id,
    startedAt: row.started_at,
    queue: row.queue,
    party: row.caller === '' ? null : whole ? row.caller : maskNumber(row.caller),
    waitMs: row.wait_ms,
    deadlineAt: row.deadline_at,
    state: row.state,
    settledAt: row.settled_at,
    settledBy: row.settled_by,
    claim: held
      ? { byName: row.claimed_by_name ?? '', until: row.claimed_until ?? now, mine: row.claimed_by_key === caller.key }
      : null,
  };
}
