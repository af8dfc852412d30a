// Accounts and programs' tokens: who may sign in, with which role and reach. What it shows once it does not keep.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { People } from '../../lib/protocol/people-shapes.ts';
import { ask } from '../actions/api.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { AddUser } from './add-user.tsx';
import { SecretNote } from './secret-note.tsx';
import { TokensPanel } from './tokens-panel.tsx';
import { UserCard } from './user-card.tsx';

export const usersKey = ['settings', 'users'] as const;

export function UsersPage() {
  const t = useTranslations('people');
  const [drawn, setDrawn] = useState<{ readonly name: string; readonly password: string } | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: usersKey,
    queryFn: () => ask(People, 'GET', '/api/v1/settings/users'),
  });
  if (error && !data) return <FailurePanel forAdmins error={error} onRetry={() => refetch()} />;
  return (
    <>
      <header>
        <h1 className="type-page">{t('title')}</h1>
        <p className="type-body text-ink-2">{t('text')}</p>
      </header>
      {drawn && (
        <SecretNote
          key={drawn.password}
          label={t('drawn', { name: drawn.name })}
          secret={drawn.password}
          onClose={() => setDrawn(null)}
        />
      )}
      {data ? (
        <ul className="flex flex-col gap-3">
          {data.users.map((user) => (
            <UserCard
              key={user.id}
              user={user}
              onDrawn={(password) => setDrawn({ name: user.username, password })}
              onChanged={() => refetch()}
            />
          ))}
        </ul>
      ) : (
        <Skeleton className="h-60 w-full" />
      )}
      <AddUser
        onMade={(name, password) => {
          setDrawn({ name, password });
          refetch();
        }}
      />
      <TokensPanel />
    </>
  );
}
