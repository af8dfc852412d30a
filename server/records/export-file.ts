// An export as a file: CSV for spreadsheets of this country (semicolons, a byte order mark), or XLSX. Decides the columns
// and how a cell reads; times are of the house's zone, which the header names.
import type { Kysely } from 'kysely';
import type { Locale } from '../../lib/i18n/locale.ts';
import { messagesOf } from '../../lib/i18n/messages.ts';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import { zoneOffset } from '../../lib/time/zone.ts';
import type { Database } from '../db/schema.ts';
import type { AskedRecords, NumberSight, Parties } from './asked-records.ts';
import { exportRows } from './export-rows.ts';
import { type SheetCell, xlsxFile } from './xlsx-file.ts';

export interface AskedExport extends AskedRecords {
  readonly format: 'csv' | 'xlsx';
  readonly locale: Locale;
  readonly sight: NumberSight;
}

export const exportColumns = [
  'startedAt',
  'kind',
  'direction',
  'caller',
  'called',
  'agent',
  'queue',
  'ddi',
  'status',
  'word',
  'waitSeconds',
  'talkSeconds',
  'durationSeconds',
  'id',
  'outcome',
  'note',
] as const;

const encoder = new TextEncoder();

export async function* exportFile(
  db: Kysely<Database>,
  asked: AskedExport,
  parties: Parties,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const words = messagesOf(asked.locale).records;
  const header = exportColumns.map((name) =>
    name === 'startedAt' ? `${words.columns.startedAt} (${asked.timezone})` : words.columns[name],
  );
  const local = localTimes(asked.timezone);
  const rows = exportRows(db, asked, parties, asked.sight, signal);
  const cells = (record: CallRecord): SheetCell[] => cellsOf(record, words, local);
  if (asked.format === 'xlsx') {
    yield* xlsxFile(header, pieces(rows, cells));
    return;
  }
  yield encoder.encode(`\uFEFF${csvLine(header)}`);
  for await (const piece of rows) {
    yield encoder.encode(piece.map((record) => csvLine(cells(record).map(csvText))).join(''));
  }
}

async function* pieces(rows: AsyncIterable<readonly CallRecord[]>, cells: (record: CallRecord) => SheetCell[]) {
  for await (const piece of rows) yield piece.map(cells);
}

type Words = ReturnType<typeof messagesOf>['records'];

function cellsOf(record: CallRecord, words: Words, local: (at: number) => number): SheetCell[] {
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1000);
  return [
    { time: local(record.startedAt) },
    words.kinds[record.kind],
    record.direction === null ? null : words.directions[record.direction],
    record.caller,
    record.called,
    record.agent,
    record.queue,
    record.ddi,
    words.statuses[record.status],
    record.word,
    seconds(record.waitMs),
    seconds(record.talkMs),
    seconds(record.durationMs),
    record.id,
    record.note?.outcome ?? null,
    record.note?.text ?? null,
  ];
}

/** Zone's wall clock as if it were UTC; offsets change on the quarter hour, which is how they are remembered. */
function localTimes(timezone: string): (at: number) => number {
  let [quarter, offset] = [Number.NaN, 0];
  return (at) => {
    const now = Math.floor(at / 900_000);
    if (now !== quarter) [quarter, offset] = [now, zoneOffset(at, timezone)];
    return at + offset;
  };
}

function csvText(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return new Date(cell.time).toISOString().slice(0, 19).replace('T', ' ');
  return typeof cell === 'number' ? String(cell) : guard(cell);
}

/** What spreadsheets take for the start of a formula, also in full width; an apostrophe makes it text again. */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const guard = (text: string) => (formula.test(text) ? `'${text}` : text);
const quoted = (text: string) => (/[";\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvLine = (cells: readonly string[]) => `${cells.map(quoted).join(';')}\r\n`;
