// Name and password, with each error beside the field it is about. It decides nothing of what follows.
'use client';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { WhoAmI } from '../../lib/protocol/endpoint-shapes.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ask, failureOf } from './api.ts';
import { useFailureText } from './use-failure-text.ts';

export function CredentialsForm(props: {
  /** May leave the page: the button stays busy until it has. */
  readonly onEntered: (user: z.infer<typeof WhoAmI>['user'], password: string) => void;
}) {
  const { onEntered } = props;
  const t = useTranslations('signIn');
  const failureText = useFailureText();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setError(null);
    setMissing(username.trim() === '' || password === '');
    if (username.trim() === '' || password === '') return;
    setBusy(true);
    try {
      const { user } = await ask(WhoAmI, 'POST', '/api/v1/session', {
        // Digits alone are an extension: the PBX proves its web password.
        body: /^[0-9]{2,6}$/.test(username.trim())
          ? { extension: username.trim(), password }
          : { username: username.trim(), password },
      });
      onEntered(user, password);
    } catch (thrown) {
      setError(failureText(failureOf(thrown)));
      setBusy(false);
    }
  }

  return (
    <form className="flex flex-col gap-3" onSubmit={submit} noValidate>
      <TextField
        label={t('username')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        className="h-11"
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        error={missing && username.trim() === '' ? t('needUsername') : null}
      />
      <PasswordField
        label={t('password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={error ?? (missing && password === '' ? t('needPassword') : null)}
      />
      <Button type="submit" look="primary" size="call" aria-busy={busy}>
        {busy ? t('submitting') : t('submit')}
      </Button>
    </form>
  );
}
