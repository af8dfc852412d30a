// A workbook of one sheet, written while its rows are read: no library at hand does that without holding every cell. The
// file is a ZIP of a few XML parts; the sheet's part is deflated piece by piece and its length told behind it.
import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A number, a text, or a wall-clock instant (ms as if UTC). Texts are never formulas here. */
export type SheetCell = number | string | null | { readonly time: number };
type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const parts: readonly (readonly [name: string, xml: string])[] = [
  [
    '[Content_Types].xml',
    `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Records" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    'xl/styles.xml',
    `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
  ],
];

/** Pieces of the file in order. `rows` is read as far as pieces are asked for. */
export async function* xlsxFile(
  header: readonly string[],
  rows: AsyncIterable<readonly (readonly SheetCell[])[]>,
): AsyncGenerator<Bytes> {
  const entries: Entry[] = [];
  let offset = 0;
  for (const [name, xml] of parts) {
    const bytes = encoder.encode(xml);
    const packed = deflateRawSync(bytes);
    const entry = { name, offset, crc: crc32(bytes), packed: packed.length, size: bytes.length };
    entries.push(entry);
    const written = Buffer.concat([localHeader(entry), packed]);
    offset += written.length;
    yield written;
  }
  const sheet = { name: 'xl/worksheets/sheet1.xml', offset, crc: 0, packed: 0, size: 0 };
  entries.push(sheet);
  const pack = (text: string, last: boolean): Bytes => {
    const bytes = encoder.encode(text);
    // Each piece ends on a byte, so that one follows another as one stream.
    const packed = deflateRawSync(bytes, { finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH, level: 4 });
    sheet.crc = crc32(bytes, sheet.crc);
    sheet.size += bytes.length;
    sheet.packed += packed.length;
    return packed;
  };
  yield localHeader(sheet);
  const top =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
  yield pack(`${head}<worksheet xmlns="${main}">${top}<sheetData>${rowXml(header, 2)}`, false);
  for await (const piece of rows) yield pack(piece.map((row) => rowXml(row, 0)).join(''), false);
  yield pack('</sheetData></worksheet>', true);
  const descriptor = descriptorOf(sheet);
  offset = sheet.offset + localHeader(sheet).length + sheet.packed + descriptor.length;
  yield descriptor;
  yield directory(entries, offset);
}

function rowXml(row: readonly SheetCell[], style: number): string {
  return `<row>${row.map((cell) => cellXml(cell, style)).join('')}</row>`;
}

const dayMs = 86_400_000;
/** Days from the sheet's first day, 30 December 1899, to 1970. */
const epochDays = 25_569;

function cellXml(cell: SheetCell, style: number): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c s="1"><v>${cell.time / dayMs + epochDays}</v></c>`;
  return `<c t="inlineStr"${style ? ` s="${style}"` : ''}><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** A cell holds at most 32,767 characters, and XML no control characters. */
const escaped = (text: string) =>
  text
    .slice(0, 32_000)
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

interface Entry {
  readonly name: string;
  readonly offset: number;
  crc: number;
  packed: number;
  size: number;
}
/** Names in UTF-8, and lengths behind the data where they are not known before. */
const flagsOf = (entry: Entry) => 0x0800 | (entry.name.startsWith('xl/worksheets') ? 0x0008 : 0);
/** Any instant will do: 1 January 2026, midnight. */
const dosDate = ((2026 - 1980) << 9) | (1 << 5) | 1;
const later = (entry: Entry) => (flagsOf(entry) & 0x0008) !== 0;

function localHeader(entry: Entry): Bytes {
  const name = encoder.encode(entry.name);
  const bytes = Buffer.alloc(30 + name.length);
  bytes.writeUInt32LE(0x04034b50, 0);
  fields(bytes, 4, entry, later(entry));
  bytes.writeUInt16LE(name.length, 26);
  bytes.set(name, 30);
  return bytes;
}

function fields(bytes: Buffer, at: number, entry: Entry, unknown: boolean): void {
  bytes.writeUInt16LE(20, at);
  bytes.writeUInt16LE(flagsOf(entry), at + 2);
  bytes.writeUInt16LE(8, at + 4);
  bytes.writeUInt16LE(0, at + 6);
  bytes.writeUInt16LE(dosDate, at + 8);
  bytes.writeUInt32LE(unknown ? 0 : entry.crc >>> 0, at + 10);
  bytes.writeUInt32LE(unknown ? 0 : entry.packed, at + 14);
  bytes.writeUInt32LE(unknown ? 0 : entry.size, at + 18);
}

function descriptorOf(entry: Entry): Bytes {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(entry.crc >>> 0, 4);
  bytes.writeUInt32LE(entry.packed, 8);
  bytes.writeUInt32LE(entry.size, 12);
  return bytes;
}

function directory(entries: readonly Entry[], offset: number): Bytes {
  const records = entries.map((entry) => {
    const name = encoder.encode(entry.name);
    const bytes = Buffer.alloc(46 + name.length);
    bytes.writeUInt32LE(0x02014b50, 0);
    bytes.writeUInt16LE(20, 4);
    fields(bytes, 6, entry, false);
    bytes.writeUInt16LE(name.length, 28);
    bytes.writeUInt32LE(entry.offset, 42);
    bytes.set(name, 46);
    return bytes;
  });
  const size = records.reduce((sum, bytes) => sum + bytes.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...records, end]);
}
