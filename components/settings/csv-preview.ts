// A look at a CSV file before it is sent: separator, columns, the first rows. The server decides what is right; this
// only shows what it will be given.

export interface CsvPreview {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows below the header. */
  readonly rowCount: number;
}

const shownRows = 8;

export function previewCsv(text: string): CsvPreview {
  const clean = text.replace(/^\uFEFF/, '');
  const head = clean.split('\n', 1)[0] ?? '';
  const separator = [';', '\t', ','].find((sign) => head.includes(sign)) ?? ';';
  const lines = readLines(clean, separator).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const [columns = [], ...rows] = lines;
  return { columns: columns.map((cell) => cell.trim()), rows: rows.slice(0, shownRows), rowCount: rows.length };
}

function readLines(text: string, separator: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      lines.push([...cells, cell.replace(/\r$/, '')]);
      cells = [];
      cell = '';
    } else cell += sign;
  }
  if (cell !== '' || cells.length > 0) lines.push([...cells, cell]);
  return lines;
}
