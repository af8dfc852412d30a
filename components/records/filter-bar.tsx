// Everything the list can be limited by. What is chosen stands in the address; chips name it and let go of it.
'use client';
import { type Ref, useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { recordKinds, recordStatuses } from '../../lib/protocol/record-shapes.ts';
import type { FilterName } from '../../lib/records/explorer-view.ts';
import type { Span } from '../../lib/records/period.ts';
import { Button } from '../ui/button.tsx';
import { ChoicePopover } from './choice-popover.tsx';
import { useFilterWords } from './filter-words.ts';
import { MoreFilters } from './more-filters.tsx';
import { NumberSearch } from './number-search.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { spanText } from './times.ts';
import type { ViewChange } from './use-explorer-view.ts';
import type { HouseNames } from './use-house-names.ts';

/** Fields whose value a button of the bar shows already. */
const shown: ReadonlySet<FilterName> = new Set(['kind', 'queue', 'agent', 'direction', 'status', 'number']);

export function FilterBar(
  props: ViewChange & {
    readonly span: Span | null;
    readonly names: HouseNames;
    readonly numberField: Ref<HTMLInputElement>;
  },
) {
  const { view, change, filter, span, names, numberField } = props;
  const t = useTranslations('explorer.filter');
  const records = useTranslations('records');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const words = useFilterWords(names)(view.filters);
  /** On a phone the choices are unfolded on demand. */
  const [unfolded, setUnfolded] = useState(false);
  const { filters } = view;
  return (
    <search aria-label={t('label')} className="flex flex-wrap items-center gap-2 px-4 pt-2">
      <PeriodPicker
        preset={view.preset}
        span={span}
        told={span ? spanText(locale, span, zone, true) : ''}
        onChange={(fields) => change(fields)}
      />
      <NumberSearch
        value={filters.number ?? ''}
        field={numberField}
        onChange={(number) => filter({ number }, 'replace')}
      />
      <Button
        className="sm:hidden max-sm:h-11"
        aria-expanded={unfolded}
        onClick={() => setUnfolded((before) => !before)}
      >
        {words.length > 0 ? `${t('open')} · ${words.length}` : t('open')}
      </Button>
      <div className={`flex flex-wrap items-center gap-2 ${unfolded ? '' : 'max-sm:hidden'}`}>
        <ChoicePopover
          label={t('queue')}
          all={t('allFeminine')}
          options={names.queues}
          value={filters.queue}
          onChange={(queue) => filter({ queue })}
        />
        <ChoicePopover
          label={t('agent')}
          all={t('all')}
          options={names.agents}
          value={filters.agent}
          onChange={(agent) => filter({ agent })}
        />
        <ChoicePopover
          label={t('status')}
          all={t('all')}
          options={recordStatuses.map((id) => ({ id, name: records(`statuses.${id}`) }))}
          value={filters.status}
          onChange={(status) => filter({ status })}
        />
        <ChoicePopover
          single
          label={t('kind')}
          all={t('all')}
          options={recordKinds.map((id) => ({ id, name: records(`kinds.${id}`) }))}
          value={filters.kind}
          onChange={(kind) => filter({ kind })}
        />
        <ChoicePopover
          single
          label={t('direction')}
          all={t('all')}
          options={(['in', 'out'] as const).map((id) => ({ id, name: records(`directions.${id}`) }))}
          value={filters.direction}
          onChange={(direction) => filter({ direction })}
        />
        <MoreFilters key={new URLSearchParams(filters).toString()} view={view} filter={filter} />
        {words
          .filter(({ name }) => !shown.has(name))
          .map(({ name, label, value }) => (
            <button
              key={name}
              type="button"
              aria-label={t('remove', { name: label, value })}
              className="type-table inline-flex h-8 items-center gap-2 rounded-chip border border-ink-1 px-2 max-sm:h-11 hover:bg-sunken"
              onClick={() => filter({ [name]: undefined })}
            >
              {label}: {value}
              <span aria-hidden="true">×</span>
            </button>
          ))}
        {words.length > 0 && (
          <Button look="quiet" className="max-sm:h-11" onClick={() => change({ filters: {} })}>
            {t('clear')}
          </Button>
        )}
      </div>
    </search>
  );
}
