// Ends the session, and forgets what this tab kept of the board.
'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Done } from '../../lib/protocol/endpoint-shapes.ts';
import { forgetSavedBoard } from '../live/saved-board.ts';
import { Button } from '../ui/button.tsx';
import { ask, failureOf } from './api.ts';
import { useFailureText } from './use-failure-text.ts';

export function SignOutButton() {
  const t = useTranslations('common.nav');
  const failureText = useFailureText();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        aria-busy={busy}
        onClick={async () => {
          if (busy) return;
          setBusy(true);
          try {
            await ask(Done, 'DELETE', '/api/v1/session');
          } catch (thrown) {
            const failure = failureOf(thrown);
            if (failure.code !== 'unauthorized') {
              setBusy(false);
              setError(failureText(failure));
              return;
            }
          }
          forgetSavedBoard(sessionStorage);
          location.assign('/sign-in?out');
        }}
      >
        {t('signOut')}
      </Button>
      {error && (
        <span role="alert" className="type-label text-danger-text">
          {error}
        </span>
      )}
    </>
  );
}
