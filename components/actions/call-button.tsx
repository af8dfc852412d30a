// Places one call and tells what becomes of it: pressed, accepted, own phone, other side, live, refused, unknown.
// A press places one call at most; a repetition is always asked about; nothing is claimed that the board does not show.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useAgent, useServerNow } from '../live/connection.tsx';
import { Button } from '../ui/button.tsx';
import { AskBeforeCall } from './ask-before-call.tsx';
import { isOver } from './call-feedback.ts';
import { CallStatus } from './call-status.tsx';
import { dialKey, useDesk } from './desk.ts';
import { FailureNote } from './failure-note.tsx';
import { useOwnPhone } from './preferences.ts';
import type { SheetSubject } from './sheet-subject.ts';
import { useBlocked } from './use-blocked.ts';
import { useClosed } from './use-closed.ts';
import { useGuard } from './use-guard.ts';
import { useNumberCheck } from './use-number-check.ts';
import { usePlaceCall } from './use-place-call.ts';
import { useSecond } from './use-second.ts';
import { useWhoAmI } from './use-who-am-i.ts';
import { whyAsk } from './why-ask.ts';

export interface CallButtonProps {
  /** Names where it stands: what became of a call is shown there again after the sheet was closed. */
  readonly place: string;
  /** The phone that rings first; null = not chosen yet. */
  readonly extension: string | null;
  /** Any spelling. */
  readonly number: string;
  readonly label: string;
  readonly onOpen: (subject: SheetSubject) => void;
  /** Somebody asks for the call by other means (Enter in the number box); `onTaken` tells that it was heard. */
  readonly asked?: boolean;
  readonly onTaken?: () => void;
}

export function CallButton({ place, extension, number, label, onOpen, asked = false, onTaken }: CallButtonProps) {
  const t = useTranslations('actions.call');
  const errors = useTranslations('errors.reason');
  const blocked = useBlocked();
  const { dials } = useDesk();
  const { state, press: order, confirm, forget } = usePlaceCall(place);
  const question = state.step === 'asking' ? state.order : null;
  const agent = useAgent(extension ?? '');
  const askedAgent = useAgent(question?.extension ?? '');
  const who = useWhoAmI();
  const [ownPhone] = useOwnPhone();
  const now = useServerNow();
  const second = useSecond();
  const check = useNumberCheck(number);
  const isClosed = useClosed();
  const verdict = check.data;
  const wire = verdict?.wire ?? number;
  const guardSeconds = useGuard(extension ?? '', wire, second);
  const guarded = guardSeconds === null ? null : t('guard', { seconds: guardSeconds });
  const reason =
    blocked ??
    (extension === null
      ? t('fromMissing')
      : number.trim() === ''
        ? errors('empty')
        : verdict?.reason
          ? errors(verdict.reason)
          : guarded);

  const isOther = (telephone: string) => telephone !== who?.extension && telephone !== ownPhone;
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
    const kind = verdict?.kind ?? null;
    const why = whyAsk(
      {
        wire: verdict?.wire ?? null,
        kind,
        state: agent?.state ?? null,
        forOther: isOther(extension),
        closed: isClosed(extension, number, kind === 'extension', now()),
        lastAt: dials.get(dialKey(extension, wire)).at,
      },
      now(),
    );
    order({ extension, number, wire, shown: verdict?.national ?? number }, why);
  };
  useEffect(() => {
    if (!asked && !(wanted && !check.isFetching)) return;
    if (asked) onTaken?.();
    press();
  });
  const repeat = () => {
    if (state.step !== 'idle') order(state.order, isOther(state.order.extension) ? ['for_other'] : []);
  };

  const busy = state.step === 'sending' || (state.step === 'following' && !isOver(state.progress));
  const unsure = state.step === 'unknown' || (state.step === 'following' && state.progress.step === 'unconfirmed');
  return (
    <div className="flex flex-col gap-2">
      {state.step === 'sending' || wanted ? (
        <Button look="primary" size="call" aria-disabled aria-busy>
          {t('sending')}
        </Button>
      ) : (
        !busy &&
        !unsure && (
          <AskBeforeCall
            why={state.step === 'asking' ? state.why : null}
            number={question?.shown ?? number}
            extension={question?.extension ?? ''}
            name={askedAgent?.name ?? question?.extension ?? ''}
            onCancel={forget}
            onConfirm={confirm}
          >
            <Button look="primary" size="call" reason={reason} onClick={press}>
              {guardSeconds === null ? label : t('guardShort', { label, seconds: guardSeconds })}
            </Button>
          </AskBeforeCall>
        )
      )}
      {(state.step === 'following' || state.step === 'unknown') && (
        <CallStatus state={state} now={second} blocked={blocked} onRepeat={repeat} onForget={forget} onOpen={onOpen} />
      )}
      {state.step === 'refused' && <FailureNote failure={state.failure} />}
    </div>
  );
}
