// Tells the server how this screen is: its size, the build of its pages, how new what it shows is. Only while connected;
// nothing is saved up.
'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useConnection, useOnSocket, useSource } from '../live/connection.tsx';
import type { BoardSocket } from '../live/open-connection.ts';
import { pagesBuild } from './pages-build.ts';

const everyMs = 10_000;

export function useReport(): void {
  const onSocket = useOnSocket();
  const { phase } = useConnection();
  const source = useSource();
  const socket = useRef<BoardSocket | null>(null);
  useEffect(
    () =>
      onSocket((made) => {
        socket.current = made;
      }),
    [onSocket],
  );
  const say = useEffectEvent(() => {
    const pixels = (size: number) => Math.max(1, Math.round(size * devicePixelRatio));
    socket.current?.emit('screen:report', {
      width: pixels(innerWidth),
      height: pixels(innerHeight),
      build: pagesBuild,
      dataAt: source?.pbxAt ?? null,
    });
  });
  const live = phase === 'live' && source !== null;
  useEffect(() => {
    if (!live) return;
    const now = () => say();
    now();
    const timer = setInterval(now, everyMs);
    addEventListener('resize', now);
    return () => {
      clearInterval(timer);
      removeEventListener('resize', now);
    };
  }, [live]);
}
