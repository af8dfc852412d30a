// Says that somebody knows of the severe alarms that stand; key `a` does the same. Nothing when none presses. One to a
// page: where the attention list is, else in the header.
'use client';
import { useContext } from 'react';
import { useTranslations } from 'use-intl/react';
import { useStale } from '../live/freeze.tsx';
import { Kiosk } from './kiosk.ts';
import { useAcknowledge, usePressing } from './use-alarms.tsx';

export function AcknowledgeButton() {
  const t = useTranslations('wall.attention');
  const acknowledge = useAcknowledge();
  const pressing = usePressing();
  // What may be over needs nobody to know of it.
  const stale = useStale();
  const kiosk = useContext(Kiosk);
  if (!pressing || stale.all || kiosk) return null;
  return (
    <button type="button" className="acknowledge" aria-keyshortcuts="a" onClick={acknowledge}>
      {t('acknowledge')}
    </button>
  );
}
