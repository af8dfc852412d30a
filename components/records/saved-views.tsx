// Views somebody wants to come back to: an address under a name, kept in this browser.
'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import * as z from 'zod/mini';
import { addressOf, type ExplorerView, viewOf } from '../../lib/records/explorer-view.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { inputLook } from '../ui/text-field.tsx';
import type { ViewChange } from './use-explorer-view.ts';
import { useStored } from './use-stored.ts';

const SavedViews = z.array(z.object({ name: z.string(), address: z.string() }));
const none: z.infer<typeof SavedViews> = [];
const key = 'wallboard_records_views';

export function SavedViewsButton({
  view,
  change,
}: {
  readonly view: ExplorerView;
  readonly change: ViewChange['change'];
}) {
  const t = useTranslations('explorer.views');
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [views, keep] = useStored(key, SavedViews, none);
  const save = () => {
    const wanted = name.trim();
    if (wanted === '') return;
    const address = addressOf({ ...view, row: null, peek: false }).toString();
    keep([...views.filter((one) => one.name !== wanted), { name: wanted, address }]);
    setName('');
  };
  return (
    <Popover
      open={open}
      onClose={() => setOpen(false)}
      label={t('button')}
      anchor={
        <Button aria-haspopup="dialog" aria-expanded={open} className="max-sm:h-11" onClick={() => setOpen(true)}>
          {t('button')}
        </Button>
      }
    >
      {views.length === 0 && <p className="type-body text-ink-2">{t('none')}</p>}
      <ul className="flex max-h-64 flex-col overflow-y-auto">
        {views.map((one) => (
          <li key={one.name} className="flex items-center gap-1">
            <button
              type="button"
              className="type-body min-h-8 min-w-0 flex-1 truncate rounded-row px-2 text-left max-sm:min-h-11 hover:bg-sunken"
              onClick={() => {
                change(viewOf(new URLSearchParams(one.address)));
                setOpen(false);
              }}
            >
              {one.name}
            </button>
            <Button
              look="quiet"
              className="max-sm:h-11"
              aria-label={t('remove', { name: one.name })}
              onClick={() => keep(views.filter(({ name }) => name !== one.name))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <form
        className="flex flex-col gap-2 border-line border-t pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input
          aria-label={t('name')}
          placeholder={t('name')}
          maxLength={60}
          required
          className={`${inputLook} max-sm:h-11`}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" className="max-sm:h-11">
          {t('save')}
        </Button>
      </form>
    </Popover>
  );
}
