// How many the list holds, and how many of them were lost. Counted by the server under the list's own filter.
'use client';
import { useLocale, useTranslations } from 'use-intl/react';
import { formatNumber } from '../../lib/i18n/numbers.ts';
import type { Figures } from '../../lib/protocol/record-shapes.ts';

export function TotalsLine({ total }: { readonly total: Figures | null }) {
  const t = useTranslations('explorer.totals');
  const records = useTranslations('records');
  const locale = useLocale();
  if (!total) {
    return (
      <p role="status" className="type-body min-h-5 text-ink-2">
        {t('counting')}
      </p>
    );
  }
  const parts = (['offered', 'answered', 'abandoned'] as const).map((name) => ({
    name,
    text: t(name, { shown: formatNumber(locale, total[name]) }),
    formula: records(`figures.${name}.formula`),
  }));
  return (
    <p role="status" data-testid="records-totals" className="type-body flex min-h-5 flex-wrap gap-x-3">
      <b className="font-semibold" title={records('figures.count.formula')}>
        {t('rows', { count: total.count, shown: formatNumber(locale, total.count) })}
      </b>
      {total.offered > 0 &&
        parts.map(({ name, text, formula }) => (
          <span key={name} title={formula} className={name === 'abandoned' ? '' : 'text-ink-2 max-sm:hidden'}>
            {text}
          </span>
        ))}
    </p>
  );
}
