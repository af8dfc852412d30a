// A password that can be shown, pasted, and says when Caps Lock is on.
'use client';
import { type KeyboardEvent, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { TextField } from './text-field.tsx';

export function PasswordField(props: {
  readonly label: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
  readonly autoFocus?: boolean;
}) {
  const { label, autoComplete, value, onChange, error, autoFocus } = props;
  const t = useTranslations('signIn');
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'));
  return (
    <TextField
      label={label}
      name={autoComplete}
      type={shown ? 'text' : 'password'}
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      className="h-11 pr-12"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setCaps(false)}
      error={error}
      hint={caps ? t('capsLock') : null}
      end={
        <button
          type="button"
          aria-label={shown ? t('hide') : t('show')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="absolute right-1 grid size-9 place-items-center rounded-chip text-ink-2 hover:bg-sunken"
        >
          <svg
            viewBox="0 0 24 24"
            width="18"
            height="18"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.75"
            aria-hidden="true"
          >
            <path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z" />
            <circle cx="12" cy="12" r="2.8" />
            {shown && <path d="M4 20 20 4" strokeLinecap="round" />}
          </svg>
        </button>
      }
    />
  );
}
