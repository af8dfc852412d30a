// What outlives going from one wall to another: how far the data may be believed, and what needs attention.
'use client';
import { lazy, type ReactNode, Suspense } from 'react';
import { FreezeProvider } from '../live/freeze.tsx';
import { Spare } from '../ui/spare.tsx';
import { AlarmsProvider } from './use-alarms.tsx';

/** Speaks of what begins after the page is there: the first paint need not wait for it. */
const AlarmVoice = lazy(() => import('./alarm-voice.tsx'));

/** Stands inside LiveProvider, above the pages and the sheet. */
export function WallWatch({ children }: { readonly children: ReactNode }) {
  return (
    <FreezeProvider>
      <AlarmsProvider>
        {children}
        <Spare instead={null}>
          <Suspense fallback={null}>
            <AlarmVoice />
          </Suspense>
        </Spare>
      </AlarmsProvider>
    </FreezeProvider>
  );
}
