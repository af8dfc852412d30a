// A button that needs a second press for what cannot be taken back; the second press is offered for five seconds.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import type { ButtonSize } from '../ui/button-look.ts';

export function AskTwice(props: {
  readonly label: string;
  readonly about: string;
  readonly size?: ButtonSize;
  readonly onSure: () => void;
}) {
  const { label, about, size = 'small', onSure } = props;
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
      size={size}
      className="max-sm:h-11"
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
