// Name and password; then, the first time, a password of one's own. Errors stand beside the field they are about.
'use client';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { ask, failureOf } from '../../components/actions/api.ts';
import { safeNext } from '../../components/actions/safe-next.ts';
import { useFailureText } from '../../components/actions/use-failure-text.ts';
import { Button } from '../../components/ui/button.tsx';
import { TextField } from '../../components/ui/text-field.tsx';
import { WhoAmI } from '../../lib/protocol/endpoint-shapes.ts';
import { ChangePasswordForm } from './change-password-form.tsx';
import { PasswordField } from './password-field.tsx';

export function SignInForm({ next }: { readonly next: string | null }) {
  const t = useTranslations('signIn');
  const failureText = useFailureText();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** The password just used, or null when somebody came back signed in with the first one. */
  const [changing, setChanging] = useState<{ readonly current: string | null } | null>(null);
  useEffect(() => {
    let here = true;
    ask(WhoAmI, 'GET', '/api/v1/session').then(
      ({ user }) => {
        if (here && user.mustChangePassword) setChanging({ current: null });
      },
      // A stranger, or a server out of reach: the form stands, and says so when it is used.
      () => {},
    );
    return () => {
      here = false;
    };
  }, []);
  const enter = () => location.assign(safeNext(next));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setError(null);
    setMissing(username.trim() === '' || password === '');
    if (username.trim() === '' || password === '') return;
    setBusy(true);
    try {
      const { user } = await ask(WhoAmI, 'POST', '/api/v1/session', {
        body: { username: username.trim(), password },
      });
      if (user.mustChangePassword) {
        setChanging({ current: password });
        setBusy(false);
      } else enter();
    } catch (thrown) {
      setError(failureText(failureOf(thrown)));
      setBusy(false);
    }
  }

  if (changing) return <ChangePasswordForm current={changing.current} onDone={enter} />;
  return (
    <form className="flex flex-col gap-3" onSubmit={submit} noValidate>
      <h1 className="type-section">{t('title')}</h1>
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
