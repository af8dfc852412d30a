// Cuts the call of one extension. One's own by holding; somebody else's after being shown whose call it is, and then by
// holding longer. No optimism: the call is over when the PBX says so, and five silent seconds are said to be that.
'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { openCallsAt } from '../../lib/dialling/progress.ts';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { Accepted } from '../../lib/protocol/endpoint-shapes.ts';
import { useAgent, useBoardNow, useServerNow } from '../live/connection.tsx';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { ask, failureOf, newKey } from './api.ts';
import { mayCut } from './cut-feedback.ts';
import { CutPlace } from './cut-place.tsx';
import { useDesk, useKept } from './desk.ts';
import { FailureNote } from './failure-note.tsx';
import { HoldButton } from './hold-button.tsx';
import { othersHoldMs, ownHoldMs } from './hold-machine.ts';
import { useOwnPhone } from './preferences.ts';
import type { SheetSubject } from './sheet-subject.ts';
import { useBlocked } from './use-blocked.ts';
import { useWhoAmI } from './use-who-am-i.ts';

export function HangUpButton(props: {
  readonly extension: string;
  /** The other side, as shown; null when no call is known. */
  readonly party: string | null;
  /** Whether something is there to cut; the outcome stays shown for a while after. */
  readonly open: boolean;
  readonly onOpen: (subject: SheetSubject) => void;
}) {
  const { extension, party, open, onOpen } = props;
  const t = useTranslations('actions.hangUp');
  const blocked = useBlocked();
  const agent = useAgent(extension);
  const boardNow = useBoardNow();
  const now = useServerNow();
  const who = useWhoAmI();
  const [ownPhone] = useOwnPhone();
  const [asking, setAsking] = useState(false);
  const { cuts } = useDesk();
  const cut = useKept(cuts, extension);

  const act = async () => {
    setAsking(false);
    if (!mayCut(cuts.get(extension))) return;
    cuts.set(extension, { step: 'sending' });
    // Read before it is sent: whatever ends from here on may be what was cut.
    const board = boardNow();
    const callIds = board ? openCallsAt(board, extension) : [];
    try {
      const { action } = await ask(Accepted, 'POST', `/api/v1/agents/${encodeURIComponent(extension)}/hang-up`, {
        body: {},
        idempotencyKey: newKey(),
      });
      const { at } = action;
      cuts.set(extension, {
        step: 'following',
        action: { extension, at, callIds },
        progress: { step: 'sent', nextAt: at },
        overAt: null,
      });
    } catch (thrown) {
      const failure = failureOf(thrown);
      // Between our look and the PBX's the call may have ended by itself: no error.
      cuts.set(extension, failure.code === 'no_call' ? { step: 'gone', overAt: now() } : { step: 'failed', failure });
    }
  };

  const own = extension === who?.extension || extension === ownPhone;
  const name = agent?.name ?? extension;
  if (cut.step === 'sending' || (cut.step === 'following' && cut.progress.step === 'sent')) {
    return (
      <p role="status" data-hang-up="sent" className="type-body flex h-11 items-center text-ink-3">
        {t('sending')}
      </p>
    );
  }
  const overAt = cut.step === 'gone' || cut.step === 'following' ? cut.overAt : null;
  if (overAt !== null) {
    const progress = cut.step === 'following' ? cut.progress : null;
    return <CutPlace progress={progress} overAt={overAt} extension={extension} onOpen={onOpen} />;
  }
  if (!open && cut.step === 'idle') return null;
  const again = cut.step !== 'idle';
  const several = (agent?.calls.length ?? 0) > 1;
  return (
    <div className="flex flex-col gap-2">
      {cut.step === 'following' && (
        <p role="status" data-hang-up="unconfirmed" className="type-body">
          {t('unconfirmed')}
        </p>
      )}
      {cut.step === 'failed' && <FailureNote failure={cut.failure} />}
      {own ? (
        <HoldButton label={again ? t('retry') : t('label')} holdMs={ownHoldMs} onDone={act} reason={blocked} />
      ) : (
        <Popover
          open={asking}
          onClose={() => setAsking(false)}
          label={t('of', { name })}
          anchor={
            <Button look="danger" size="call" reason={blocked} data-hang-up-key onClick={() => setAsking(true)}>
              {again ? t('retry') : t('of', { name })}
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
