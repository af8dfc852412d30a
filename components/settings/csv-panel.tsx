// Tables out and in as CSV. What comes in is shown first, and taken whole or not at all; every bad row is named.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import * as z from 'zod/mini';
import { Imported } from '../../lib/protocol/endpoint-shapes.ts';
import { type ApiFailure, ask, failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';
import { useMay } from '../actions/use-who-am-i.ts';
import { Button } from '../ui/button.tsx';
import { buttonLook } from '../ui/button-look.ts';
import { Drawer } from '../ui/drawer.tsx';
import { type CsvPreview, previewCsv } from './csv-preview.ts';

const Problems = z.object({
  rows: z.array(z.object({ row: z.number(), field: z.string(), code: z.string(), message: z.string() })),
});

export function CsvPanel({ kind, onDone }: { readonly kind: 'agents' | 'queues'; readonly onDone: () => void }) {
  const t = useTranslations('settings.csv');
  const may = useMay('house.write');
  const [chosen, setChosen] = useState<{ file: File; preview: CsvPreview } | null>(null);
  const path = `/api/v1/settings/${kind}.csv`;
  const send = useMutation({
    retry: false,
    mutationFn: (file: File) => ask(Imported, 'PUT', path, { csv: file.slice(0, file.size, 'text/csv') }),
    onSuccess: () => {
      setChosen(null);
      onDone();
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" className="type-label text-ink-2 empty:absolute">
        {send.isSuccess && t('done', { count: send.data.rows })}
      </span>
      <a href={path} download={`${kind}.csv`} className={buttonLook()}>
        {t('export')}
      </a>
      {may && (
        <label
          className={`${buttonLook()} focus-within:outline-2 focus-within:outline-ink-1 focus-within:outline-offset-2`}
        >
          {t('import')}
          <input
            type="file"
            accept=".csv,text/csv,text/plain"
            className="sr-only"
            onChange={async (event) => {
              const input = event.target;
              const file = input.files?.[0];
              if (!file) return;
              send.reset();
              setChosen({ file, preview: previewCsv(await file.text()) });
              input.value = '';
            }}
          />
        </label>
      )}
      {chosen && (
        <Drawer
          title={t('title')}
          description={`${chosen.file.name} · ${t('rows', { count: chosen.preview.rowCount })}`}
          closeLabel={t('cancel')}
          onClose={() => setChosen(null)}
        >
          <Preview {...chosen.preview} />
          {send.isError && <RowProblems failure={failureOf(send.error)} />}
          <div className="flex justify-end gap-2">
            <Button onClick={() => setChosen(null)}>{t('cancel')}</Button>
            <Button
              look="primary"
              reason={chosen.preview.rowCount === 0 ? t('empty') : null}
              aria-busy={send.isPending}
              onClick={() => !send.isPending && send.mutate(chosen.file)}
            >
              {t('send', { count: chosen.preview.rowCount })}
            </Button>
          </div>
        </Drawer>
      )}
    </div>
  );
}

function Preview({ columns, rows, rowCount }: CsvPreview) {
  const t = useTranslations('settings.csv');
  return (
    <div className="overflow-x-auto">
      <table className="type-label w-full border-collapse">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} className="border-line border-b px-2 py-1 text-left">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a still picture of a file.
            <tr key={index}>
              {columns.map((name, column) => (
                <td key={name} className="border-line border-b px-2 py-1">
                  {cells[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rowCount > rows.length && (
        <p className="type-label py-2 text-ink-2">{t('more', { count: rowCount - rows.length })}</p>
      )}
    </div>
  );
}

function RowProblems({ failure }: { readonly failure: ApiFailure }) {
  const t = useTranslations('settings.csv');
  const failureText = useFailureText();
  const read = Problems.safeParse(failure.details);
  return (
    <div role="alert" className="type-body flex flex-col gap-1 text-danger-text">
      <p className="font-medium">{failureText(failure)}</p>
      {read.success && (
        <ul className="type-table list-disc pl-5">
          {read.data.rows.slice(0, 50).map(({ row, field, code }) => (
            <li key={`${row} ${field} ${code}`}>{t('problem', { row, field, message: t(`codes.${wordOf(code)}`) })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A code we have no word for is at least not valid. */
function wordOf(code: string): 'required' | 'duplicate' | 'invalid' {
  return code === 'required' || code === 'duplicate' ? code : 'invalid';
}
