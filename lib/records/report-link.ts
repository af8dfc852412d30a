// From a number of a report to the list of what it counted: the filter that made the number, as an address. The list
// then holds exactly as many rows as the number says; where no filter says it, there is no address.
import type { RecordStatus } from '../protocol/record-shapes.ts';
import { nextMidnight } from '../time/zone.ts';
import { addressOf, type ExplorerView, type FilterName } from './explorer-view.ts';
import { instantOfLocal, type Span } from './period.ts';

export const reportGroups = ['hour', 'weekday_hour', 'day', 'agent', 'queue', 'status', 'ddi'] as const;
export type ReportGroup = (typeof reportGroups)[number];
/** Figures that count rows; times and shares are worked out of them and have no list of their own. */
export const countedFigures = ['count', 'offered', 'answered', 'abandoned', 'shortAbandoned'] as const;
export type CountedFigure = (typeof countedFigures)[number];

const hourMs = 3_600_000;
type Filters = { readonly [K in FilterName]?: string };

/** What a figure counts, beside the filter it was asked under. `kind` is that of the filter. */
function filtersOfFigure(figure: CountedFigure, kind: string | undefined): Filters {
  if (figure === 'count') return {};
  const offered: Filters = kind === 'calls' ? { kind: 'calls', direction: 'in' } : { kind: 'queue' };
  if (figure === 'offered') return offered;
  const status: RecordStatus = figure === 'answered' ? 'answered' : 'abandoned';
  if (figure === 'answered') return { ...offered, status };
  return { ...offered, status, short: figure === 'abandoned' ? 'no' : 'yes' };
}

/** What a group is, beside the filter; null when no filter says it. */
function ofGroup(
  group: ReportGroup,
  key: string,
  span: Span,
  timezone: string,
): { readonly filters: Filters; readonly span: Span | null } | null {
  if (key === '') return null;
  switch (group) {
    case 'hour': {
      const from = Number(key);
      return { filters: {}, span: within({ from, to: from + hourMs }, span) };
    }
    case 'day': {
      const from = instantOfLocal(`${key}T00:00`, timezone);
      return from === null ? null : { filters: {}, span: within({ from, to: nextMidnight(from, timezone) }, span) };
    }
    case 'weekday_hour': {
      const [weekday = '', hour = ''] = key.split('-');
      return { filters: { weekday, hour: String(Number(hour)) }, span: null };
    }
    default:
      return { filters: { [group]: key }, span: null };
  }
}

const within = (inner: Span, outer: Span): Span => ({
  from: Math.max(inner.from, outer.from),
  to: Math.min(inner.to, outer.to),
});

/** @returns query of `/records`, or null when no list is what was counted */
export function reportLink(
  view: ExplorerView,
  span: Span,
  figure: CountedFigure,
  at: { readonly group: ReportGroup; readonly key: string } | null,
  timezone: string,
): string | null {
  const group = at && ofGroup(at.group, at.key, span, timezone);
  if (at && !group) return null;
  const added: Filters = { ...group?.filters, ...filtersOfFigure(figure, view.filters.kind) };
  const { status, direction, short } = { ...view.filters };
  // Already limited to something else: the figure is 0, and no list can be asked for that is both.
  if (direction !== undefined && added.direction !== undefined && direction !== added.direction) return null;
  if (short !== undefined && added.short !== undefined && short !== added.short) return null;
  if (status !== undefined && added.status !== undefined && !status.split(',').includes(added.status)) return null;
  if (at?.group === 'status' && added.status !== at.key) return null;
  return addressOf({
    ...view,
    ...(group?.span ? { preset: null, from: String(group.span.from), to: String(group.span.to) } : {}),
    filters: { ...view.filters, ...added },
    row: null,
    peek: false,
  }).toString();
}
