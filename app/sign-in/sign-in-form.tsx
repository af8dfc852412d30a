// Name and password; then, the first time, a password of one's own.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { ask } from '../../components/actions/api.ts';
import { ChangePasswordForm } from '../../components/actions/change-password-form.tsx';
import { CredentialsForm } from '../../components/actions/credentials-form.tsx';
import { safeNext } from '../../components/actions/safe-next.ts';
import { WhoAmI } from '../../lib/protocol/endpoint-shapes.ts';

export function SignInForm({ next }: { readonly next: string | null }) {
  const t = useTranslations('signIn');
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

  if (changing) return <ChangePasswordForm current={changing.current} onDone={enter} />;
  return (
    <div className="flex flex-col gap-3">
      <h1 className="type-section">{t('title')}</h1>
      <CredentialsForm
        onEntered={(user, password) => {
          if (user.mustChangePassword) setChanging({ current: password });
          else enter();
        }}
      />
    </div>
  );
}
