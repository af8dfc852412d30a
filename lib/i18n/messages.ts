// The catalogue of one language. A page sends one of them to the browser, never all three.
// The Portuguese catalogue is the measure: the others must have its keys, no more and no fewer (TypeScript and a test).
import { en } from './en.ts';
import { esES } from './es-es.ts';
import type { Locale } from './locale.ts';
import { ptPT } from './pt-pt.ts';

export type Messages = typeof ptPT;
export type Section = keyof Messages;

const catalogues: Readonly<Record<Locale, Messages>> = { 'pt-PT': ptPT, 'es-ES': esES, en };

export function messagesOf(locale: Locale): Messages {
  return catalogues[locale];
}

declare module 'use-intl/core' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
