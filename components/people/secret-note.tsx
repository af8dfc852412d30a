// A secret that was just drawn: shown once, to be copied, and gone when it is closed. It is kept nowhere.
'use client';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

export function SecretNote(props: { readonly label: string; readonly secret: string; readonly onClose: () => void }) {
  const { label, secret, onClose } = props;
  const t = useTranslations('people');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div
      ref={place}
      role="alert"
      tabIndex={-1}
      className="flex flex-col gap-3 rounded-card border border-line-strong bg-surface p-4"
    >
      <p className="type-body">{label}</p>
      <code className="type-body break-all rounded-chip bg-sunken px-3 py-2" data-testid="drawn-secret">
        {secret}
      </code>
      <span className="flex gap-2">
        <CopyButton text={secret} />
        <Button look="quiet" onClick={onClose}>
          {t('done')}
        </Button>
      </span>
    </div>
  );
}
