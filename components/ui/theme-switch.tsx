// Chooses dark or light for this browser, at once and without a flash on the next page.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { themeCookie } from '../../lib/i18n/locale.ts';
import { rememberChoice } from './remember-choice.ts';

export function ThemeSwitch() {
  const t = useTranslations('common.theme');
  const [theme, setTheme] = useState('dark');
  useEffect(() => setTheme(document.documentElement.dataset.theme ?? 'dark'), []);
  return (
    <select
      aria-label={t('label')}
      value={theme}
      onChange={(event) => {
        const next = event.target.value === 'light' ? 'light' : 'dark';
        rememberChoice(themeCookie, next);
        document.documentElement.dataset.theme = next;
        document
          .querySelector('meta[name="theme-color"]')
          ?.setAttribute('content', getComputedStyle(document.documentElement).getPropertyValue('--bg'));
        setTheme(next);
      }}
      className="h-8 rounded-chip border border-line-strong bg-surface px-2 type-table text-ink-1"
    >
      <option value="dark">{t('dark')}</option>
      <option value="light">{t('light')}</option>
    </select>
  );
}
