// How agents and queues look as rows of a table, and back. All rows or none; every bad cell is told with its row.
import type { AgentSettings, QueueSettings, WeeklyHours } from '../../lib/board/input.ts';
import { AgentSettingsPatch, Extension, QueueSettingsPatch } from '../../lib/protocol/endpoint-shapes.ts';
import { type RowProblem, readCsv, refuseRows, writeCsv } from './csv.ts';

const agentColumns = ['extension', 'name', 'team', 'kind'] as const;
const queueColumns = ['number', 'name', 'targetSeconds', 'shortAbandonSeconds', 'ddis', 'hours'] as const;

export function agentsToCsv(agents: Readonly<Record<string, AgentSettings>>): string {
  return writeCsv(
    agentColumns,
    byNumber(agents).map(([extension, { name, team, kind }]) => [extension, name, team, kind]),
  );
}

export function queuesToCsv(queues: Readonly<Record<string, QueueSettings>>): string {
  return writeCsv(
    queueColumns,
    byNumber(queues).map(([number, queue]) => [
      number,
      queue.name,
      queue.targetSeconds,
      queue.shortAbandonSeconds,
      queue.ddis.join(' '),
      hoursToText(queue.hours),
    ]),
  );
}

export function agentsFromCsv(bytes: Buffer): Record<string, Partial<AgentSettings>> {
  return readRows(bytes, agentColumns, 'extension', (row) => {
    const patch: Record<string, unknown> = {};
    if (row.name !== undefined) patch.name = row.name === '' ? null : row.name;
    if (row.team !== undefined) patch.team = row.team === '' ? null : row.team;
    if (row.kind !== undefined && row.kind !== '') patch.kind = row.kind.toLowerCase();
    return AgentSettingsPatch.safeParse(patch);
  });
}

export function queuesFromCsv(bytes: Buffer): Record<string, Partial<QueueSettings>> {
  return readRows(bytes, queueColumns, 'number', (row) => {
    const patch: Record<string, unknown> = {};
    if (row.name !== undefined) patch.name = row.name === '' ? null : row.name;
    for (const field of ['targetSeconds', 'shortAbandonSeconds'] as const) {
      const text = row[field];
      if (text !== undefined && text !== '') patch[field] = Number(text);
    }
    if (row.ddis !== undefined) patch.ddis = row.ddis.split(/[\s,]+/).filter((ddi) => ddi !== '');
    if (row.hours !== undefined) patch.hours = row.hours === '' ? null : textToHours(row.hours);
    return QueueSettingsPatch.safeParse(patch);
  });
}

/** A blank cell of a text forgets it; a blank cell of a number or kind, and a column that is not there, leave it. */
type Read<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

function readRows<T>(
  bytes: Buffer,
  columns: readonly string[],
  key: string,
  read: (row: Record<string, string>) => Read<T>,
): Record<string, Defined<T>> {
  const problems: RowProblem[] = [];
  const found: Record<string, Defined<T>> = {};
  readCsv(bytes, columns, key).forEach((cells, index) => {
    const row = index + 1;
    const id = cells[key] ?? '';
    if (!Extension.safeParse(id).success) {
      problems.push({ row, field: key, code: id === '' ? 'required' : 'invalid', message: 'Two to six digits.' });
      return;
    }
    if (Object.hasOwn(found, id)) {
      problems.push({ row, field: key, code: 'duplicate', message: `${id} is there twice.` });
      return;
    }
    const parsed = read(cells);
    if (parsed.success) found[id] = defined(parsed.data);
    else {
      for (const { path, message } of parsed.error.issues) {
        problems.push({ row, field: String(path[0] ?? ''), code: 'invalid', message });
      }
    }
  });
  if (problems.length > 0) throw refuseRows(problems);
  return found;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
/** Without the fields that are undefined: those mean "leave it". */
export function defined<T>(patch: T): Defined<T> {
  const result: Defined<T> = {};
  for (const field in patch) {
    const value = patch[field];
    if (value !== undefined) result[field] = value as Exclude<T[typeof field], undefined>;
  }
  return result;
}

/** `mon 09:00-13:00 14:00-18:00, tue 09:00-18:00`; always open is blank. */
export function hoursToText(hours: WeeklyHours | null): string {
  if (hours === null) return '';
  const days = Object.entries(hours).map(([day, spans]) => [day, ...spans.map((span) => span.join('-'))].join(' '));
  return days.length === 0 ? 'closed' : days.join(', ');
}

function textToHours(text: string): unknown {
  if (text === 'closed') return {};
  const hours: Record<string, unknown> = {};
  for (const part of text.split(',')) {
    const [day = '', ...spans] = part.trim().toLowerCase().split(/\s+/);
    hours[day] = spans.map((span) => span.split('-'));
  }
  return hours;
}

function byNumber<T>(records: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(records).sort(([a], [b]) => a.length - b.length || a.localeCompare(b));
}
