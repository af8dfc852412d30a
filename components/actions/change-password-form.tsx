// A new password. The first one serves once: nothing else is open until there is a new one.
'use client';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { WhoAmI } from '../../lib/protocol/endpoint-shapes.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ask, failureOf } from './api.ts';
import { SignOutButton } from './sign-out-button.tsx';
import { useFailureText } from './use-failure-text.ts';

const shortest = 10;

export function ChangePasswordForm(props: {
  /** null = asked for here. */
  readonly current: string | null;
  /** By one's own wish, on the page of the account: it can be left. */
  readonly own?: boolean;
  readonly onCancel?: () => void;
  readonly onDone: () => void;
}) {
  const t = useTranslations('signIn');
  const failureText = useFailureText();
  const [typed, setTyped] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const current = props.current ?? typed;
  const nextError = next.length < shortest ? t('tooShort') : next === current ? t('mustDiffer') : null;
  const againError = again === next ? null : t('notEqual');

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (busy || nextError || againError) return;
    setBusy(true);
    setError(null);
    try {
      await ask(WhoAmI, 'POST', '/api/v1/session/password', { body: { current, next } });
      props.onDone();
    } catch (thrown) {
      setError(failureText(failureOf(thrown)));
      setBusy(false);
    }
  }

  return (
    <form className="flex flex-col gap-3" onSubmit={submit} noValidate>
      {!props.own && (
        <>
          <h1 className="type-section">{t('changeTitle')}</h1>
          <p className="type-body text-ink-2">{t('changeText')}</p>
        </>
      )}
      {props.current === null && (
        <PasswordField
          label={t('current')}
          autoComplete="current-password"
          value={typed}
          onChange={setTyped}
          error={error}
          autoFocus
        />
      )}
      <PasswordField
        label={t('next')}
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        error={(tried ? nextError : null) ?? (props.current === null ? null : error)}
        autoFocus={props.current !== null}
      />
      <PasswordField
        label={t('repeat')}
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={tried ? againError : null}
      />
      <div className="flex items-center justify-between gap-3">
        {props.onCancel ? (
          <Button look="quiet" size="call" onClick={props.onCancel}>
            {t('cancel')}
          </Button>
        ) : (
          <SignOutButton />
        )}
        <Button type="submit" look="primary" size="call" aria-busy={busy}>
          {t('change')}
        </Button>
      </div>
    </form>
  );
}
