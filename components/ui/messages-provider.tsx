// Hands one language's catalogue, and the house's time zone, to the components below.
'use client';
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl/react';
import type { Locale } from '../../lib/i18n/locale.ts';
import type { Messages } from '../../lib/i18n/messages.ts';

export function MessagesProvider(props: {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly timeZone: string;
  readonly children: ReactNode;
}) {
  const { locale, messages, timeZone, children } = props;
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
