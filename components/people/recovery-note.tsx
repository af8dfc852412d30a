// Recovery codes, shown this once: to be copied or kept as a file before they go.
'use client';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

export function RecoveryNote({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const t = useTranslations('people.totp');
  const text = codes.join('\n');
  const download = () => {
    const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'codes.txt';
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div role="status" className="flex flex-col gap-3 rounded-row border border-line-strong p-3">
      <h3 className="type-body font-medium">{t('codesTitle')}</h3>
      <p className="type-body max-w-prose text-ink-2">{t('codesText')}</p>
      <ul data-testid="recovery-codes" className="type-body grid grid-cols-2 gap-x-6 gap-y-1 font-mono sm:max-w-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} />
        <Button className="max-sm:h-11" onClick={download}>
          {t('download')}
        </Button>
        <Button look="primary" className="max-sm:h-11" onClick={onKept}>
          {t('kept')}
        </Button>
      </div>
    </div>
  );
}
