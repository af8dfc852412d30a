// A page of the settings that is one table: its head, CSV out and in, a search, and a row for each thing. On a phone every
// row is a card, each field under its own name. It knows nothing of what the rows hold.
'use client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CsvPanel } from './csv-panel.tsx';

export function SettingsTable<T>(props: {
  readonly kind: 'agents' | 'queues';
  readonly fetchRows: () => Promise<readonly T[]>;
  /** Names of the columns, the number's first; the last column, to save, has none. */
  readonly heads: readonly string[];
  /** What a search looks in. */
  readonly wordsOf: (row: T) => readonly (string | null)[];
  readonly children: (row: T) => ReactNode;
  /** Below the table. */
  readonly hint?: ReactNode;
}) {
  const { kind, fetchRows, heads, wordsOf, children, hint } = props;
  const t = useTranslations('settings');
  const common = useTranslations('common');
  const [filter, setFilter] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: settingsKey(kind), queryFn: fetchRows });
  if (error && !data) return <FailurePanel error={error} onRetry={() => refetch()} />;
  const word = filter.trim().toLowerCase();
  const shown = data?.filter((row) => wordsOf(row).some((text) => text?.toLowerCase().includes(word)));
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="type-page">{t(`pages.${kind}`)}</h1>
          <p className="type-body text-ink-2">{t(`${kind}.text`)}</p>
        </div>
        <CsvPanel kind={kind} onDone={() => refetch()} />
      </header>
      <div className="sm:max-w-xs">
        <TextField
          label={common('search')}
          type="search"
          className="max-sm:h-11"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      {!data && <Skeleton className="h-80 w-full" />}
      {data?.length === 0 && <StateScreen title={t(`${kind}.empty`)} text={t(`${kind}.emptyText`)} />}
      {data && data.length > 0 && shown?.length === 0 && <StateScreen title={t('noResults', { words: filter })} />}
      {shown && shown.length > 0 && (
        <div>
          <table className="w-full border-collapse max-sm:block">
            <thead className="max-sm:sr-only">
              <tr className="border-line border-b">
                {heads.map((head) => (
                  <th key={head} className={headLook}>
                    {head}
                  </th>
                ))}
                <th className={headLook}>
                  <span className="sr-only">{common('save')}</span>
                </th>
              </tr>
            </thead>
            <tbody className="max-sm:flex max-sm:flex-col max-sm:gap-3">{shown.map(children)}</tbody>
          </table>
          {hint && <p className="type-label mt-3 text-ink-2">{hint}</p>}
        </div>
      )}
    </>
  );
}

export const settingsKey = (kind: 'agents' | 'queues') => ['settings', kind] as const;
const headLook = 'type-label whitespace-nowrap px-2 py-2 text-left align-bottom font-medium text-ink-2';

/** Numbers by length, then by digits: 99 stands before 100. */
export const byNumber = (a: string, b: string): number => a.length - b.length || a.localeCompare(b);
