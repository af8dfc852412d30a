// What a failure says to the person, in their language, with the PBX's own words where it gave any.
'use client';
import { useTranslations } from 'use-intl/react';
import { limitNames } from '../../lib/dialling/limits.ts';
import { numberReasons } from '../../lib/dialling/number.ts';
import { type ApiFailure, retryAfterSeconds } from './api.ts';

interface Fields {
  readonly reason?: unknown;
  readonly words?: unknown;
  readonly limit?: unknown;
  readonly allowed?: unknown;
}

export function useFailureText(): (failure: ApiFailure) => string {
  const t = useTranslations('errors');
  return (failure) => {
    const { code, details } = failure;
    if (code === 'repeat_too_soon' || code === 'too_many_attempts') {
      return t(`code.${code}`, { seconds: retryAfterSeconds(failure) ?? 15 });
    }
    const fields: Fields = typeof details === 'object' && details !== null ? details : {};
    if (code === 'too_many_calls') {
      const limit = limitNames.find((known) => known === fields.limit);
      const seconds = retryAfterSeconds(failure) ?? 60;
      if (limit === undefined || typeof fields.allowed !== 'number') return t('code.too_many_calls', { seconds });
      return t(`limit.${limit}`, { allowed: fields.allowed, seconds });
    }
    if (code === 'pbx_refused') {
      const words = typeof fields.words === 'string' ? fields.words : failure.message;
      return `${t('code.pbx_refused')} ${t('pbxSays', { words })}`;
    }
    const reason = numberReasons.find((known) => known === fields.reason);
    return reason ? t(`reason.${reason}`) : t(`code.${code}`);
  };
}
