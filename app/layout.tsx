// The frame of every page: language, theme and letters. It holds no data and no session.

import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { MessagesProvider } from '../components/ui/messages-provider.tsx';
import { pageContext } from './page-context.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: t('common.product'), robots: { index: false, follow: false }, formatDetection: { telephone: false } };
}

export async function generateViewport(): Promise<Viewport> {
  const { theme } = await pageContext();
  return { colorScheme: theme, themeColor: theme === 'dark' ? '#0a0b0d' : '#f8f8f9' };
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const { locale, theme, messages, timeZone } = await pageContext();
  return (
    <html lang={locale} data-theme={theme} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <MessagesProvider locale={locale} messages={messages} timeZone={timeZone}>
          {children}
        </MessagesProvider>
      </body>
    </html>
  );
}
