// A row as whoever asked may see it. The one place where a record becomes JSON; numbers are masked here, not in a page.
import type { SelectQueryBuilder } from 'kysely';
import { maskNumber } from '../../lib/dialling/mask.ts';
import { maskNumbersIn } from '../../lib/dialling/mask-numbers-in.ts';
import { isNobody } from '../../lib/pbx/words.ts';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import type { RecordTables } from '../db/record-tables.ts';
import type { Database } from '../db/schema.ts';
import type { NumberSight } from './asked-records.ts';

export type RecordRow = RecordTables['record'];
export type NotedRow = RecordRow & {
  readonly note_text: string | null;
  readonly note_outcome: string | null;
  readonly note_by: string | null;
  readonly note_at: number | null;
};

/** Joins the notes; every question for rows ends with it. */
export function withNotes<O>(query: SelectQueryBuilder<Database, 'record', O>) {
  return query
    .leftJoin('record_note', (join) =>
      join.onRef('record_note.started_at', '=', 'record.started_at').onRef('record_note.key', '=', 'record.key'),
    )
    .selectAll('record')
    .select([
      'record_note.text as note_text',
      'record_note.outcome as note_outcome',
      'record_note.by_name as note_by',
      'record_note.at as note_at',
    ]);
}

/** `1645022130-k3f9…`, with two dashes once its numbers are erased. */
export const writeKey = (startedAt: number, key: number) =>
  `${startedAt / 1000}-${key < 0 ? '-' : ''}${Math.abs(key).toString(36)}`;

export function readKey(text: string): { readonly startedAt: number; readonly key: number } | null {
  const parts = /^([0-9]{9,10})-(-?)([0-9a-z]{1,11})$/.exec(text);
  if (!parts) return null;
  const key = Number.parseInt(parts[3] ?? '', 36);
  if (!Number.isSafeInteger(key)) return null;
  return { startedAt: Number(parts[1]) * 1000, key: parts[2] === '-' ? -key : key };
}

const isExtension = (text: string) => /^[0-9]{2,6}$/.test(text);

export function presentRecord(row: NotedRow, sight: NumberSight): CallRecord {
  const masked = sight !== null && !sees(row, sight);
  const hide = (text: string) => (masked && !isExtension(text) ? maskNumber(text) : text);
  const shown = (text: string) => (text === '' ? null : hide(text));
  const party = row.party === null ? null : row.direction === 'out' ? row.called : partyOfEither(row);
  return {
    id: row.call_id,
    key: writeKey(row.started_at, row.key),
    kind: row.kind,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: row.duration_ms,
    direction: row.direction,
    caller: shown(row.caller),
    called: shown(row.called),
    party: party === null ? null : shown(party),
    agent: row.agent,
    queue: row.queue,
    ddi: row.ddi,
    status: row.status,
    word: row.word,
    waitMs: row.wait_ms,
    talkMs: row.talk_ms,
    short: row.short === 1,
    extra: extraOf(row.extra, masked),
    note:
      row.note_by === null || row.note_at === null
        ? null
        : {
            text: masked ? maskNumbersIn(row.note_text ?? '') || null : row.note_text,
            outcome: row.note_outcome,
            byName: row.note_by,
            at: row.note_at,
          },
  };
}

function sees({ agent, queue }: RecordRow, sight: NonNullable<NumberSight>): boolean {
  return (agent !== null && sight.agents.includes(agent)) || (queue !== null && sight.queues.includes(queue));
}

/** Where the direction was not told, the one of the two that is an outside number. */
function partyOfEither({ direction, caller, called }: RecordRow): string {
  return direction === 'in' || !(isExtension(caller) || isNobody(caller)) ? caller : called;
}

function extraOf(text: string | null, masked: boolean): Record<string, string> {
  if (text === null) return {};
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return {};
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value === 'string') fields[name] = masked ? maskNumbersIn(value) : value;
  }
  return fields;
}
