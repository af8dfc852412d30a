// Tells that rows came in since the list was made; they are shown when somebody asks, never under their eyes.
'use client';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import { useFreshRecords, useNewRows } from './use-records.ts';

export function NewRows(props: {
  readonly query: string | null;
  readonly shown: number | null;
  readonly running: boolean;
}) {
  const { query, shown, running } = props;
  const t = useTranslations('explorer.totals');
  const count = useNewRows(query, shown, running);
  const fresh = useFreshRecords();
  return (
    <span role="status" className="empty:hidden">
      {count > 0 && (
        <Button look="primary" className="rounded-full max-sm:h-11" onClick={fresh}>
          {t('fresh', { count })}
        </Button>
      )}
    </span>
  );
}
