// Loads the page anew where that helps: another language, another build of the server, and once a night. Never while a
// severe alarm presses, never while the server does not answer, and never twice for the same reason.
'use client';
import { useEffect, useEffectEvent } from 'react';
import { useLocale, useTimeZone } from 'use-intl/react';
import { localeCookie, themeCookie } from '../../lib/i18n/locale.ts';
import { wallTime } from '../../lib/time/zone.ts';
import { rememberChoice } from '../ui/remember-choice.ts';
import { pagesBuild } from './pages-build.ts';
import type { Own } from './use-own-screen.ts';

const lookMs = 20_000;
const nightHour = 4;
const tried = 'wallboard-renewed-for';

/** @param quiet no severe alarm presses */
export function useRenewal(own: Own | null, quiet: boolean): void {
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const wanted = own?.screen;
  useEffect(() => {
    if (!wanted) return;
    rememberChoice(localeCookie, wanted.locale);
    rememberChoice(themeCookie, wanted.theme);
    document.documentElement.dataset.theme = wanted.theme;
    if (wanted.locale !== locale) renew(`language ${wanted.locale}`);
  }, [wanted, locale]);

  const look = useEffectEvent((openedAt: number) => {
    if (!own || !quiet) return;
    if (own.build !== pagesBuild) renew(`build ${own.build}`);
    const now = wallTime(Date.now(), zone);
    // Opened less than an hour ago: this night's was done.
    if (now.hour === nightHour && Date.now() - openedAt > 3_600_000) renew(`night ${now.year}-${now.month}-${now.day}`);
  });
  useEffect(() => {
    const openedAt = Date.now();
    const timer = setInterval(() => look(openedAt), lookMs);
    return () => clearInterval(timer);
  }, []);
}

function renew(why: string): void {
  if (sessionStorage.getItem(tried) === why) return;
  fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => {
      if (!ok) return;
      sessionStorage.setItem(tried, why);
      location.reload();
    },
    // No server: what stands here is better than the browser's own page. It is tried again at the next look.
    (error: unknown) => console.warn('the page is loaded anew later', error),
  );
}
