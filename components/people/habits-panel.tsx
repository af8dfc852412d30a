// Habits of one person at this browser: keys, and how a call is cut.
'use client';
import { useTranslations } from 'use-intl/react';
import { type Preference, usePreference } from '../actions/preferences.ts';

export function HabitsPanel() {
  const t = useTranslations('common.shortcuts');
  return (
    <section className="flex flex-col gap-3">
      <h2 className="type-section">{t('label')}</h2>
      <Habit name="singleKeys" label={t('single')} hint={t('singleHint')} />
      <Habit name="pressTwice" label={t('pressTwice')} hint={t('pressTwiceHint')} />
    </section>
  );
}

function Habit(props: { readonly name: Preference; readonly label: string; readonly hint: string }) {
  const { name, label, hint } = props;
  const [on, setOn] = usePreference(name);
  return (
    <label className="flex max-w-prose items-start gap-3">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => setOn(event.target.checked)}
        className="mt-0.5 size-5 shrink-0 accent-ink-1"
      />
      <span>
        <span className="type-body block font-medium">{label}</span>
        <span className="type-table block text-ink-2">{hint}</span>
      </span>
    </label>
  );
}
