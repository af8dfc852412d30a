// The quiet line at the top of desk pages: where one is, where one can go, and out.
'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { type Action, may } from '../../lib/protocol/permissions.ts';
import type { Role } from '../../lib/protocol/roles.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The last one: who is offered the place. */
const places = [
  ['wall', '/wall', 'board.read'],
  ['agents', '/wall/agents', 'board.read'],
  ['calls', '/wall/calls', 'board.read'],
  ['records', '/records', 'records.read'],
  ['settings', '/settings', 'account.own'],
] as const satisfies readonly (readonly [string, string, Action])[];

/**
 * @param end what ends the session, usually `<SignOutButton/>`
 * @param role who looks; null while it is not known: then every place stands there, and the server decides
 */
export function Nav({ end, role }: { readonly end?: ReactNode; readonly role: Role | null }) {
  const t = useTranslations('common');
  const path = usePathname();
  // The longest address that begins this page's is where we are.
  const here = places
    .filter(([, href]) => path === href || path.startsWith(`${href}/`))
    .sort(([, a], [, b]) => b.length - a.length)[0]?.[1];
  return (
    <nav
      aria-label={t('nav.label')}
      className="flex min-h-12 flex-wrap items-center gap-1 border-line border-b bg-surface px-4 py-2"
    >
      <span className="type-body mr-3 font-semibold max-sm:w-full">{t('product')}</span>
      {places
        .filter(([, , action]) => role === null || may(role, action))
        .map(([name, href]) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            aria-current={here === href ? 'page' : undefined}
            className="type-table rounded-row px-3 py-1.5 text-ink-2 max-sm:px-1.5 hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink-1"
          >
            {t(`nav.${name}`)}
          </Link>
        ))}
      <span className="ml-auto flex flex-wrap items-center gap-2 max-sm:w-full">
        <ThemeSwitch />
        <LanguageSwitch />
        {end}
      </span>
    </nav>
  );
}
