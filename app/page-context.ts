// What a page learns from its request: language, theme, and the house's time zone. Read on the server, so that the
// first paint is right and no script has to mend it.
import { cookies, headers } from 'next/headers';
import { createTranslator } from 'use-intl/core';
import { chooseLocale, defaultLocaleHeader, localeCookie, themeCookie, timeZoneHeader } from '../lib/i18n/locale.ts';
import { messagesOf } from '../lib/i18n/messages.ts';

export async function pageContext() {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(jar.get(localeCookie)?.value, head.get('accept-language'), head.get(defaultLocaleHeader));
  const theme = jar.get(themeCookie)?.value === 'light' ? 'light' : 'dark';
  const messages = messagesOf(locale);
  return {
    locale,
    theme,
    messages,
    timeZone: head.get(timeZoneHeader) ?? 'Europe/Lisbon',
    t: createTranslator({ locale, messages }),
  } as const;
}
