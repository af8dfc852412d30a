// The figures of the whole span, each with what it means, how it is worked out, how it was before, and the way to what
// it counted.
'use client';
import Link from 'next/link';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import type { Figures } from '../../lib/protocol/record-shapes.ts';
import type { ExplorerView } from '../../lib/records/explorer-view.ts';
import { figureNames } from '../../lib/records/figures.ts';
import type { Span } from '../../lib/records/period.ts';
import { countedFigures, reportLink } from '../../lib/records/report-link.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { differenceText, figureText } from './figure-text.ts';
import { spanText } from './times.ts';

export function ReportFigures(props: {
  readonly view: ExplorerView;
  readonly span: Span;
  /** null = not known yet. */
  readonly total: Figures | null;
  readonly before: Figures | null;
  readonly beforeSpan: Span;
}) {
  const { view, span, total, before, beforeSpan } = props;
  const t = useTranslations('explorer.report');
  const records = useTranslations('records');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  // Where nothing was read there is nothing to compare with.
  const compared = before && before.count > 0 ? before : null;
  return (
    <section aria-label={t('figures')} className="flex flex-col gap-2">
      <dl className="grid grid-cols-3 gap-px overflow-hidden rounded-card border border-line bg-line max-lg:grid-cols-2">
        {figureNames.map((name) => {
          const counted = countedFigures.find((one) => one === name);
          const link = counted && total?.[name] ? reportLink(view, span, counted, null, zone) : null;
          const difference =
            total && compared && differenceText(locale, name, total[name], compared[name], t('points'));
          const value = total && figureText(locale, total, name);
          return (
            <div key={name} className="flex flex-col gap-1 bg-surface p-3" data-testid={`figure-${name}`}>
              <dt className="type-label text-ink-2">{records(`figures.${name}.name`)}</dt>
              <dd className="flex min-h-8 flex-wrap items-baseline gap-x-3">
                {value === null ? (
                  <Skeleton className="h-8 w-24" />
                ) : link === null ? (
                  <span className="type-kpi">{value}</span>
                ) : (
                  <Link href={`/records?${link}`} className="type-kpi underline decoration-1 underline-offset-4">
                    {value}
                  </Link>
                )}
                {difference && <span className="type-table text-ink-2">{difference}</span>}
              </dd>
              <dd className="type-label font-normal text-ink-2">{records(`figures.${name}.formula`)}</dd>
            </div>
          );
        })}
      </dl>
      <p className="type-label text-ink-2">
        {before && t(compared ? 'before' : 'beforeEmpty', { span: spanText(locale, beforeSpan, zone, true) })}{' '}
        {records('known.agentsOnly')} {records('known.limits')}
      </p>
    </section>
  );
}
