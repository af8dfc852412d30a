// A button that needs a second press for what cannot be taken back; the second press is offered for five seconds.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';

export function AskTwice(props: { readonly label: string; readonly about: string; readonly onSure: () => void }) {
  const { label, about, onSure } = props;
  const t = useTranslations('people');
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), 5_000);
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <Button
      look={asked ? 'danger' : 'plain'}
      onClick={() => {
        if (asked) onSure();
        setAsked(!asked);
      }}
    >
      {asked ? `${t('confirm')}: ${label}` : label}
      <span className="sr-only"> {about}</span>
    </Button>
  );
}
