// Which columns the list shows, and how high its rows are. Kept in this browser.
'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { columnNames, firstLook, type ListLook } from './columns.ts';

export function ColumnChooser({
  look,
  onLook,
}: {
  readonly look: ListLook;
  readonly onLook: (look: ListLook) => void;
}) {
  const t = useTranslations('explorer.columns');
  const heads = useTranslations('explorer.list');
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onClose={() => setOpen(false)}
      label={t('button')}
      anchor={
        <Button aria-haspopup="dialog" aria-expanded={open} className="max-sm:hidden" onClick={() => setOpen(true)}>
          {t('button')}
        </Button>
      }
    >
      <fieldset className="grid grid-cols-2">
        <legend className="type-label mb-1 text-ink-2">{t('button')}</legend>
        {columnNames.map((name) => (
          <label key={name} className="type-body flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              checked={look.columns.includes(name)}
              // A call without its start cannot be told from the next.
              disabled={name === 'start'}
              onChange={({ target }) =>
                onLook({
                  ...look,
                  columns: columnNames.filter((one) => (one === name ? target.checked : look.columns.includes(one))),
                })
              }
            />
            {heads(name)}
          </label>
        ))}
      </fieldset>
      <fieldset className="flex gap-4">
        <legend className="type-label mb-1 text-ink-2">{t('rows')}</legend>
        {([false, true] as const).map((dense) => (
          <label key={String(dense)} className="type-body flex min-h-8 items-center gap-2">
            <input
              type="radio"
              name="height"
              checked={look.dense === dense}
              onChange={() => onLook({ ...look, dense })}
            />
            {t(dense ? 'dense' : 'wide')}
          </label>
        ))}
      </fieldset>
      <Button onClick={() => onLook(firstLook)}>{t('reset')}</Button>
    </Popover>
  );
}
