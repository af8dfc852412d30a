// Which records are meant: a query as it stands in a URL, read into one filter, and back. Decides what each field
// limits; bounds and spellings were checked by the query's own shape (`lib/protocol/record-shapes.ts`).
import { instantOf } from '../protocol/audit.ts';
import type { RecordKind, RecordStatus } from '../protocol/record-shapes.ts';
import { recordStatuses } from '../protocol/record-shapes.ts';
import { numberDigits } from './number-digits.ts';

/** null and empty lists limit nothing. Instants are Unix ms; `to` is the first instant that is left out. */
export interface RecordFilter {
  readonly from: number | null;
  readonly to: number | null;
  readonly kind: RecordKind | null;
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly ddis: readonly string[];
  /** As `numberDigits` writes it. */
  readonly digits: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly statuses: readonly RecordStatus[];
  readonly short: boolean | null;
  /** Both ends included, ms. A record that does not tell is within no bounds. */
  readonly durationMs: Bounds;
  readonly waitMs: Bounds;
  /** 1 = Monday. */
  readonly weekdays: readonly number[];
  readonly hours: readonly number[];
  readonly outcomes: readonly string[];
}
export interface Bounds {
  readonly least: number | null;
  readonly most: number | null;
}
/** The fields of a query that make a filter, by their names in the URL. */
export type FilterQuery = { readonly [K in FilterField]?: string | undefined };
type FilterField =
  | 'from'
  | 'to'
  | 'kind'
  | 'agent'
  | 'queue'
  | 'ddi'
  | 'number'
  | 'direction'
  | 'status'
  | 'short'
  | 'minDuration'
  | 'maxDuration'
  | 'minWait'
  | 'maxWait'
  | 'weekday'
  | 'hour'
  | 'outcome';

const listOf = (text: string | undefined): string[] => (text === undefined ? [] : [...new Set(text.split(','))]);
const msOf = (text: string | undefined) => (text === undefined ? null : Number(text) * 1000);

/** `homeCode`: calling code of the house's country, digits only. */
export function filterOf(query: FilterQuery, homeCode: string): RecordFilter {
  const statuses = listOf(query.status);
  return {
    from: query.from === undefined ? null : instantOf(query.from),
    to: query.to === undefined ? null : instantOf(query.to),
    kind: query.kind === 'calls' || query.kind === 'queue' ? query.kind : null,
    agents: listOf(query.agent),
    queues: listOf(query.queue),
    ddis: listOf(query.ddi),
    digits: query.number === undefined ? null : numberDigits(query.number, homeCode),
    direction: query.direction === 'in' || query.direction === 'out' ? query.direction : null,
    statuses: recordStatuses.filter((status) => statuses.includes(status)),
    short: query.short === undefined ? null : query.short === 'yes',
    durationMs: { least: msOf(query.minDuration), most: msOf(query.maxDuration) },
    waitMs: { least: msOf(query.minWait), most: msOf(query.maxWait) },
    weekdays: listOf(query.weekday).map(Number),
    hours: listOf(query.hour).map(Number),
    outcomes: listOf(query.outcome),
  };
}

/** The URL's fields of a filter, in a fixed order, so that one filter is one link; read again it is the same filter. */
export function filterToQuery(filter: RecordFilter): Record<string, string> {
  const seconds = (ms: number | null) => (ms === null ? null : String(ms / 1000));
  const list = (items: readonly (string | number)[]) => (items.length === 0 ? null : items.join(','));
  const fields: Readonly<Record<FilterField, string | null>> = {
    from: filter.from === null ? null : String(filter.from),
    to: filter.to === null ? null : String(filter.to),
    kind: filter.kind,
    queue: list(filter.queues),
    agent: list(filter.agents),
    direction: filter.direction,
    status: list(filter.statuses),
    short: filter.short === null ? null : filter.short ? 'yes' : 'no',
    number: filter.digits,
    ddi: list(filter.ddis),
    minDuration: seconds(filter.durationMs.least),
    maxDuration: seconds(filter.durationMs.most),
    minWait: seconds(filter.waitMs.least),
    maxWait: seconds(filter.waitMs.most),
    weekday: list(filter.weekdays),
    hour: list(filter.hours),
    outcome: list(filter.outcomes),
  };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [FilterField, string] => entry[1] !== null),
  );
}

/** true when every limit is one that the hourly sums know: period, kind, queue, direction, status, weekday, hour. */
export function fitsHourlySums(filter: RecordFilter): boolean {
  const unbounded = ({ least, most }: Bounds) => least === null && most === null;
  return (
    filter.agents.length === 0 &&
    filter.ddis.length === 0 &&
    filter.digits === null &&
    filter.short === null &&
    filter.outcomes.length === 0 &&
    unbounded(filter.durationMs) &&
    unbounded(filter.waitMs)
  );
}
