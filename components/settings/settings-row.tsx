// One row of a table of settings: the number it is about, its fields, and saving what was changed.
'use client';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SaveCell } from './save-cell.tsx';
import { settingsKey } from './settings-table.tsx';
import { useRow } from './use-row.ts';

export interface RowFields<T> {
  readonly row: T;
  /** Id of the row's form: fields in other cells belong to it. */
  readonly form: string;
  readonly edit: (change: Partial<T>) => void;
}

export function SettingsRow<T extends Readonly<Record<string, string>>>(props: {
  readonly kind: 'agents' | 'queues';
  readonly number: string;
  readonly stored: T;
  readonly put: (row: T) => Promise<unknown>;
  readonly nameOf: (row: T) => string;
  /** Why the row cannot be saved as it is; null = it can. */
  readonly reasonOf?: (row: T) => string | null;
  readonly children: (fields: RowFields<T>) => ReactNode;
}) {
  const { kind, number, stored, put, nameOf, reasonOf, children } = props;
  const client = useQueryClient();
  const { row, edit, save, undo, ...rest } = useRow(stored, async (next) => {
    await put(next);
    await client.invalidateQueries({ queryKey: settingsKey(kind) });
  });
  const reason = reasonOf?.(row) ?? null;
  const thing = kind === 'agents' ? 'agent' : 'queue';
  const form = `${thing}-${number}`;
  return (
    <tr
      className="border-line border-b max-sm:flex max-sm:flex-col max-sm:gap-3 max-sm:rounded-card max-sm:border max-sm:bg-surface max-sm:p-4"
      data-testid={`settings-${thing}-${number}`}
    >
      <th
        scope="row"
        className="type-table max-sm:type-section pt-2.5 pr-2 pb-1 text-left align-top font-mono font-normal max-sm:p-0 sm:pl-2"
      >
        {number}
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!reason) save();
          }}
        />
      </th>
      {children({ row, form, edit })}
      <SaveCell form={form} name={nameOf(row) || number} reason={reason} onUndo={undo} {...rest} />
    </tr>
  );
}
