// Cuts the call of one extension. One's own by holding; somebody else's after being shown whose call it is, and then by
// holding longer. No optimism: the call is over when the PBX says so, and five silent seconds are said to be that.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { followHangUp, type HangUpAction, type HangUpProgress, openCallsAt } from '../../lib/dialling/progress.ts';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { Accepted } from '../../lib/protocol/endpoint-shapes.ts';
import { useAgent, useBoardNow } from '../live/connection.tsx';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { ask, failureOf, newKey } from './api.ts';
import { HoldButton } from './hold-button.tsx';
import { othersHoldMs, ownHoldMs } from './hold-machine.ts';
import { useOwnPhone } from './preferences.ts';
import { useBlocked } from './use-blocked.ts';
import { useFailureText } from './use-failure-text.ts';
import { useFollow } from './use-follow.ts';
import { useWhoAmI } from './use-who-am-i.ts';

/** The place stays empty this long after the end, so that a second click hits nothing else. Milliseconds. */
const emptyMs = 400;
const shownMs = 8_000;

export function HangUpButton(props: {
  readonly extension: string;
  /** The other side, as shown; null when no call is known. */
  readonly party: string | null;
  /** Whether something is there to cut; the outcome stays shown for a while after. */
  readonly open: boolean;
}) {
  const { extension, party, open } = props;
  const t = useTranslations('actions.hangUp');
  const failureText = useFailureText();
  const blocked = useBlocked();
  const agent = useAgent(extension);
  const boardNow = useBoardNow();
  const who = useWhoAmI();
  const [ownPhone] = useOwnPhone();
  const [asking, setAsking] = useState(false);
  const [order, setOrder] = useState<HangUpAction | null>(null);
  const [progress, setProgress] = useState<HangUpProgress | null>(null);
  const [hidden, setHidden] = useState(false);
  useFollow(order, followHangUp, setProgress);

  const send = useMutation({
    retry: false,
    // Read before it is sent: whatever ends from here on may be what was cut.
    mutationFn: async () => {
      const board = boardNow();
      const callIds = board ? openCallsAt(board, extension) : [];
      const { action } = await ask(Accepted, 'POST', `/api/v1/agents/${encodeURIComponent(extension)}/hang-up`, {
        body: {},
        idempotencyKey: newKey(),
      });
      return { extension, at: action.at, callIds };
    },
    onMutate: () => {
      setOrder(null);
      setProgress(null);
    },
    onSuccess: setOrder,
  });

  const over = progress?.step === 'confirmed' || progress?.step === 'already_ended';
  useEffect(() => {
    if (!over) return;
    setHidden(true);
    const show = setTimeout(() => setHidden(false), emptyMs);
    const drop = setTimeout(() => {
      setOrder(null);
      setProgress(null);
    }, shownMs);
    return () => {
      clearTimeout(show);
      clearTimeout(drop);
    };
  }, [over]);

  const own = extension === who?.extension || extension === ownPhone;
  const name = agent?.name ?? extension;
  const act = () => {
    setAsking(false);
    if (!send.isPending) send.mutate();
  };
  if (hidden) return <span className="block h-11" aria-hidden="true" />;
  if (send.isPending || progress?.step === 'sent') {
    return (
      <p role="status" data-hang-up="sent" className="type-body flex h-11 items-center text-ink-3">
        {t('sending')}
      </p>
    );
  }
  if (over) {
    return (
      <p role="status" data-hang-up={progress.step} className="type-body flex h-11 items-center">
        {progress.step === 'already_ended' ? t('already') : t('confirmed')}
      </p>
    );
  }
  const failure = send.isError ? failureOf(send.error) : null;
  // Between our look and the PBX's the call may have ended by itself: no error.
  if (failure?.code === 'no_call') {
    return (
      <p role="status" data-hang-up="already_ended" className="type-body flex h-11 items-center">
        {t('already')}
      </p>
    );
  }
  if (!open && progress === null && failure === null) return null;
  const several = (agent?.calls.length ?? 0) > 1;
  return (
    <div className="flex flex-col gap-2">
      {progress?.step === 'unconfirmed' && (
        <p role="status" data-hang-up="unconfirmed" className="type-body">
          {t('unconfirmed')}
        </p>
      )}
      {failure && (
        <p role="alert" className="type-table text-danger-text">
          {failureText(failure)}
        </p>
      )}
      {own ? (
        <HoldButton
          label={progress || failure ? t('retry') : t('label')}
          holdMs={ownHoldMs}
          onDone={act}
          reason={blocked}
        />
      ) : (
        <Popover
          open={asking}
          onClose={() => setAsking(false)}
          label={t('of', { name })}
          anchor={
            <Button look="danger" size="call" reason={blocked} onClick={() => setAsking(true)}>
              {progress || failure ? t('retry') : t('of', { name })}
            </Button>
          }
        >
          <p className="type-section">
            {party ? t('title', { name, party: showNumber(party) }) : t('titleNoParty', { name })}
          </p>
          <p className="type-body text-ink-2">
            {several && `${t('several', { count: agent?.calls.length ?? 0 })} `}
            {t('irreversible')}
          </p>
          <div className="flex justify-end">
            <HoldButton label={t('hold')} holdMs={othersHoldMs} onDone={act} reason={blocked} autoFocus />
          </div>
        </Popover>
      )}
    </div>
  );
}
