// The frame of the settings: where one is, who may change what, and one query cache for the pages inside.
'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { settingsPages } from '../../lib/protocol/pages.ts';
import { may } from '../../lib/protocol/permissions.ts';
import { SessionGuard } from '../actions/session-guard.tsx';
import { SignOutButton } from '../actions/sign-out-button.tsx';
import { useWhoAmI } from '../actions/use-who-am-i.ts';
import { Nav } from '../ui/nav.tsx';

const readOnlyPages = /^\/settings\/(agents|queues)$/;

export function SettingsFrame({ children }: { readonly children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <SessionGuard working />
      <Place />
      <Pages />
      <main className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-6">
        <ReadOnlyNote />
        {children}
      </main>
    </QueryClientProvider>
  );
}

function Place() {
  const user = useWhoAmI();
  return <Nav end={<SignOutButton />} role={user?.role ?? null} />;
}

function Pages() {
  const t = useTranslations('settings');
  const path = usePathname();
  const user = useWhoAmI();
  // Until it is known who looks, the page everybody has.
  const role = user?.role ?? 'agent';
  return (
    <nav aria-label={t('title')} className="border-line border-b">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap gap-1 px-4 py-2">
        {settingsPages
          .filter(([, , action]) => may(role, action))
          .map(([name, href]) => (
            <Link
              key={href}
              href={href}
              prefetch={false}
              aria-current={path === href ? 'page' : undefined}
              className="type-body rounded-row px-3 py-1.5 text-ink-2 hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:text-ink-1"
            >
              {t(`pages.${name}`)}
            </Link>
          ))}
      </div>
    </nav>
  );
}

function ReadOnlyNote() {
  const t = useTranslations('settings');
  const user = useWhoAmI();
  const path = usePathname();
  // Where somebody may look and not change.
  if (!user || !readOnlyPages.test(path) || !may(user.role, 'house.read') || may(user.role, 'house.write')) return null;
  return (
    <p role="status" className="type-body rounded-row border border-line px-4 py-3 text-ink-2">
      {t('readOnly')}
    </p>
  );
}
