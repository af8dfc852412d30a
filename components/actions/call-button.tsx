// Places one call and tells what becomes of it: pressed, accepted, own phone, other side, live, refused, unknown.
// A press places one call at most; a repetition is always asked about; nothing is claimed that the board does not show.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useReducer, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { guardMs } from '../../lib/dialling/guard.ts';
import { followCall } from '../../lib/dialling/progress.ts';
import { Accepted } from '../../lib/protocol/endpoint-shapes.ts';
import { useAgent, useServerNow } from '../live/connection.tsx';
import { Button } from '../ui/button.tsx';
import { ask, failureOf, newKey, retryAfterSeconds } from './api.ts';
import { AskBeforeCall } from './ask-before-call.tsx';
import { guardedUntil, idle, isOver, nextFeedback } from './call-feedback.ts';
import { CallStatus } from './call-status.tsx';
import { useOwnPhone } from './preferences.ts';
import { useRecentDials } from './recent-dials.ts';
import { useBlocked } from './use-blocked.ts';
import { useFailureText } from './use-failure-text.ts';
import { useFollow } from './use-follow.ts';
import { useNumberCheck } from './use-number-check.ts';
import { useSecond } from './use-second.ts';
import { useWhoAmI } from './use-who-am-i.ts';
import { whyAsk } from './why-ask.ts';

export interface CallButtonProps {
  /** The phone that rings first; null = not chosen yet. */
  readonly extension: string | null;
  /** Any spelling. */
  readonly number: string;
  readonly label: string;
  /** Changes each time somebody asks for the call by other means (Enter in the number box). */
  readonly pressedBy?: number;
}

export function CallButton({ extension, number, label, pressedBy = 0 }: CallButtonProps) {
  const t = useTranslations('actions.call');
  const errors = useTranslations('errors.reason');
  const failureText = useFailureText();
  const blocked = useBlocked();
  const agent = useAgent(extension ?? '');
  const who = useWhoAmI();
  const [ownPhone] = useOwnPhone();
  const recent = useRecentDials();
  const now = useServerNow();
  const second = useSecond();
  const check = useNumberCheck(number);
  const [state, tell] = useReducer(nextFeedback, idle);

  const send = useMutation({
    retry: false,
    mutationFn: (order: { agent: string; number: string; key: string }) =>
      ask(Accepted, 'POST', '/api/v1/calls', {
        body: { agent: order.agent, number: order.number },
        idempotencyKey: order.key,
      }),
    onSuccess: ({ action }, order) => {
      recent.set(`${order.agent}>${order.number}`, action.at);
      tell({
        type: 'accepted',
        action: { kind: 'call', extension: action.extension, number: action.number ?? order.number, at: action.at },
      });
    },
    onError: (error, order) => {
      const failure = failureOf(error);
      const waitSeconds = retryAfterSeconds(failure);
      if (failure.code === 'pbx_timeout') recent.set(`${order.agent}>${order.number}`, now());
      tell({ type: 'failed', failure, at: now(), waitSeconds });
    },
  });
  const sent = useRef<string | null>(null);
  const sendingKey = state.step === 'sending' ? state.key : null;
  const { mutate } = send;
  useEffect(() => {
    if (sendingKey === null || sent.current === sendingKey || extension === null) return;
    sent.current = sendingKey;
    mutate({ agent: extension, number, key: sendingKey });
  }, [sendingKey, extension, number, mutate]);

  useFollow(state.step === 'following' ? state.action : null, followCall, (progress) =>
    tell({ type: 'seen', progress }),
  );

  const until = guardedUntil(state, guardMs);
  const guardSeconds = until !== null && until > second ? Math.min(15, Math.ceil((until - second) / 1000)) : null;
  const verdict = check.data;
  const reason =
    blocked ??
    (extension === null
      ? t('fromMissing')
      : number.trim() === ''
        ? errors('empty')
        : verdict?.reason
          ? errors(verdict.reason)
          : guardSeconds !== null && state.step !== 'unknown'
            ? t('guard', { seconds: guardSeconds })
            : null);

  const [wanted, setWanted] = useState(false);
  const press = () => {
    if (reason || extension === null) {
      setWanted(false);
      return;
    }
    // Whether to ask depends on how the number reads: wait for that, and show the press meanwhile.
    if (!verdict && check.isFetching) {
      setWanted(true);
      return;
    }
    setWanted(false);
    const why = whyAsk(
      {
        wire: verdict?.wire ?? null,
        kind: verdict?.kind ?? null,
        state: agent?.state ?? null,
        forOther: extension !== who?.extension && extension !== ownPhone,
        lastAt: recent.get(`${extension}>${number}`) ?? null,
      },
      now(),
    );
    tell({ type: 'press', why, key: newKey() });
  };
  const pressed = useRef(pressedBy);
  useEffect(() => {
    if (pressed.current === pressedBy && !(wanted && !check.isFetching)) return;
    pressed.current = pressedBy;
    press();
  });

  const shown = verdict?.national ?? number;
  const busy = state.step === 'sending' || (state.step === 'following' && !isOver(state.progress));
  const offered = !busy && state.step !== 'unknown' && !(state.step === 'following' && !isEnded(state));
  return (
    <div className="flex flex-col gap-2">
      {state.step === 'sending' || wanted ? (
        <Button look="primary" size="call" aria-disabled aria-busy>
          {t('sending')}
        </Button>
      ) : (
        offered && (
          <AskBeforeCall
            why={state.step === 'asking' ? state.why : null}
            number={shown}
            extension={extension ?? ''}
            name={agent?.name ?? extension ?? ''}
            onCancel={() => tell({ type: 'forget' })}
            onConfirm={() => tell({ type: 'confirm', key: newKey() })}
          >
            <Button look="primary" size="call" reason={reason} onClick={press}>
              {guardSeconds === null ? label : t('guardShort', { label, seconds: guardSeconds })}
            </Button>
          </AskBeforeCall>
        )
      )}
      {(state.step === 'following' || state.step === 'unknown') && extension !== null && (
        <CallStatus
          state={state}
          number={shown}
          extension={extension}
          now={second}
          repeatReason={blocked ?? (guardSeconds === null ? null : t('guard', { seconds: guardSeconds }))}
          onRepeat={press}
          onForget={() => tell({ type: 'forget' })}
        />
      )}
      {state.step === 'refused' && (
        <p role="alert" className="type-table text-danger-text">
          {failureText(state.failure)}
        </p>
      )}
    </div>
  );
}

const isEnded = (state: { readonly progress: { readonly step: string } }) => state.progress.step === 'ended';
