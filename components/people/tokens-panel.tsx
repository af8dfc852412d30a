// Programs' tokens: which there are, a new one shown once, and taking one back.
'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { formatDay } from '../../lib/i18n/days.ts';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { Done } from '../../lib/protocol/endpoint-shapes.ts';
import { type Token, TokenMade, Tokens } from '../../lib/protocol/people-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { AskTwice } from '../actions/ask-twice.tsx';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type PersonRole, RoleSelect } from './role-select.tsx';
import { scopeText } from './scope-text.ts';
import { SecretNote } from './secret-note.tsx';

export function TokensPanel() {
  const t = useTranslations('people');
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['settings', 'tokens'],
    queryFn: () => ask(Tokens, 'GET', '/api/v1/settings/tokens'),
  });
  return (
    <section className="flex flex-col gap-3">
      <h2 className="type-section">{t('tokens')}</h2>
      <p className="type-body text-ink-2">{t('tokensText')}</p>
      {error && !data && <FailurePanel forAdmins error={error} onRetry={() => refetch()} />}
      {made && (
        <SecretNote
          key={made.secret}
          label={t('shown', { name: made.name })}
          secret={made.secret}
          onClose={() => setMade(null)}
        />
      )}
      <ul className="flex flex-col">
        {data?.tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoked={() => refetch()} />
        ))}
      </ul>
      <AddToken
        onMade={(name, secret) => {
          setMade({ name, secret });
          refetch();
        }}
      />
    </section>
  );
}

function TokenRow({ token, onRevoked }: { readonly token: z.infer<typeof Token>; readonly onRevoked: () => void }) {
  const t = useTranslations('people');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const failureText = useFailureText();
  const when = (at: number | null) => at && `${formatDay(locale, at, zone)} ${formatClock(locale, at, zone)}`;
  const revoke = useMutation({
    retry: false,
    mutationFn: () => ask(Done, 'DELETE', `/api/v1/settings/tokens/${encodeURIComponent(token.id)}`),
    onSuccess: onRevoked,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2">
      <span className="type-body min-w-0 break-words font-medium">{token.name}</span>
      <Badge>{t(`roles.${token.role}`)}</Badge>
      <span className="type-label text-ink-2">{scopeText(token.scope) || t('everything')}</span>
      <span className="type-label text-ink-2">
        {t('expires')}: {when(token.expiresAt) || t('forever')} · {t('used')}: {when(token.usedAt) || t('never')}
      </span>
      <span className="ml-auto flex items-center gap-2">
        {revoke.isError && (
          <span role="alert" className="type-label text-danger-text">
            {failureText(failureOf(revoke.error))}
          </span>
        )}
        {token.fixed ? (
          <Badge>{t('fixed')}</Badge>
        ) : (
          <AskTwice label={t('revoke')} about={token.name} onSure={() => revoke.mutate()} />
        )}
      </span>
    </li>
  );
}

function AddToken({ onMade }: { readonly onMade: (name: string, secret: string) => void }) {
  const t = useTranslations('people');
  const failureText = useFailureText();
  const [name, setName] = useState('');
  const [role, setRole] = useState<PersonRole>('manager');
  const [until, setUntil] = useState('');
  // The day is meant whole: it ends at the next midnight of this browser's zone.
  const expiresAt = until === '' ? null : new Date(`${until}T23:59:59`).getTime();
  const make = useMutation({
    retry: false,
    mutationFn: () =>
      ask(TokenMade, 'POST', '/api/v1/settings/tokens', { body: { name: name.trim(), role, expiresAt } }),
    onSuccess: ({ token, secret }) => {
      setName('');
      setUntil('');
      onMade(token.name, secret);
    },
  });
  const ready = name.trim() !== '' && !Number.isNaN(expiresAt ?? 0);
  return (
    <form
      className="grid items-start gap-x-4 gap-y-1 sm:grid-cols-[1fr_10rem_12rem_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !make.isPending) make.mutate();
      }}
    >
      <TextField
        label={t('tokenName')}
        maxLength={80}
        className="max-sm:h-11"
        value={name}
        error={make.isError ? failureText(failureOf(make.error)) : null}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="flex flex-col gap-1">
        <span aria-hidden="true" className="type-label text-ink-2">
          {t('role')}
        </span>
        <RoleSelect label={t('role')} value={role} onChange={setRole} />
      </div>
      <TextField
        label={t('expires')}
        type="date"
        className="max-sm:h-11"
        value={until}
        hint={t('expiresHint')}
        onChange={(event) => setUntil(event.target.value)}
      />
      <Button type="submit" className="sm:mt-5" reason={ready ? null : t('tokenName')} aria-busy={make.isPending}>
        {t('addToken')}
      </Button>
    </form>
  );
}
