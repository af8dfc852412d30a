// The filters that are seldom needed: bounds of duration and wait, and short abandons.
'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ExplorerView } from '../../lib/records/explorer-view.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { inputLook } from '../ui/text-field.tsx';
import type { ViewChange } from './use-explorer-view.ts';

const bounds = [
  ['duration', 'minDuration', 'maxDuration'],
  ['wait', 'minWait', 'maxWait'],
] as const;
const shorts = [undefined, 'no', 'yes'] as const;

export function MoreFilters({ view, filter }: { readonly view: ExplorerView; readonly filter: ViewChange['filter'] }) {
  const t = useTranslations('explorer.filter');
  const [open, setOpen] = useState(false);
  const { filters } = view;
  const set = [...bounds.flatMap(([, least, most]) => [filters[least], filters[most]]), filters.short].some(Boolean);
  return (
    <Popover
      open={open}
      onClose={() => setOpen(false)}
      label={t('more')}
      anchor={
        <Button
          aria-haspopup="dialog"
          aria-expanded={open}
          className={`max-sm:h-11 ${set ? 'border-ink-1' : ''}`}
          onClick={() => setOpen(true)}
        >
          {t('more')}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string) => {
            const value = form.get(name);
            return typeof value === 'string' && value !== '' ? value : undefined;
          };
          filter({
            minDuration: text('minDuration'),
            maxDuration: text('maxDuration'),
            minWait: text('minWait'),
            maxWait: text('maxWait'),
            short: text('short'),
          });
          setOpen(false);
        }}
      >
        {bounds.map(([name, least, most]) => (
          <fieldset key={name}>
            <legend className="type-label mb-1 text-ink-2">{t(name)}</legend>
            <div className="flex items-center gap-2">
              <input
                name={least}
                type="number"
                inputMode="numeric"
                min={0}
                max={604_800}
                step={1}
                aria-label={t(least)}
                defaultValue={filters[least]}
                className={`${inputLook} max-sm:h-11`}
              />
              <span aria-hidden="true">–</span>
              <input
                name={most}
                type="number"
                inputMode="numeric"
                min={0}
                max={604_800}
                step={1}
                aria-label={t(most)}
                defaultValue={filters[most]}
                className={`${inputLook} max-sm:h-11`}
              />
            </div>
          </fieldset>
        ))}
        <label className="type-label flex flex-col gap-1 text-ink-2">
          {t('short')}
          <select name="short" defaultValue={filters.short ?? ''} className={`${inputLook} max-sm:h-11`}>
            {shorts.map((short) => (
              <option key={short ?? ''} value={short ?? ''}>
                {short === undefined ? t('all') : t(short === 'yes' ? 'shortYes' : 'shortNo')}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" look="primary" className="max-sm:h-11">
          {t('apply')}
        </Button>
      </form>
    </Popover>
  );
}
