// Reads every dead letter again, a hundred at a time, and says how far it is and what came of it. What was said stays
// when the list is empty; a failure in the middle says how far it came, and the next press begins with what is left.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { formatNumber } from '../../lib/i18n/numbers.ts';
import { ReplayedAll } from '../../lib/protocol/endpoint-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Button } from '../ui/button.tsx';

interface Progress {
  readonly done: number;
  readonly total: number;
  readonly understood: number;
}

export function ReplayAll({ count, onChange }: { readonly count: number; readonly onChange: () => void }) {
  const t = useTranslations('settings.letters');
  const locale = useLocale();
  const failureText = useFailureText();
  const [progress, setProgress] = useState<Progress>({ done: 0, total: 0, understood: 0 });
  const replay = useMutation({
    retry: false,
    async mutationFn() {
      let now: Progress = { done: 0, total: count, understood: 0 };
      setProgress(now);
      for (let after: number | null = 0; after !== null; ) {
        const answer: z.infer<typeof ReplayedAll> = await ask(
          ReplayedAll,
          'POST',
          '/api/v1/hooks/dead-letters/replay',
          { body: { after } },
        );
        const done = now.done + answer.tried;
        // More may have come meanwhile.
        now = { done, total: Math.max(now.total, done), understood: now.understood + answer.understood };
        setProgress(now);
        after = answer.next;
      }
    },
    onSettled: onChange,
  });
  const shown = (value: number) => formatNumber(locale, value);
  const { done, total, understood } = progress;
  const far = { done: shown(done), total: shown(total) };
  const said = replay.isPending
    ? t('replaying', far)
    : replay.isError
      ? t('stopped', { ...far, failure: failureText(failureOf(replay.error)) })
      : replay.isSuccess && t('replayed', { understood: shown(understood), left: shown(done - understood) });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {(count > 0 || replay.isPending) && (
        <Button aria-busy={replay.isPending} onClick={() => !replay.isPending && replay.mutate()}>
          {t('replayAll')}
        </Button>
      )}
      <span role="status" className="type-label text-ink-2">
        {said}
      </span>
    </div>
  );
}
