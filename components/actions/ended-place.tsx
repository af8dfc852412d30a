// Where a call was a moment ago: that it ended and how long it was, with a way back to the person and to the call. Empty
// at first, so that a click meant for the button before it hits nothing.
'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useServerNow } from '../live/connection.tsx';
import { Button } from '../ui/button.tsx';

const emptyMs = 400;
/** Milliseconds, the empty moment included. */
export const endedShownMs = 8_000 + emptyMs;

export function EndedPlace(props: {
  /** Since when it is known to have ended, Unix ms by the server's clock. */
  readonly overAt: number;
  readonly text: ReactNode;
  /** null = there is nobody to call, or no call to see. */
  readonly onCallBack: (() => void) | null;
  readonly onSee: (() => void) | null;
}) {
  const { overAt, text, onCallBack, onSee } = props;
  const t = useTranslations('actions.ended');
  const now = useServerNow();
  const [empty, setEmpty] = useState(() => now() - overAt < emptyMs);
  useEffect(() => {
    if (!empty) return;
    const timer = setTimeout(() => setEmpty(false), Math.max(0, overAt + emptyMs - now()));
    return () => clearTimeout(timer);
  }, [empty, overAt, now]);
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2">
      {!empty && (
        <>
          <p role="status" className="type-body font-medium">
            {text}
          </p>
          <div className="flex flex-wrap gap-2 empty:hidden">
            {onCallBack && (
              <Button size="call" onClick={onCallBack}>
                {t('callBack')}
              </Button>
            )}
            {onSee && (
              <Button look="quiet" size="call" onClick={onSee}>
                {t('see')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}
