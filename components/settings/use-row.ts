// One row being edited: what is stored, what is typed, and what was stored before, to go back to.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';

/** @param T a flat record of texts: the row as it is typed */
export function useRow<T extends Readonly<Record<string, string>>>(stored: T, put: (row: T) => Promise<unknown>) {
  const failureText = useFailureText();
  const [draft, setDraft] = useState<T | null>(null);
  const [before, setBefore] = useState<T | null>(null);
  const row = draft ?? stored;
  const changed = draft !== null && Object.keys(stored).some((field) => draft[field] !== stored[field]);
  const save = useMutation({
    retry: false,
    mutationFn: put,
    onSuccess: () => setDraft(null),
  });
  return {
    row,
    changed,
    saving: save.isPending,
    saved: save.isSuccess,
    error: save.isError ? failureText(failureOf(save.error)) : null,
    edit: (change: Partial<T>) => setDraft({ ...row, ...change }),
    save() {
      if (!changed || save.isPending) return;
      setBefore(stored);
      save.mutate(row);
    },
    /** Drops what is typed, else brings back what was stored before the last save. null = nothing to take back. */
    undo: changed
      ? () => setDraft(null)
      : before && save.isSuccess
        ? () => {
            const back = before;
            setBefore(null);
            save.mutate(back);
          }
        : null,
  };
}
