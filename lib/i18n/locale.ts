// Which language a page speaks. Decides from what the person chose, else what the browser asks for, else what the
// house set. It never guesses by country or address.

export const locales = ['pt-PT', 'es-ES', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Cookies and request headers that carry choices into the page. The headers are set by our server only. */
export const localeCookie = 'wallboard_locale';
export const themeCookie = 'wallboard_theme';
export const defaultLocaleHeader = 'x-default-locale';
export const timeZoneHeader = 'x-time-zone';

export function isLocale(text: string | null | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

/** `es`, `es-MX` and `es-ES` are all our `es-ES`; null when we do not speak it. */
function ours(tag: string): Locale | null {
  const language = tag.trim().toLowerCase().split('-', 1)[0];
  return locales.find((locale) => locale.split('-', 1)[0] === language) ?? null;
}

/** @param acceptLanguage the request's header, e.g. `es-ES,es;q=0.9,en;q=0.8` */
export function chooseLocale(
  cookie: string | null | undefined,
  acceptLanguage: string | null | undefined,
  fallback: string | null | undefined,
): Locale {
  if (isLocale(cookie)) return cookie;
  const asked = (acceptLanguage ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.split(';');
      const quality = parameters.map((text) => /^\s*q=([0-9.]+)\s*$/.exec(text)?.[1]).find((text) => text);
      return { tag, index, weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const { tag } of asked) {
    const found = ours(tag);
    if (found) return found;
  }
  return isLocale(fallback) ? fallback : 'pt-PT';
}
