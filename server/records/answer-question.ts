// What a reader of records can be asked, and its answers as they go out: bytes of JSON, or the pieces of a file. It
// runs in a thread of its own beside the server, so that no report and no export keeps an event waiting.
import type { Kysely } from 'kysely';
import { Figures } from '../../lib/protocol/record-shapes.ts';
import { figuresOf, nothing, type Tally } from '../../lib/records/figures.ts';
import type { Database } from '../db/schema.ts';
import type { AskedRecords, NumberSight, Parties } from './asked-records.ts';
import { type AskedExport, exportFile } from './export-file.ts';
import type { NumberIndex } from './number-index.ts';
import { type AskedPage, type Place, readPage } from './read-page.ts';
import { readRelated } from './read-related.ts';
import { type AskedSummary, readSummary } from './read-summary.ts';

export type Question =
  | { readonly type: 'page'; readonly asked: AskedPage; readonly page: number | null; readonly counted: boolean }
  | { readonly type: 'summary'; readonly asked: AskedSummary }
  | { readonly type: 'related'; readonly id: string; readonly asked: AskedRecords; readonly sight: NumberSight }
  | { readonly type: 'count'; readonly asked: AskedRecords };

const encoder = new TextEncoder();
const json = (value: unknown) => encoder.encode(JSON.stringify(value));

/** @throws the signal's reason once nobody wants the answer. */
export async function answerQuestion(
  db: Kysely<Database>,
  numbers: NumberIndex,
  question: Question,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const parties = await partiesOf(numbers, question.asked, signal);
  switch (question.type) {
    case 'page': {
      const { rows, next } = await readPage(db, question.asked, parties, signal);
      const total = question.counted ? await count(db, question.asked, parties, signal) : null;
      const { page, asked } = question;
      return json({ rows, total, page, pageSize: asked.limit, next: next && writePlace(next) });
    }
    case 'summary': {
      const { total, groups } = await readSummary(db, question.asked, parties, signal);
      const keys = [...groups.keys()].sort();
      const texts = keys.map((key) => `{"key":${JSON.stringify(key)},${figuresText(groups.get(key) ?? nothing)}}`);
      const [all, timezone] = [`{${figuresText(total)}}`, JSON.stringify(question.asked.timezone)];
      return encoder.encode(`{"groups":[${texts.join()}],"total":${all},"timezone":${timezone}}`);
    }
    case 'related':
      return json({ rows: await readRelated(db, question.id, question.asked, question.sight) });
    case 'count':
      return json({ count: await count(db, question.asked, parties, signal) });
  }
}

/** The pieces of a file, one after another: the next is made when it is asked for. */
export async function* answerExport(
  db: Kysely<Database>,
  numbers: NumberIndex,
  asked: AskedExport,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield* exportFile(db, asked, await partiesOf(numbers, asked, signal), signal);
}

const names = Object.keys(Figures.shape).filter((name): name is keyof Figures => name in Figures.shape);

/** Numbers and nulls only: put together by hand, a year of hours costs a third of what it would as objects. */
function figuresText(tally: Tally): string {
  const figures = figuresOf(tally);
  let text = '';
  for (const name of names) text += `${text === '' ? '' : ','}"${name}":${figures[name]}`;
  return text;
}

async function partiesOf(numbers: NumberIndex, asked: AskedRecords, signal: AbortSignal): Promise<Parties> {
  return asked.filter.digits === null ? null : numbers.find(asked.filter.digits, signal);
}

async function count(db: Kysely<Database>, asked: AskedRecords, parties: Parties, signal: AbortSignal) {
  return (await readSummary(db, { ...asked, groupBy: [] }, parties, signal)).total.count;
}

/** A place in an order as a cursor: what it says is checked when it comes back. */
export function writePlace(place: Place): string {
  return Buffer.from(`${place.value},${place.startedAt},${place.key}`).toString('base64url');
}

export function readPlace(cursor: string): Place | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const parts = /^(-?\d{1,16}),(\d{1,16}),(-?\d{1,16})$/.exec(text);
  return parts ? { value: Number(parts[1]), startedAt: Number(parts[2]), key: Number(parts[3]) } : null;
}
