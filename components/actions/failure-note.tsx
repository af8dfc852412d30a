// A refusal as people read it, with its code and time, and what an administrator needs to copy.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import type { ApiFailure } from './api.ts';
import { useFailureText } from './use-failure-text.ts';

export function FailureNote({ failure }: { readonly failure: ApiFailure }) {
  const t = useTranslations('common');
  const failureText = useFailureText();
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  return (
    <div className="flex flex-col gap-1">
      <p role="alert" className="type-table text-danger-text">
        {failureText(failure)}
      </p>
      <div className="type-label flex flex-wrap items-center justify-between gap-x-3 text-ink-2">
        <span className="font-mono">
          {failure.code} · {formatClock(locale, failure.at, zone, true)}
        </span>
        <CopyButton text={failureDetails(failure)} label={t('copyDetails')} />
      </div>
    </div>
  );
}

function failureDetails({ code, at, message, details }: ApiFailure): string {
  const told = details === null ? '' : ` ${JSON.stringify(details)}`;
  return `${new Date(at).toISOString()} ${code} ${message}${told}`;
}
