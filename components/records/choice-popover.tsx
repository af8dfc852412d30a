// One filter of which several values may be chosen: a button that says what is chosen, and a list to choose from.
'use client';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { toggled } from '../../lib/records/explorer-view.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { inputLook } from '../ui/text-field.tsx';
import type { Named } from './use-house-names.ts';

/** From here on the list can be searched. */
const manyOptions = 8;

export function ChoicePopover(props: {
  readonly label: string;
  /** What is said when nothing is chosen. */
  readonly all: string;
  readonly options: readonly Named[];
  /** Values by commas. */
  readonly value: string | undefined;
  /** One value at most. */
  readonly single?: boolean;
  readonly onChange: (value: string | undefined) => void;
}) {
  const { label, all, options, value, single = false, onChange } = props;
  const t = useTranslations('explorer.filter');
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const group = useId();
  const chosen = value === undefined ? [] : value.split(',');
  const [only] = chosen;
  const told =
    only === undefined
      ? all
      : chosen.length === 1
        ? (options.find(({ id }) => id === only)?.name ?? only)
        : t('some', { count: chosen.length });
  // Values of the address that are on no board any more can still be let go of.
  const listed = [...options, ...chosen.filter((id) => !options.some((one) => one.id === id)).map(named)];
  const found = listed.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <Popover
      open={open}
      onClose={() => {
        setOpen(false);
        setWords('');
      }}
      label={label}
      anchor={
        <Button
          aria-haspopup="dialog"
          aria-expanded={open}
          className={`max-w-60 max-sm:h-11 ${only === undefined ? '' : 'border-ink-1'}`}
          onClick={() => setOpen(true)}
        >
          <span className="truncate">
            {label}: <b className="font-medium">{told}</b>
          </span>
        </Button>
      }
    >
      {listed.length > manyOptions && (
        <input
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          className={inputLook}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <fieldset className="flex max-h-72 flex-col overflow-y-auto">
        <legend className="sr-only">{label}</legend>
        {single && (
          <label className="type-body flex min-h-8 items-center gap-2 px-1 max-sm:min-h-11">
            <input type="radio" name={group} checked={only === undefined} onChange={() => onChange(undefined)} />
            {all}
          </label>
        )}
        {found.map(({ id, name }) => (
          <label key={id} className="type-body flex min-h-8 items-center gap-2 px-1 max-sm:min-h-11">
            <input
              type={single ? 'radio' : 'checkbox'}
              name={single ? group : undefined}
              checked={chosen.includes(id)}
              onChange={() => onChange(single ? id : toggled(value, id))}
            />
            <span className="min-w-0 break-words">{name}</span>
            {name !== id && /^[0-9]+$/.test(id) && (
              <span className="type-label ml-auto font-mono text-ink-2">{id}</span>
            )}
          </label>
        ))}
      </fieldset>
      {!single && only !== undefined && <Button onClick={() => onChange(undefined)}>{all}</Button>}
    </Popover>
  );
}

const named = (id: string): Named => ({ id, name: id });
