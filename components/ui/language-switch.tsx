// Chooses the language of this browser. Each language is named in itself.
'use client';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'use-intl/react';
import { isLocale, localeCookie, locales } from '../../lib/i18n/locale.ts';
import { rememberChoice } from './remember-choice.ts';

export function LanguageSwitch() {
  const t = useTranslations('common.language');
  const locale = useLocale();
  const router = useRouter();
  return (
    <select
      aria-label={t('label')}
      value={locale}
      onChange={(event) => {
        if (!isLocale(event.target.value)) return;
        rememberChoice(localeCookie, event.target.value);
        router.refresh();
      }}
      className="h-8 rounded-chip border border-line-strong bg-surface px-2 type-table text-ink-1"
    >
      {locales.map((option) => (
        <option key={option} value={option} lang={option}>
          {t(option)}
        </option>
      ))}
    </select>
  );
}
