// Shows one masked number to somebody who asks for it; who asked is written down by the server before it is told.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { Revealed } from '../../lib/protocol/number-endpoints.ts';
import { Button } from '../ui/button.tsx';
import { ask, failureOf } from './api.ts';
import { useFailureText } from './use-failure-text.ts';
import { useMay } from './use-who-am-i.ts';

/** Nothing for those who may not ask. */
export function RevealNumber(props: {
  readonly call: string;
  readonly masked: string;
  readonly onShown: (number: string) => void;
}) {
  const { call, masked, onShown } = props;
  const t = useTranslations('actions.sheet');
  const failureText = useFailureText();
  const may = useMay('number.reveal');
  const reveal = useMutation({
    retry: false,
    mutationFn: () => ask(Revealed, 'POST', `/api/v1/calls/${encodeURIComponent(call)}/reveal`, { body: {} }),
    onSuccess: ({ number }) => onShown(number),
  });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span className="type-body font-mono">{masked}</span>
      {may && (
        <Button
          className="max-sm:h-11"
          aria-busy={reveal.isPending}
          onClick={() => !reveal.isPending && reveal.mutate()}
        >
          {t('reveal')}
        </Button>
      )}
      {may && <span className="type-label text-ink-2">{t('revealNote')}</span>}
      {reveal.isError && (
        <span role="alert" className="type-label basis-full text-danger-text">
          {failureText(failureOf(reveal.error))}
        </span>
      )}
    </div>
  );
}
