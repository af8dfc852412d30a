// The first step of turning one-time codes on: the password, so that an open session alone binds no telephone.
'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';

export function TotpBegin(props: {
  readonly busy: boolean;
  readonly error: string | null;
  readonly onBegin: (password: string) => void;
}) {
  const { busy, error, onBegin } = props;
  const t = useTranslations('people.totp');
  const [password, setPassword] = useState<string | null>(null);
  if (password === null) {
    return (
      <div>
        <Button className="max-sm:h-11" onClick={() => setPassword('')}>
          {t('begin')}
        </Button>
      </div>
    );
  }
  return (
    <form
      className="flex max-w-xs flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '' && !busy) onBegin(password);
      }}
    >
      <PasswordField
        label={t('password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={error}
        autoFocus
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          className="max-sm:h-11"
          reason={password === '' ? t('password') : null}
          aria-busy={busy}
        >
          {t('begin')}
        </Button>
        <Button look="quiet" className="max-sm:h-11" onClick={() => setPassword(null)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
