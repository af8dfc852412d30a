// Which telephone rings first when this person calls: their own, or the one they choose and we remember here.
'use client';
import { useTranslations } from 'use-intl/react';
import { useBoardSelector } from '../live/connection.tsx';
import { perBoard } from '../live/per-board.ts';
import { useOwnPhone } from './preferences.ts';
import { useWhoAmI } from './use-who-am-i.ts';

const phones = perBoard((board) =>
  Object.values(board.agents)
    .map(({ extension, name }) => ({ extension, name }))
    .sort((a, b) => a.extension.length - b.extension.length || a.extension.localeCompare(b.extension)),
);
const same = (a: ReturnType<typeof phones>, b: ReturnType<typeof phones>) =>
  a.length === b.length && a.every((one, index) => one.extension === b[index]?.extension && one.name === b[index].name);

/** The extension that rings first, null until one is chosen. */
export function useCallingPhone(): string | null {
  const who = useWhoAmI();
  const [chosen] = useOwnPhone();
  return who?.extension ?? chosen;
}

export function FromPicker() {
  const t = useTranslations('actions.call');
  const who = useWhoAmI();
  const [chosen, choose] = useOwnPhone();
  const options = useBoardSelector(phones, same) ?? [];
  if (who?.extension) {
    return <p className="type-table text-ink-2">{t('fromHere', { extension: who.extension })}</p>;
  }
  return (
    <label className="flex flex-col gap-1">
      <span className="type-label text-ink-2">{t('from')}</span>
      <select
        value={chosen ?? ''}
        onChange={(event) => choose(event.target.value)}
        className="h-8 rounded-chip border border-line-strong bg-surface px-2 type-body text-ink-1"
      >
        <option value="" disabled>
          {t('fromChoose')}
        </option>
        {options.map(({ extension, name }) => (
          <option key={extension} value={extension}>
            {name ? `${extension} · ${name}` : extension}
          </option>
        ))}
      </select>
    </label>
  );
}
