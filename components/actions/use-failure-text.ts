// What a failure says to the person, in their language, with the PBX's own words where it gave any.
'use client';
import { useTranslations } from 'use-intl/react';
import { numberReasons } from '../../lib/dialling/number.ts';
import { type ApiFailure, retryAfterSeconds } from './api.ts';

export function useFailureText(): (failure: ApiFailure) => string {
  const t = useTranslations('errors');
  return (failure) => {
    const { code, details } = failure;
    if (code === 'repeat_too_soon' || code === 'too_many_attempts') {
      return t(`code.${code}`, { seconds: retryAfterSeconds(failure) ?? 15 });
    }
    const fields: { readonly reason?: unknown; readonly words?: unknown } =
      typeof details === 'object' && details !== null ? details : {};
    if (code === 'pbx_refused') {
      const words = typeof fields.words === 'string' ? fields.words : failure.message;
      return `${t('code.pbx_refused')} ${t('pbxSays', { words })}`;
    }
    const reason = numberReasons.find((known) => known === fields.reason);
    return reason ? t(`reason.${reason}`) : t(`code.${code}`);
  };
}
