// The frame around every page of the records: where one is, the live board (for names, running calls and calling back),
// and one query cache, so that going to a call and back finds the list as it was.
'use client';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { may } from '../../lib/protocol/permissions.ts';
import { addressOf, viewOf } from '../../lib/records/explorer-view.ts';
import { ActionsProvider } from '../actions/actions-provider.tsx';
import { SessionGuard } from '../actions/session-guard.tsx';
import { SignOutButton } from '../actions/sign-out-button.tsx';
import { useWhoAmI } from '../actions/use-who-am-i.ts';
import { LiveProvider } from '../live/connection.tsx';
import { Nav } from '../ui/nav.tsx';
import { StateScreen } from '../ui/state-screen.tsx';

export function RecordsFrame({ children }: { readonly children: ReactNode }) {
  return (
    <LiveProvider>
      <ActionsProvider>
        <SessionGuard working />
        <Framed>{children}</Framed>
      </ActionsProvider>
    </LiveProvider>
  );
}

const pages = [
  ['list', '/records'],
  ['reports', '/records/summary'],
] as const;

/** Pages whose address is a filter. */
const kept: Readonly<Record<string, true>> = { '/records': true, '/records/summary': true };

function Framed({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('explorer');
  const errors = useTranslations('errors.page');
  const path = usePathname();
  const address = useSearchParams();
  const user = useWhoAmI();
  // From the list to its report and back under the same filter.
  const filter = addressOf({ ...viewOf(new URLSearchParams(address)), row: null, peek: false }).toString();
  const refused = user !== null && !may(user.role, 'records.read');
  return (
    <div className="flex h-dvh flex-col">
      <Nav end={<SignOutButton />} role={user?.role ?? null} />
      <nav aria-label={t('title')} className="flex gap-1 border-line border-b px-4 py-1">
        {pages.map(([name, href]) => (
          <Link
            key={href}
            href={path in kept ? `${href}?${filter}` : href}
            prefetch={false}
            aria-current={path === href ? 'page' : undefined}
            className="type-table flex min-h-8 items-center rounded-row px-3 text-ink-2 max-sm:min-h-11 hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:text-ink-1"
          >
            {t(`pages.${name}`)}
          </Link>
        ))}
      </nav>
      {/* What is hidden but for screen readers stays inside: else the page itself would scroll, down to nothing. */}
      <main className="relative flex min-h-0 flex-1 flex-col overflow-y-auto">
        {refused ? <StateScreen title={errors('noPermissionTitle')} text={errors('noPermissionText')} /> : children}
      </main>
    </div>
  );
}
