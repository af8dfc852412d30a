// A report by group: a bar for each, and beside it every figure as a number; counts lead to the list they were made of.
'use client';
import Link from 'next/link';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { type Figures, recordStatuses } from '../../lib/protocol/record-shapes.ts';
import type { ExplorerView } from '../../lib/records/explorer-view.ts';
import { instantOfLocal, type Span } from '../../lib/records/period.ts';
import { countedFigures, type ReportGroup, reportLink } from '../../lib/records/report-link.ts';
import { abandonedLook } from './chart-look.ts';
import { type FigureName, figureText } from './figure-text.ts';
import { weekdayName } from './filter-words.ts';
import { dayText, isOneDay } from './times.ts';
import type { HouseNames } from './use-house-names.ts';

type Group = Figures & { readonly key: string };
const shown = [
  'count',
  'offered',
  'answered',
  'abandoned',
  'serviceLevel',
  'asaMs',
  'ahtMs',
  'longestWaitMs',
] as const satisfies readonly FigureName[];
/** Groups that are told in the order of time; all others by how many they are. */
const inTime: ReadonlySet<ReportGroup> = new Set(['hour', 'day', 'weekday_hour']);
/** More rows help nobody; the filters above narrow them down. */
const mostRows = 500;

export function ReportTable(props: {
  readonly view: ExplorerView;
  readonly span: Span;
  readonly by: ReportGroup;
  readonly groups: readonly Group[];
  readonly names: HouseNames;
}) {
  const { view, span, by, groups, names } = props;
  const t = useTranslations('explorer.report');
  const records = useTranslations('records');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const name = useGroupName(by, names, isOneDay(span, zone));
  const sorted = inTime.has(by) ? groups : [...groups].sort((a, b) => b.count - a.count);
  const most = Math.max(1, ...groups.map(({ count }) => count));
  return (
    <div className="overflow-x-auto">
      <table className="type-table w-full border-collapse">
        <caption className="sr-only">{t(`by.${by}`)}</caption>
        <thead>
          <tr className="border-line border-b">
            <th scope="col" className="type-label px-2 py-2 text-left font-medium text-ink-2">
              {t(`by.${by}`)}
            </th>
            <th scope="col" className="w-1/4 min-w-32 max-sm:hidden">
              <span className="sr-only">{t('bar')}</span>
            </th>
            {shown.map((figure) => (
              <th
                key={figure}
                scope="col"
                title={records(`figures.${figure}.formula`)}
                className="type-label px-2 py-2 text-right font-medium text-ink-2"
              >
                {records(`figures.${figure}.name`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, mostRows).map((group) => (
            <tr key={group.key} className="border-line border-b hover:bg-sunken">
              <th scope="row" className="whitespace-nowrap px-2 py-1.5 text-left font-normal">
                {name(group.key)}
              </th>
              <td aria-hidden="true" className="max-sm:hidden">
                <GroupBar group={group} most={most} />
              </td>
              {shown.map((figure) => {
                const counted = countedFigures.find((one) => one === figure);
                const link =
                  counted && group[figure]
                    ? reportLink(view, span, counted, { group: by, key: group.key }, zone)
                    : null;
                const text = figureText(locale, group, figure);
                return (
                  <td key={figure} className="px-2 py-1.5 text-right">
                    {link === null ? (
                      text
                    ) : (
                      <Link
                        href={`/records?${link}`}
                        prefetch={false}
                        className="underline decoration-line-strong underline-offset-4"
                      >
                        {text}
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {groups.length > mostRows && (
        <p className="type-label py-2 text-ink-2">{t('more', { count: groups.length - mostRows })}</p>
      )}
    </div>
  );
}

function GroupBar({ group, most }: { readonly group: Figures; readonly most: number }) {
  const { count, answered, abandoned } = group;
  return (
    <span className="flex h-4 min-w-0 gap-px" style={{ width: `${(count / most) * 100}%` }}>
      {answered > 0 && <span className="min-w-px bg-talking" style={{ flexGrow: answered }} />}
      {abandoned > 0 && <span className="min-w-px" style={{ ...abandonedLook, flexGrow: abandoned }} />}
      {count > answered + abandoned && (
        <span className="min-w-px bg-line-strong" style={{ flexGrow: count - answered - abandoned }} />
      )}
    </span>
  );
}

function useGroupName(by: ReportGroup, names: HouseNames, oneDay: boolean): (key: string) => string {
  const t = useTranslations('explorer.report');
  const statuses = useTranslations('records.statuses');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  return (key) => {
    if (key === '') return t('none');
    switch (by) {
      case 'hour': {
        const clock = formatClock(locale, Number(key), zone);
        return oneDay ? clock : `${dayText(locale, Number(key), zone, false)} ${clock}`;
      }
      case 'day': {
        const at = instantOfLocal(`${key}T12:00`, zone);
        if (at === null) return key;
        const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: zone }).format(at);
        return `${dayText(locale, at, zone)} ${weekday}`;
      }
      case 'weekday_hour': {
        const [weekday = '1', hour = ''] = key.split('-');
        return `${weekdayName(locale, Number(weekday))} ${hour}:00`;
      }
      case 'agent':
        return names.agent(key);
      case 'queue':
        return names.queue(key);
      case 'status': {
        const status = recordStatuses.find((one) => one === key);
        return status ? statuses(status) : key;
      }
      case 'ddi':
        return showNumber(key);
    }
  };
}
