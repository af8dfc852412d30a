// Webhooks that were kept but not understood: why, and another reading once the mapping was mended.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { formatClock, formatNumber } from '../../lib/i18n/numbers.ts';
import { type DeadLetter, type DeadLetters, Replayed } from '../../lib/protocol/endpoint-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Button } from '../ui/button.tsx';
import { ReplayAll } from './replay-all.tsx';

type Props = z.infer<typeof DeadLetters> & { readonly onChange: () => void };

export function DeadLetterList({ count, letters, onChange }: Props) {
  const t = useTranslations('settings.letters');
  const locale = useLocale();
  return (
    <section className="flex flex-col gap-3">
      {letters.length === 0 ? (
        <p className="type-body text-ink-2">{t('none')}</p>
      ) : (
        <>
          <p className="type-body text-ink-2">{t('text', { count: formatNumber(locale, count) })}</p>
          <ul className="flex flex-col">
            {letters.map((letter) => (
              <Letter key={letter.sequence} letter={letter} onChange={onChange} />
            ))}
          </ul>
        </>
      )}
      <ReplayAll count={count} onChange={onChange} />
    </section>
  );
}

function Letter({ letter, onChange }: { readonly letter: z.infer<typeof DeadLetter>; readonly onChange: () => void }) {
  const t = useTranslations('settings.letters');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const failureText = useFailureText();
  const { sequence, at, reason, detail } = letter;
  const replay = useMutation({
    retry: false,
    mutationFn: () => ask(Replayed, 'POST', `/api/v1/hooks/dead-letters/${sequence}/replay`, { body: {} }),
    onSuccess: ({ understood }) => understood && onChange(),
  });
  const outcome = replay.isError
    ? failureText(failureOf(replay.error))
    : replay.data && (replay.data.understood ? t('understood') : t('stillNot', { reason: replay.data.detail ?? '' }));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2">
      <span className="type-table text-ink-2">{formatClock(locale, at, zone, true)}</span>
      <span className="type-body min-w-0 flex-1 break-words">
        <code>{reason}</code> {detail}
      </span>
      <span role="status" className="type-label text-ink-2">
        {outcome}
      </span>
      <Button aria-busy={replay.isPending} onClick={() => !replay.isPending && replay.mutate()}>
        {t('replay')}
      </Button>
    </li>
  );
}
