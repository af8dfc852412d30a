// Keeps a page that holds somebody's work when its session ends: the dialog asks to sign in again, and everything that
// had stopped begins anew. A page that holds no work is left to those who send strangers away.
'use client';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { onSessionOver, tellSessionBack } from '../live/session-over.ts';
import { fetchAhead } from '../ui/fetch-ahead.ts';
import { useWhoAmI } from './use-who-am-i.ts';

const fetchDialog = () => import('./session-dialog.tsx');
const SessionDialog = lazy(fetchDialog);

/** @param working somebody may have typed something here */
export function SessionGuard({ working }: { readonly working: boolean }) {
  const client = useQueryClient();
  const user = useWhoAmI();
  const [over, setOver] = useState(false);
  const take = useEffectEvent(() => {
    if (working) setOver(true);
    return working || over;
  });
  useEffect(() => onSessionOver(() => take()), []);
  useEffect(() => fetchAhead([fetchDialog]), []);
  if (!over) return null;
  return (
    <Suspense fallback={null}>
      <SessionDialog
        before={user?.name ?? null}
        onBack={() => {
          setOver(false);
          tellSessionBack();
          void client.invalidateQueries();
        }}
      />
    </Suspense>
  );
}
