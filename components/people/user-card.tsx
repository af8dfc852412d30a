// One account: what it may do, and the ways to change, shut out and let in again.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { formatDay } from '../../lib/i18n/days.ts';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { PasswordDrawn, type Person, PersonChanged } from '../../lib/protocol/people-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { AskTwice } from '../actions/ask-twice.tsx';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { isPersonRole } from './role-select.tsx';
import { scopeText } from './scope-text.ts';
import { draftIsSound, type UserDraft, UserFields, wireOf } from './user-fields.tsx';

export function UserCard(props: {
  readonly user: z.infer<typeof Person>;
  readonly onDrawn: (password: string) => void;
  readonly onChanged: () => void;
}) {
  const { user, onDrawn, onChanged } = props;
  const t = useTranslations('people');
  const common = useTranslations('common');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const failureText = useFailureText();
  const path = `/api/v1/settings/users/${encodeURIComponent(user.id)}`;
  const stored: UserDraft = {
    role: isPersonRole(user.role) ? user.role : 'agent',
    extension: user.extension ?? '',
    scope: scopeText(user.scope),
  };
  const [draft, setDraft] = useState<UserDraft | null>(null);
  const shown = draft ?? stored;
  const change = useMutation({
    retry: false,
    mutationFn: (body: object) => ask(PersonChanged, 'PUT', path, { body }),
    onSuccess: () => {
      setDraft(null);
      onChanged();
    },
  });
  const reset = useMutation({
    retry: false,
    mutationFn: () => ask(PasswordDrawn, 'POST', `${path}/password`, { body: {} }),
    onSuccess: ({ password }) => {
      onDrawn(password);
      onChanged();
    },
  });
  const failed = change.error ?? reset.error;
  const seen = user.seenAt && `${formatDay(locale, user.seenAt, zone)} ${formatClock(locale, user.seenAt, zone)}`;
  return (
    <li
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      data-testid={`user-${user.username}`}
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className={`type-section ${user.disabled ? 'text-ink-3 line-through' : ''}`}>{user.username}</h2>
        {user.disabled && <Badge tone="warn">{t('disabled')}</Badge>}
        {!user.disabled && user.mustChangePassword && <Badge>{t('first')}</Badge>}
        <span className="type-label ml-auto text-ink-2">
          {t('seen')}: {seen || t('never')}
        </span>
      </div>
      <UserFields of={user.username} draft={shown} onChange={setDraft} />
      <div className="flex flex-wrap items-center gap-2">
        {draft && (
          <>
            <Button
              look="primary"
              reason={draftIsSound(draft) ? null : t('badScope')}
              aria-busy={change.isPending}
              onClick={() => !change.isPending && change.mutate(wireOf(draft))}
            >
              {common('save')}
            </Button>
            <Button look="quiet" onClick={() => setDraft(null)}>
              {common('undo')}
            </Button>
          </>
        )}
        {user.disabled ? (
          <Button onClick={() => change.mutate({ disabled: false })}>{t('enable')}</Button>
        ) : (
          <AskTwice label={t('disable')} about={user.username} onSure={() => change.mutate({ disabled: true })} />
        )}
        <AskTwice label={t('reset')} about={user.username} onSure={() => reset.mutate()} />
      </div>
      {failed && (
        <p role="alert" className="type-label text-danger-text">
          {failureText(failureOf(failed))}
        </p>
      )}
    </li>
  );
}
