// What this screen was given to show: asked when the page opens, each time the server is found again, and whenever the
// server says it was changed. A screen that was revoked keeps nothing and goes back to asking to be paired.
'use client';
import { useEffect, useState } from 'react';
import type * as z from 'zod/mini';
import { OwnScreen } from '../../lib/protocol/screen-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { useOnSocket } from '../live/connection.tsx';
import { onSessionOver } from '../live/session-over.ts';

export type Own = z.infer<typeof OwnScreen>;
const retryMs = 5_000;

/** null = not told yet. */
export function useOwnScreen(): Own | null {
  const onSocket = useOnSocket();
  const [own, setOwn] = useState<Own | null>(null);
  useEffect(() => {
    let asked = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = () => {
      clearTimeout(timer);
      asked += 1;
      const mine = asked;
      ask(OwnScreen, 'GET', '/api/v1/screen')
        .then((told) => {
          if (mine === asked) setOwn(told);
        })
        .catch((error: unknown) => {
          if (mine !== asked) return;
          const { code } = failureOf(error);
          // Somebody signed in at this browser: the page is theirs now.
          if (code === 'not_permitted') location.replace('/wall');
          else if (code === 'not_found') leave();
          else timer = setTimeout(load, retryMs);
        });
    };
    const stopWatching = onSessionOver(() => {
      leave();
      return true;
    });
    load();
    const stopListening = onSocket((socket) => {
      socket.on('connect', load);
      socket.on('screen:changed', load);
    });
    return () => {
      asked += 1;
      clearTimeout(timer);
      stopWatching();
      stopListening();
    };
  }, [onSocket]);
  return own;
}

/** /pair forgets what the page kept. */
const leave = () => location.replace('/pair');
