// What became of a call that was ordered, in words, with the ways out that fit the moment.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl/react';
import { Accepted } from '../../lib/protocol/endpoint-shapes.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { Button } from '../ui/button.tsx';
import { ask, failureOf, newKey } from './api.ts';
import type { CallFeedback } from './call-feedback.ts';
import { useDesk, useKept } from './desk.ts';
import { EndedPlace } from './ended-place.tsx';
import { FailureNote } from './failure-note.tsx';
import type { SheetSubject } from './sheet-subject.ts';
import { useCallBack } from './use-call-back.ts';
import { useGuard } from './use-guard.ts';

type Shown = Extract<CallFeedback, { readonly step: 'following' | 'unknown' }>;

export function CallStatus(props: {
  readonly state: Shown;
  /** Server time, Unix ms. */
  readonly now: number;
  /** Why nothing can be ordered just now; null = it can. */
  readonly blocked: string | null;
  readonly onRepeat: () => void;
  readonly onForget: () => void;
  readonly onOpen: (subject: SheetSubject) => void;
}) {
  const { state, now, blocked, onRepeat, onForget, onOpen } = props;
  const { extension, number, wire, shown } = state.order;
  const t = useTranslations('actions.call');
  const { cuts } = useDesk();
  const cut = useKept(cuts, extension);
  const callBack = useCallBack(extension, onOpen);
  const guardSeconds = useGuard(extension, wire, now);
  const words = useWords(state, shown, extension, now);
  const cancel = useMutation({
    retry: false,
    mutationFn: () =>
      ask(Accepted, 'POST', `/api/v1/agents/${encodeURIComponent(extension)}/hang-up`, {
        body: {},
        idempotencyKey: newKey(),
      }),
  });
  const step = state.step === 'unknown' ? 'unknown' : state.progress.step;
  const canCancel = step === 'accepted' || step === 'lifted' || step === 'ringing';
  const canRepeat = step === 'unconfirmed' || step === 'unknown';
  if (state.step === 'following' && state.progress.step === 'ended' && state.overAt !== null) {
    const { callId } = state.progress;
    // The hang-up's own place tells of this end already.
    if (cut.step === 'following' && 'callId' in cut.progress && cut.progress.callId === callId) return null;
    return (
      <div data-call-step="ended">
        <EndedPlace
          overAt={state.overAt}
          text={words.time === null ? words.text : `${words.text} · ${words.time}`}
          onCallBack={() => callBack(number)}
          onSee={() => onOpen({ kind: 'call', id: callId })}
        />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-2 rounded-row border border-line p-3" data-call-step={step}>
      <p className="type-body">
        <span role="status" className="font-medium">
          {words.text}
        </span>
        {words.time !== null && <span aria-hidden="true"> · {words.time}</span>}
      </p>
      {state.step === 'unknown' && <FailureNote failure={state.failure} />}
      {canRepeat && guardSeconds !== null && (
        <p className="type-table text-ink-2">{t('guard', { seconds: guardSeconds })}</p>
      )}
      {cancel.isSuccess && canCancel && <p role="status">{t('cancelled', { extension })}</p>}
      {cancel.isError && canCancel && <FailureNote failure={failureOf(cancel.error)} />}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {canCancel && (
          <Button size="call" aria-busy={cancel.isPending} onClick={() => !cancel.isPending && cancel.mutate()}>
            {t('cancel')}
          </Button>
        )}
        {canRepeat && (
          <>
            <Button
              size="call"
              reason={blocked ?? (guardSeconds === null ? null : t('guard', { seconds: guardSeconds }))}
              onClick={onRepeat}
            >
              {guardSeconds === null ? t('repeat') : t('guardShort', { label: t('repeat'), seconds: guardSeconds })}
            </Button>
            <Button look="quiet" size="call" onClick={onForget}>
              {t('forget')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function useWords(state: Shown, number: string, extension: string, now: number) {
  const t = useTranslations('actions.call');
  const result = useTranslations('common.result');
  if (state.step === 'unknown') return { text: t('unknown'), time: null };
  const { progress } = state;
  switch (progress.step) {
    case 'accepted':
      return { text: t('accepted', { extension }), time: null };
    case 'lifted':
      return { text: t('lifted', { number }), time: null };
    case 'ringing':
      return { text: t('ringing', { number }), time: formatDuration(now - progress.since) };
    case 'live':
      return { text: t('live', { number }), time: formatDuration(now - progress.answeredAt) };
    case 'ended': {
      const { answeredAt, endedAt } = progress;
      if (answeredAt === null && progress.result && progress.result !== 'answered') {
        return { text: t('endedUnanswered', { result: result(progress.result) }), time: null };
      }
      const time = answeredAt === null || endedAt === null ? null : formatDuration(endedAt - answeredAt);
      return { text: t('ended'), time };
    }
    case 'unconfirmed':
      return { text: t('unconfirmed'), time: null };
  }
}
