// What the explorer shows, as it stands in the page's address: the fields of a filter by the names the API gives them, a
// period by name, the order, and the row somebody is at. One view is one address. Decides no row.
import { instantOf } from '../protocol/audit.ts';
import { recordSorts } from '../protocol/record-shapes.ts';
import { type PeriodPreset, periodPresets, type Span, spanOf } from './period.ts';

export const filterNames = [
  'kind',
  'queue',
  'agent',
  'direction',
  'status',
  'short',
  'number',
  'ddi',
  'minDuration',
  'maxDuration',
  'minWait',
  'maxWait',
  'weekday',
  'hour',
  'outcome',
  'mine',
] as const;
export type FilterName = (typeof filterNames)[number];

export interface ExplorerView {
  /** null = `from` and `to` as they stand in the address. */
  readonly preset: PeriodPreset | null;
  /** As in the address: ISO 8601 or Unix ms; '' = not there. */
  readonly from: string;
  readonly to: string;
  readonly filters: { readonly [K in FilterName]?: string };
  /** A field's name, `-` in front for descending. */
  readonly sort: string;
  /** Key of the row somebody is at. */
  readonly row: string | null;
  readonly peek: boolean;
}
export const defaultSort = '-startedAt';

export function viewOf(address: URLSearchParams): ExplorerView {
  const filters: { [K in FilterName]?: string } = {};
  for (const name of filterNames) {
    const value = address.get(name)?.trim();
    if (value) filters[name] = value;
  }
  const from = address.get('from') ?? '';
  const to = address.get('to') ?? '';
  const named = periodPresets.find((preset) => preset === address.get('period'));
  const sort = address.get('sort') ?? defaultSort;
  return {
    preset: named ?? (from === '' && to === '' ? 'today' : null),
    from: named ? '' : from,
    to: named ? '' : to,
    filters,
    sort: recordSorts.some((one) => one === sort.replace(/^-/, '')) ? sort : defaultSort,
    row: address.get('row'),
    peek: address.get('peek') === '1',
  };
}

/** In a fixed order. */
export function addressOf(view: ExplorerView): URLSearchParams {
  const address = new URLSearchParams();
  if (view.preset !== null) address.set('period', view.preset);
  else {
    if (view.from !== '') address.set('from', view.from);
    if (view.to !== '') address.set('to', view.to);
  }
  for (const name of filterNames) {
    const value = view.filters[name];
    if (value !== undefined && value !== '') address.set(name, value);
  }
  if (view.sort !== defaultSort) address.set('sort', view.sort);
  if (view.row !== null) address.set('row', view.row);
  if (view.row !== null && view.peek) address.set('peek', '1');
  return address;
}

const thirtyDaysMs = 30 * 86_400_000;

/** The instants a view means. An end that was left out is the end of today, a beginning thirty days before the end. */
export function spanOfView(view: ExplorerView, now: number, timezone: string): Span {
  if (view.preset !== null) return spanOf(view.preset, now, timezone);
  const today = spanOf('today', now, timezone);
  const to = instantOf(view.to) ?? today.to;
  const from = instantOf(view.from) ?? to - thirtyDaysMs;
  return { from, to: Math.max(to, from + 1) };
}

/** The filter as the API takes it, with instants. */
export function filterQuery(view: ExplorerView, span: Span): URLSearchParams {
  const query = new URLSearchParams({ from: String(span.from), to: String(span.to) });
  for (const name of filterNames) {
    const value = view.filters[name];
    if (value !== undefined && value !== '') query.set(name, value);
  }
  return query;
}

/** `status` of `answered,missed` without `missed`, and so on; undefined when nothing is left. */
export function toggled(list: string | undefined, item: string): string | undefined {
  const items = list === undefined || list === '' ? [] : list.split(',');
  const next = items.includes(item) ? items.filter((one) => one !== item) : [...items, item];
  return next.length === 0 ? undefined : next.join(',');
}
