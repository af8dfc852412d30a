// What became of the last erasure: how far it is, what it changed, and what it cannot reach.
'use client';
import { useTranslations } from 'use-intl/react';
import type { Erasure } from '../../lib/protocol/privacy-shapes.ts';
import { Banner } from '../ui/banner.tsx';

export function ErasureState({ erasure }: { readonly erasure: Erasure }) {
  const t = useTranslations('privacy.erase');
  const { state, number, seen, total, file } = erasure;
  if (state === 'running') {
    return (
      <div className="flex flex-col gap-2" data-testid="erasure-running">
        <p role="status" className="type-body">
          {t('running', { number, seen, total })}
        </p>
        <progress className="w-full" aria-label={t('erase')} max={Math.max(total, 1)} value={Math.min(seen, total)} />
      </div>
    );
  }
  if (state === 'failed') return <Banner tone="alarm">{t('failed', { number })}</Banner>;
  const changed = erasure.places.reduce((sum, place) => sum + place.changed, 0);
  return (
    <Banner tone={file === 'failed' || file === 'left' ? 'warn' : 'calm'}>
      <span data-testid="erasure-done">
        {t('done', { number, changed })} {file && t(`file.${file}`)} {t('copies')}
      </span>
    </Banner>
  );
}
