// What is still to be read, and what became of it: spans of a back-fill or of a gap, and how far each kind was read. It
// outlives a restart; what a pass had seen so far does not, and is read again.
import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { RecordKind, RecordSync } from '../../lib/protocol/record-shapes.ts';
import { recordKinds } from '../../lib/protocol/record-shapes.ts';
import { windowsOf } from '../../lib/records/asked-span.ts';
import type { RecordTables } from '../db/record-tables.ts';
import type { Database } from '../db/schema.ts';

export type Window = RecordTables['record_window'];
const LiveState = z.object({
  readTo: z.number().nullable(),
  at: z.number().nullable(),
  rows: z.number(),
  newRows: z.number(),
  said: z.array(z.string()),
  failed: z.string().nullable(),
});
export type LiveState = z.infer<typeof LiveState>;
export const unread: LiveState = { readTo: null, at: null, rows: 0, newRows: 0, said: [], failed: null };
const keyOf = (kind: RecordKind) => `records_read_${kind}`;
const insertedAtOnce = 500;

export async function readLive(db: Kysely<Database>, kind: RecordKind): Promise<LiveState> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', keyOf(kind)).executeTakeFirst();
  const parsed = row ? LiveState.safeParse(JSON.parse(row.value)) : null;
  return parsed?.success ? parsed.data : unread;
}

export async function writeLive(db: Kysely<Database>, kind: RecordKind, state: LiveState): Promise<void> {
  const value = JSON.stringify(state);
  await db
    .insertInto('meta')
    .values({ key: keyOf(kind), value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

const nextId = async (db: Kysely<Database>, table: 'record_window' | 'record_backfill') => {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
};

async function addWindows(
  db: Kysely<Database>,
  spans: readonly { readonly kind: RecordKind; readonly from: number; readonly to: number }[],
  backfillId: number | null,
  now: number,
): Promise<void> {
  let id = await nextId(db, 'record_window');
  const rows = spans.map(
    ({ kind, from, to }): Window => ({
      ...{ id: id++, kind, from_at: from, to_at: to, backfill_id: backfillId },
      ...{ state: 'waiting', tries: 0, rows: 0, new_rows: 0, said: '[]', due_at: now },
    }),
  );
  for (let at = 0; at < rows.length; at += insertedAtOnce) {
    await db
      .insertInto('record_window')
      .values(rows.slice(at, at + insertedAtOnce))
      .execute();
  }
}

export function addGap(db: Kysely<Database>, kind: RecordKind, from: number, to: number, zone: string, now: number) {
  return addWindows(
    db,
    windowsOf(from, to, zone).map((span) => ({ kind, ...span })),
    null,
    now,
  );
}

/** @returns its id. The newest windows come first, both kinds of each. */
export async function addBackfill(
  db: Kysely<Database>,
  asked: { readonly from: number; readonly to: number; readonly byName: string },
  zone: string,
  now: number,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const id = await nextId(trx, 'record_backfill');
    const { from, to, byName } = asked;
    await trx
      .insertInto('record_backfill')
      .values({ id, from_at: from, to_at: to, state: 'running', by_name: byName, created_at: now, ended_at: null })
      .execute();
    const spans = windowsOf(from, to, zone).flatMap((span) => recordKinds.map((kind) => ({ kind, ...span })));
    await addWindows(trx, spans, id, now);
    return id;
  });
}

/** The next to read: gaps first, then what runs of the back-fills. null = nothing is due. */
export async function nextWindow(db: Kysely<Database>, now: number): Promise<Window | null> {
  const due = db.selectFrom('record_window').where('record_window.state', '=', 'waiting').where('due_at', '<=', now);
  const gap = await due.selectAll().where('backfill_id', 'is', null).orderBy('id').limit(1).executeTakeFirst();
  if (gap) return gap;
  const running = db.selectFrom('record_backfill').select('id').where('state', '=', 'running');
  const found = await due.selectAll().where('backfill_id', 'in', running).orderBy('id').limit(1).executeTakeFirst();
  return found ?? null;
}

/** A window that was read, or is to be tried again at `due_at`; closes its back-fill with the last one. */
export async function settleWindow(db: Kysely<Database>, window: Window, now: number): Promise<void> {
  const { id, state, tries, rows, new_rows, said, due_at } = window;
  await db
    .updateTable('record_window')
    .set({ state, tries, rows, new_rows, said, due_at })
    .where('id', '=', id)
    .execute();
  if (window.backfill_id === null || state === 'waiting') return;
  const left = await db
    .selectFrom('record_window')
    .select('id')
    .where('backfill_id', '=', window.backfill_id)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst();
  if (left) return;
  await db
    .updateTable('record_backfill')
    .set({ state: 'done', ended_at: now })
    .where('id', '=', window.backfill_id)
    .where('state', '<>', 'cancelled')
    .execute();
}

/** false = there is none of that id that could still change. */
export async function changeBackfill(
  db: Kysely<Database>,
  id: number,
  state: 'running' | 'paused' | 'cancelled',
  now: number,
): Promise<boolean> {
  const result = await db
    .updateTable('record_backfill')
    .set({ state, ended_at: state === 'cancelled' ? now : null })
    .where('id', '=', id)
    .where('state', 'in', ['running', 'paused'])
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

export async function readSync(db: Kysely<Database>): Promise<RecordSync> {
  const gaps = await db
    .selectFrom('record_window')
    .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('backfill_id', 'is', null)
    .where('state', '<>', 'done')
    .groupBy('state')
    .execute();
  const countOf = (state: string) => Number(gaps.find((gap) => gap.state === state)?.count ?? 0);
  const fills = await db.selectFrom('record_backfill').selectAll().orderBy('id', 'desc').limit(20).execute();
  const backfills: RecordSync['backfills'] = [];
  for (const fill of fills) {
    const parts = await db
      .selectFrom('record_window')
      .select((eb) => [
        'state',
        eb.fn.countAll<number>().as('count'),
        eb.fn.sum<number>('rows').as('rows'),
        eb.fn.sum<number>('new_rows').as('new_rows'),
      ])
      .where('backfill_id', '=', fill.id)
      .groupBy('state')
      .execute();
    const sum = (of: (part: (typeof parts)[number]) => number) =>
      parts.reduce((all, part) => all + Number(of(part)), 0);
    const inState = (state: string) => sum((part) => (part.state === state ? part.count : 0));
    backfills.push({
      ...{ id: fill.id, from: fill.from_at, to: fill.to_at, state: fill.state, byName: fill.by_name },
      ...{ createdAt: fill.created_at, endedAt: fill.ended_at },
      ...{ windows: sum((part) => part.count), done: inState('done'), givenUp: inState('given_up') },
      ...{ rows: sum((part) => part.rows), newRows: sum((part) => part.new_rows) },
    });
  }
  return {
    calls: await readLive(db, 'calls'),
    queue: await readLive(db, 'queue'),
    gaps: { waiting: countOf('waiting'), givenUp: countOf('given_up') },
    backfills,
  };
}
