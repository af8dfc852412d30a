// Name and password, then a one-time code where the account asks for one; each error stands beside its field. It decides
// nothing of what follows.
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
  /** The password was right, and a code is asked for as well; null = not yet. */
  const [code, setCode] = useState<string | null>(null);
  /** A recovery code has letters: phones show other keys for it. */
  const [recovery, setRecovery] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setError(null);
    setMissing(username.trim() === '' || password === '');
    if (username.trim() === '' || password === '') return;
    if (code?.trim() === '') return setError(t('needCode'));
    setBusy(true);
    try {
      const { user } = await ask(WhoAmI, 'POST', '/api/v1/session', {
        // Digits alone are an extension: the PBX proves its web password.
        body: /^[0-9]{2,6}$/.test(username.trim())
          ? { extension: username.trim(), password }
          : { username: username.trim(), password, ...(code === null ? {} : { code: code.trim() }) },
      });
      onEntered(user, password);
    } catch (thrown) {
      const failure = failureOf(thrown);
      setBusy(false);
      if (failure.code === 'totp_required') return setCode('');
      setError(failureText(failure));
      // A code counts once: what was typed is of no use any more.
      if (failure.code === 'totp_wrong') setCode('');
    }
  }

  if (code !== null) {
    return (
      <form className="flex flex-col gap-3" onSubmit={submit} noValidate>
        <TextField
          // Made anew, so that a phone's keys change with it.
          key={recovery ? 'recovery' : 'app'}
          label={t('code')}
          name="code"
          inputMode={recovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          maxLength={20}
          className="h-11 font-mono"
          value={code}
          hint={t('codeHint')}
          error={error}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" look="primary" size="call" aria-busy={busy}>
          {busy ? t('submitting') : t('submit')}
        </Button>
        <Button
          size="call"
          onClick={() => {
            setRecovery(!recovery);
            setCode('');
            setError(null);
          }}
        >
          {recovery ? t('useApp') : t('useRecovery')}
        </Button>
        <Button
          look="quiet"
          size="call"
          onClick={() => {
            setCode(null);
            setRecovery(false);
            setPassword('');
            setError(null);
          }}
        >
          {t('back')}
        </Button>
      </form>
    );
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
