// What people say of a call: a note and a code of its outcome, kept with its record.
'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { type CallRecord, NoteAnswer, OutcomeCodes } from '../../lib/protocol/record-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { FailureNote } from '../actions/failure-note.tsx';
import { useMay } from '../actions/use-who-am-i.ts';
import { Button } from '../ui/button.tsx';
import { inputLook } from '../ui/text-field.tsx';
import { dayText } from './times.ts';

const longest = 2_000;

export function NoteForm({ record }: { readonly record: CallRecord }) {
  const t = useTranslations('explorer.call.note');
  const common = useTranslations('common');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const client = useQueryClient();
  const may = useMay('records.note');
  const codes = useQuery({
    queryKey: ['outcomes'],
    queryFn: () => ask(OutcomeCodes, 'GET', '/api/v1/settings/outcomes'),
    staleTime: 60_000,
  });
  const { note } = record;
  const [text, setText] = useState(note?.text ?? '');
  const [outcome, setOutcome] = useState(note?.outcome ?? '');
  const save = useMutation({
    retry: false,
    mutationFn: () =>
      ask(NoteAnswer, 'PUT', `/api/v1/records/${encodeURIComponent(record.key)}/note`, {
        body: {
          text: text.trim() === '' ? null : text.trim(),
          // A retired code stays as it is; it cannot be set anew.
          ...(outcome === (note?.outcome ?? '') ? {} : { outcome: outcome === '' ? null : outcome }),
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
  const offered = (codes.data?.codes ?? []).filter(({ code, retired }) => !retired || code === note?.outcome);
  const changed = text.trim() !== (note?.text ?? '') || outcome !== (note?.outcome ?? '');
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && !save.isPending) save.mutate();
      }}
    >
      <h2 className="type-section">{t('title')}</h2>
      {offered.length > 0 && (
        <label className="type-label flex flex-col gap-1 text-ink-2">
          {t('outcome')}
          <select
            disabled={!may}
            className={`${inputLook} max-sm:h-11`}
            value={outcome}
            onChange={(event) => setOutcome(event.target.value)}
          >
            <option value="">{t('noOutcome')}</option>
            {offered.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="type-label flex flex-col gap-1 text-ink-2">
        {t('text')}
        <textarea
          rows={3}
          readOnly={!may}
          maxLength={longest}
          className="type-body w-full rounded-chip border border-line-strong bg-surface p-2 text-ink-1"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {note && (
        <p className="type-label text-ink-2">
          {t('by', {
            name: note.byName,
            at: `${dayText(locale, note.at, zone)} ${formatClock(locale, note.at, zone)}`,
          })}
        </p>
      )}
      {save.isError && <FailureNote failure={failureOf(save.error)} />}
      {may && (
        <div className="flex items-center gap-3">
          <Button
            type="submit"
            className="max-sm:h-11"
            aria-busy={save.isPending}
            reason={changed ? null : t('unchanged')}
          >
            {save.isPending ? common('saving') : common('save')}
          </Button>
          <span role="status" className="type-label text-ink-2">
            {save.isSuccess && !changed ? common('saved') : ''}
          </span>
        </div>
      )}
    </form>
  );
}
