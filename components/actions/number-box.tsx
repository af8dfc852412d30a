// Where a number is typed or pasted in any spelling. Shows how it is read before anybody dials it; Enter dials.
'use client';
import { useLocale, useTranslations } from 'use-intl/react';
import { TextField } from '../ui/text-field.tsx';
import { CallButton } from './call-button.tsx';
import { useDesk, useKept } from './desk.ts';
import type { SheetSubject } from './sheet-subject.ts';
import { useNumberCheck, useSettled } from './use-number-check.ts';

export function NumberBox(props: { readonly extension: string; readonly onOpen: (subject: SheetSubject) => void }) {
  const { extension, onOpen } = props;
  const t = useTranslations('actions.call');
  const errors = useTranslations('errors.reason');
  const locale = useLocale();
  const { drafts } = useDesk();
  const draft = useKept(drafts, extension);
  const { text } = draft;
  const settled = useSettled(text);
  const number = draft.entered === text ? text : settled;
  const check = useNumberCheck(number);
  const verdict = number === text ? check.data : undefined;
  const reads = verdict?.allowed
    ? verdict.kind === 'extension'
      ? t('readsExtension', { number: verdict.national ?? text })
      : verdict.country
        ? t('reads', {
            number: verdict.international ?? verdict.national ?? text,
            country: new Intl.DisplayNames(locale, { type: 'region' }).of(verdict.country) ?? verdict.country,
          })
        : t('readsPlain', { number: verdict.national ?? text })
    : null;
  const waiting = text.trim() !== '' && (number !== text || check.isFetching);
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') drafts.set(extension, { text, entered: text, wanted: true });
      }}
    >
      <TextField
        label={t('number')}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        data-number-box
        className="h-11 font-mono"
        value={text}
        onChange={(event) => drafts.set(extension, { ...draft, text: event.target.value })}
        error={verdict?.reason ? errors(verdict.reason) : null}
        hint={waiting ? t('checking') : reads}
      />
      <CallButton
        place={`box ${extension}`}
        extension={extension}
        number={number}
        label={t('label')}
        onOpen={onOpen}
        asked={draft.wanted}
        onTaken={() => drafts.set(extension, { ...drafts.get(extension), wanted: false })}
      />
    </form>
  );
}
