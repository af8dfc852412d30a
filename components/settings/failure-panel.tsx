// What stands in place of a page that could not be fetched: the reason, and a way to try again.
'use client';
import { useTranslations } from 'use-intl/react';
import { failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Button } from '../ui/button.tsx';
import { StateScreen } from '../ui/state-screen.tsx';

export function FailurePanel({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslations('common');
  const pages = useTranslations('errors.page');
  const failureText = useFailureText();
  const failure = failureOf(error);
  if (failure.code === 'not_permitted') {
    return <StateScreen title={pages('noPermissionTitle')} text={pages('noPermissionText')} />;
  }
  return (
    <StateScreen
      title={failureText(failure)}
      action={
        <Button look="primary" onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    />
  );
}
