// Where a number, or a part of it, is looked for in any spelling. It asks when typing rests; too few digits are told.
'use client';
import { type Ref, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { fewestDigits } from '../../lib/records/number-digits.ts';
import { inputLook } from '../ui/text-field.tsx';

const typingMs = 300;

export function NumberSearch(props: {
  readonly value: string;
  readonly field: Ref<HTMLInputElement>;
  readonly onChange: (number: string) => void;
}) {
  const { value, field, onChange } = props;
  const t = useTranslations('explorer.filter');
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // The address changed by other means: Back, a saved view, a chip.
  if (seen !== value) {
    setSeen(value);
    if (text.trim() !== value) setText(value);
  }
  const typed = text.trim();
  const digits = typed.replace(/[^0-9]/g, '').length;
  const short = typed !== '' && digits < fewestDigits;
  useEffect(() => {
    if (typed === value || short) return;
    const timer = setTimeout(() => {
      setSeen(typed);
      onChange(typed);
    }, typingMs);
    return () => clearTimeout(timer);
  }, [typed, value, short, onChange]);
  return (
    <div className="relative w-44 max-sm:min-w-0 max-sm:flex-1">
      <input
        ref={field}
        type="search"
        inputMode="tel"
        autoComplete="off"
        maxLength={40}
        aria-label={t('number')}
        aria-describedby="number-told"
        aria-invalid={short || undefined}
        placeholder={t('number')}
        title={t('numberHint')}
        className={`${inputLook} max-sm:h-11`}
        value={text}
        onChange={(event) => setText(event.target.value.replace(/[^0-9+\s().\-/]/g, ''))}
      />
      <span
        id="number-told"
        aria-live="polite"
        className={
          short
            ? 'type-label absolute top-full left-0 z-10 mt-1 whitespace-nowrap rounded-chip bg-overlay px-2 py-1 shadow-float'
            : 'sr-only'
        }
      >
        {short ? t('numberShort', { count: fewestDigits }) : t('numberHint')}
      </span>
    </div>
  );
}
