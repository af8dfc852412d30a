// What stands where a call was cut: how long it was, or that it had ended already.
'use client';
import { useTranslations } from 'use-intl/react';
import type { HangUpProgress } from '../../lib/dialling/progress.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { useCall } from '../live/connection.tsx';
import { EndedPlace } from './ended-place.tsx';
import type { SheetSubject } from './sheet-subject.ts';
import { useCallBack } from './use-call-back.ts';

export function CutPlace(props: {
  /** null = it was gone before the order reached the PBX. */
  readonly progress: HangUpProgress | null;
  /** Unix ms by the server's clock. */
  readonly overAt: number;
  readonly extension: string;
  readonly onOpen: (subject: SheetSubject) => void;
}) {
  const { progress, overAt, extension, onOpen } = props;
  const t = useTranslations('actions.hangUp');
  const callBack = useCallBack(extension, onOpen);
  const callId = progress && 'callId' in progress ? progress.callId : null;
  const call = useCall(callId ?? '');
  const leg = call?.legs.findLast((one) => one.extension === extension);
  const talkedMs = leg?.answerAt != null && leg.endAt !== null ? leg.endAt - leg.answerAt : null;
  const step = progress?.step ?? 'already_ended';
  const word = step === 'already_ended' ? t('already') : t('confirmed');
  const party = call?.party && !call.party.includes('•') ? call.party : null;
  return (
    <div data-hang-up={step}>
      <EndedPlace
        overAt={overAt}
        text={talkedMs === null ? word : `${word} · ${formatDuration(talkedMs)}`}
        onCallBack={party === null ? null : () => callBack(party)}
        onSee={callId === null ? null : () => onOpen({ kind: 'call', id: callId })}
      />
    </div>
  );
}
