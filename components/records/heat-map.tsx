// Weekdays by hours: how many calls were offered, or lost, at each hour of each day of the week. A table whose cells are
// tinted, so that it can be read by eye and by ear; each number leads to its calls.
'use client';
import Link from 'next/link';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatNumber } from '../../lib/i18n/numbers.ts';
import type { Figures } from '../../lib/protocol/record-shapes.ts';
import type { ExplorerView } from '../../lib/records/explorer-view.ts';
import type { Span } from '../../lib/records/period.ts';
import { reportLink } from '../../lib/records/report-link.ts';
import { weekdayName } from './filter-words.ts';

const figures = ['offered', 'answered', 'abandoned', 'count'] as const;
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export function HeatMap(props: {
  readonly view: ExplorerView;
  readonly span: Span;
  readonly groups: readonly (Figures & { readonly key: string })[];
}) {
  const { view, span, groups } = props;
  const t = useTranslations('explorer.report');
  const records = useTranslations('records');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const [figure, setFigure] = useState<(typeof figures)[number]>('offered');
  const byKey = new Map(groups.map((group) => [group.key, group]));
  const keyOf = (weekday: number, hour: number) => `${weekday}-${String(hour).padStart(2, '0')}`;
  const most = Math.max(1, ...groups.map((group) => group[figure]));
  // Nights on which nothing ever happened need no columns.
  const busy = groups.filter(({ count }) => count > 0).map(({ key }) => Number(key.split('-')[1]));
  const first = Math.min(8, ...busy);
  const last = Math.max(19, ...busy);
  const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="flex flex-wrap gap-4">
        <legend className="sr-only">{t('figure')}</legend>
        {figures.map((name) => (
          <label key={name} className="type-body flex min-h-8 items-center gap-2 max-sm:min-h-11">
            <input type="radio" name="heat" checked={figure === name} onChange={() => setFigure(name)} />
            {records(`figures.${name}.name`)}
          </label>
        ))}
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen is scrolled by keys as well. */}
      <section tabIndex={0} className="overflow-x-auto">
        <table className="type-table w-full border-separate border-spacing-0.5">
          <caption className="sr-only">{records(`figures.${figure}.name`)}</caption>
          <thead>
            <tr>
              <td />
              {hours.map((hour) => (
                <th key={hour} scope="col" className="type-label px-1 text-center font-medium text-ink-2">
                  {String(hour).padStart(2, '0')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((weekday) => (
              <tr key={weekday}>
                <th scope="row" className="type-label pr-2 text-left font-medium text-ink-2">
                  {weekdayName(locale, weekday, 'short')}
                </th>
                {hours.map((hour) => {
                  const key = keyOf(weekday, hour);
                  const value = byKey.get(key)?.[figure] ?? 0;
                  const link = value > 0 ? reportLink(view, span, figure, { group: 'weekday_hour', key }, zone) : null;
                  const tint = Math.round((value / most) * 40);
                  return (
                    <td
                      key={hour}
                      className="h-9 min-w-9 rounded-chip text-center"
                      style={{ background: `color-mix(in oklab, var(--talking) ${tint}%, var(--sunken))` }}
                    >
                      {link === null ? (
                        <span className="text-ink-2">{formatNumber(locale, value)}</span>
                      ) : (
                        <Link
                          href={`/records?${link}`}
                          prefetch={false}
                          aria-label={t('cell', { weekday: weekdayName(locale, weekday), hour: `${hour}:00`, value })}
                          className="grid size-full min-h-9 place-items-center rounded-chip"
                        >
                          {formatNumber(locale, value)}
                        </Link>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
