// What stands in place of accounts that could not be fetched: who may see them, or why not and another try.
'use client';
import { useTranslations } from 'use-intl/react';
import { failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Button } from '../ui/button.tsx';
import { StateScreen } from '../ui/state-screen.tsx';

export function PeopleFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslations('people');
  const common = useTranslations('common');
  const failureText = useFailureText();
  const failure = failureOf(error);
  if (failure.code === 'not_permitted') return <StateScreen title={t('notForYou')} />;
  return (
    <StateScreen
      title={failureText(failure)}
      action={
        <Button look="primary" onClick={onRetry}>
          {common('retry')}
        </Button>
      }
    />
  );
}
