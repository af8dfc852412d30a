// Finds a person on a full wall: everybody else steps back. Escape puts them all back.
'use client';
import { useTranslations } from 'use-intl/react';

export function SearchBox(props: {
  readonly value: string;
  readonly found: number;
  readonly onChange: (value: string | null) => void;
}) {
  const { value, found, onChange } = props;
  const t = useTranslations('wall.search');
  return (
    <search className="wall-search">
      <input
        // biome-ignore lint/a11y/noAutofocus: it was asked for by a key press just now.
        autoFocus
        type="search"
        aria-label={t('label')}
        placeholder={t('label')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange(null);
        }}
      />
      <output aria-live="polite">{value && t('found', { count: found })}</output>
      <button type="button" onClick={() => onChange(null)}>
        {t('end')}
      </button>
    </search>
  );
}
