// What stands in place of a page that could not be fetched: the reason, and a way to try again.
'use client';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { failureOf } from './api.ts';
import { useFailureText } from './use-failure-text.ts';

export function FailurePanel(props: {
  readonly error: unknown;
  readonly onRetry: () => void;
  /** The page is for administrators alone. */
  readonly forAdmins?: boolean;
}) {
  const { error, onRetry, forAdmins = false } = props;
  const t = useTranslations('common');
  const pages = useTranslations('errors.page');
  const failureText = useFailureText();
  const failure = failureOf(error);
  if (failure.code === 'not_permitted') {
    return (
      <StateScreen title={pages('noPermissionTitle')} text={pages(forAdmins ? 'adminsText' : 'noPermissionText')} />
    );
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
