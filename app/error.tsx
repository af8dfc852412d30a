// A page that broke: says so in the person's language, offers to try again, and gives what an administrator needs.
'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../components/ui/button.tsx';
import { CopyButton } from '../components/ui/copy-button.tsx';
import { StateScreen } from '../components/ui/state-screen.tsx';

export default function PageError(props: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  const { error, reset } = props;
  const t = useTranslations('errors.page');
  const common = useTranslations('common');
  const [at] = useState(() => new Date().toISOString());
  const reference = error.digest ?? error.name;
  return (
    <main>
      <StateScreen
        whole
        title={t('title')}
        text={
          <>
            {t('text')} {t('reference', { reference })}
          </>
        }
        action={
          <>
            <Button look="primary" size="call" onClick={reset}>
              {common('retry')}
            </Button>
            <CopyButton text={`${at} ${reference} ${error.message}`} label={common('copyDetails')} />
          </>
        }
      />
    </main>
  );
}
