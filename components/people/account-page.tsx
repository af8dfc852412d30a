// What is one's own: where one is signed in, the password, the second factor, and habits at this browser.
'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { ChangePasswordForm } from '../actions/change-password-form.tsx';
import { useMay, useWhoAmI } from '../actions/use-who-am-i.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { HabitsPanel } from './habits-panel.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { TotpPanel } from './totp-panel.tsx';

export function AccountPage() {
  const t = useTranslations('people');
  const user = useWhoAmI();
  const mayTotp = useMay('totp.own');
  // Agents by their extension have the telephone's password, which is changed at the PBX.
  const local = user !== null && user.name !== user.extension;
  return (
    <>
      <header className="flex flex-wrap items-baseline gap-3">
        <h1 className="type-page">{user?.name ?? t('account.title')}</h1>
        {user && <Badge>{t(`roles.${user.role}`)}</Badge>}
        {user?.extension && (
          <span className="type-body text-ink-2">{t('account.extension', { extension: user.extension })}</span>
        )}
      </header>
      <OwnSessions />
      {local && <OwnPassword />}
      {local && mayTotp && <TotpPanel />}
      <HabitsPanel />
    </>
  );
}

function OwnPassword() {
  const t = useTranslations('people.account');
  const [open, setOpen] = useState(false);
  const [changed, setChanged] = useState(false);
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <h2 className="type-section">{t('password')}</h2>
      <p className="type-body text-ink-2">{t('passwordText')}</p>
      {open ? (
        <div className="max-w-sm">
          <ChangePasswordForm
            current={null}
            own
            onCancel={() => setOpen(false)}
            onDone={() => {
              setOpen(false);
              setChanged(true);
            }}
          />
        </div>
      ) : (
        <div>
          <Button className="max-sm:h-11" onClick={() => setOpen(true)}>
            {t('change')}
          </Button>
        </div>
      )}
      <p role="status" className="type-label text-ink-2 empty:hidden">
        {changed && t('changed')}
      </p>
    </section>
  );
}
