// What outlives going from one wall to another: how far the data may be believed, and what needs attention.
'use client';
import type { ReactNode } from 'react';
import { FreezeProvider } from '../live/freeze.tsx';
import { AlarmVoice } from './alarm-voice.tsx';
import { AlarmsProvider } from './use-alarms.tsx';

/** Stands inside LiveProvider, above the pages and the sheet. */
export function WallWatch({ children }: { readonly children: ReactNode }) {
  return (
    <FreezeProvider>
      <AlarmsProvider>
        {children}
        <AlarmVoice />
      </AlarmsProvider>
    </FreezeProvider>
  );
}
