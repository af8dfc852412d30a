// Watches the board for every order that is under way, whichever sheet is open or none. Draws nothing.
'use client';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { followCall, followHangUp } from '../../lib/dialling/progress.ts';
import { useServerNow } from '../live/connection.tsx';
import { idle, nextFeedback } from './call-feedback.ts';
import { seenCut, uncut } from './cut-feedback.ts';
import { useDesk, useKept } from './desk.ts';
import { endedShownMs } from './ended-place.tsx';
import type { Kept } from './kept.ts';
import { useFollow } from './use-follow.ts';

export function Followers() {
  const { calls, cuts } = useDesk();
  return (
    <>
      {useKeys(calls).map((place) => (
        <FollowedCall key={`call ${place}`} place={place} />
      ))}
      {useKeys(cuts).map((extension) => (
        <FollowedCut key={`cut ${extension}`} extension={extension} />
      ))}
    </>
  );
}

function useKeys<T>(kept: Kept<T>): string[] {
  return useSyncExternalStore(kept.subscribe, kept.keys, kept.keys)
    .split('\n')
    .filter((key) => key !== '');
}

/** What ended stays for a while and goes by itself. */
function useDropped(overAt: number | null, drop: () => void): void {
  const now = useServerNow();
  const tell = useEffectEvent(drop);
  useEffect(() => {
    if (overAt === null) return;
    const timer = setTimeout(tell, Math.max(0, overAt + endedShownMs - now()));
    return () => clearTimeout(timer);
  }, [overAt, now]);
}

function FollowedCall({ place }: { readonly place: string }) {
  const { calls } = useDesk();
  const now = useServerNow();
  const state = useKept(calls, place);
  const following = state.step === 'following' ? state : null;
  useFollow(
    following?.action ?? null,
    followCall,
    (progress) => calls.set(place, nextFeedback(calls.get(place), { type: 'seen', progress, at: now() })),
    following?.progress ?? null,
  );
  useDropped(following?.overAt ?? null, () => calls.set(place, idle));
  return null;
}

function FollowedCut({ extension }: { readonly extension: string }) {
  const { cuts } = useDesk();
  const now = useServerNow();
  const state = useKept(cuts, extension);
  const following = state.step === 'following' ? state : null;
  useFollow(
    following?.action ?? null,
    followHangUp,
    (progress) => cuts.set(extension, seenCut(cuts.get(extension), progress, now())),
    following?.progress ?? null,
  );
  useDropped(state.step === 'gone' ? state.overAt : (following?.overAt ?? null), () => cuts.set(extension, uncut));
  return null;
}
