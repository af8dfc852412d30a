// Tables in and out as CSV. Decides how a cell survives a spreadsheet: nothing we write is taken for a formula, and
// what comes back is what we wrote. Reading takes `;`, `,` or tab, UTF-8 or the Windows code page Excel still writes.
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { ApiError } from './api-error.ts';

export interface RowProblem {
  /** From 1, the header not counted. */
  readonly row: number;
  readonly field: string;
  readonly code: 'required' | 'invalid' | 'duplicate' | 'unknown_column' | 'unreadable';
  readonly message: string;
}

const mostRows = 10_000;
/** What spreadsheets take for the start of a formula, also in full width; quotes already in front are kept apart. */
const formula = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export function writeCsv(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => guard(cell === null ? '' : String(cell))));
  return stringify([[...columns], ...cells], { bom: true, delimiter: ';', record_delimiter: '\r\n' });
}

const guard = (cell: string) => (formula.test(cell) ? `'${cell}` : cell);
const unguard = (cell: string) => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

/** Rows by column name. Throws 422 with `details.rows` when the table as a whole cannot be read. */
export function readCsv(bytes: Buffer, columns: readonly string[], key: string): Record<string, string>[] {
  const text = decode(bytes);
  let records: string[][];
  try {
    records = parse(text, { bom: true, delimiter: delimiterOf(text), skip_empty_lines: true, to: mostRows + 2 });
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unreadable';
    throw refuseRows([{ row: 0, field: '', code: 'unreadable', message }]);
  }
  const [header, ...lines] = records;
  const byFold = new Map(columns.map((column) => [column.toLowerCase(), column]));
  const names = (header ?? []).map((name) => byFold.get(name.trim().toLowerCase()) ?? null);
  const problems: RowProblem[] = names.flatMap((name, index) =>
    name === null
      ? [{ row: 0, field: header?.[index] ?? '', code: 'unknown_column', message: `Columns: ${columns.join(', ')}` }]
      : [],
  );
  if (!names.includes(key))
    problems.push({ row: 0, field: key, code: 'required', message: `The column ${key} is missing.` });
  if (new Set(names).size !== names.length) {
    problems.push({ row: 0, field: '', code: 'duplicate', message: 'A column is there twice.' });
  }
  if (lines.length > mostRows) {
    problems.push({ row: mostRows + 1, field: '', code: 'invalid', message: `At most ${mostRows} rows.` });
  }
  if (problems.length > 0) throw refuseRows(problems);
  return lines.map((line) => {
    const row: Record<string, string> = {};
    names.forEach((name, index) => {
      if (name !== null) row[name] = unguard((line[index] ?? '').trim());
    });
    return row;
  });
}

export function refuseRows(rows: readonly RowProblem[]): ApiError {
  return new ApiError('invalid_input', 'Nothing was stored: some rows do not fit, see details.', {
    details: { rows: rows.slice(0, 200), count: rows.length },
  });
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: Excel's "CSV" on a Portuguese or Spanish Windows.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const counts = [';', ',', '\t'].map((mark) => [mark, header.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
