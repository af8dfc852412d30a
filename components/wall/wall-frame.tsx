// What every wall has: where it is, how old its data is, the time, what is wrong with the sources, and the controls
// that appear when somebody moves. The panels inside decide nothing about any of it.
'use client';
import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { usePreference } from '../actions/preferences.ts';
import { useConnection, useServerClock, useSource } from '../live/connection.tsx';
import { ConnectionBanner, EventsNote } from '../live/connection-banner.tsx';
import { FreezeProvider } from '../live/freeze.tsx';
import { FreshnessBadge } from '../live/freshness-badge.tsx';
import { tickerOf } from '../live/ticker.ts';
import { AlarmsProvider } from './use-alarms.tsx';
import { WallControls } from './wall-controls.tsx';
import { wallKey } from './wall-keys.ts';

const PausedContext = createContext(false);
/** true = pages do not turn. */
export const usePaused = () => useContext(PausedContext);

const controlsShownMs = 5_000;
const cursorHidesMs = 3_000;

export function WallFrame(props: {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** `scroll`: a desk view that is as tall as it needs to be; otherwise everything fits a 16:9 stage. */
  readonly fit?: 'stage' | 'scroll';
  /** The page shows live calls: says so when events are silent or off, and calls may be missing. */
  readonly events?: boolean;
  readonly onSearch?: () => void;
  readonly children: ReactNode;
}) {
  const { title, detail, fit = 'stage', events = false, onSearch, children } = props;
  const router = useRouter();
  const [paused, setPaused] = useState(false);
  const [help, setHelp] = useState(false);
  const [singleKeys] = usePreference('singleKeys');
  const { controls, cursor } = useMovement();
  useWakeLock();

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target;
      const typing =
        target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
      const { key, ctrlKey, metaKey, altKey } = event;
      const open = document.querySelector('[role="dialog"]') !== null;
      const meant = wallKey({ key, ctrlKey, metaKey, altKey, typing: typing || open, single: singleKeys });
      if (!meant) return;
      event.preventDefault();
      if (meant.do === 'go') router.push(meant.href);
      else if (meant.do === 'pause') setPaused((was) => !was);
      else if (meant.do === 'help') setHelp(true);
      else if (meant.do === 'search') onSearch?.();
      else toggleFullscreen();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [router, onSearch, singleKeys]);

  return (
    <FreezeProvider>
      <AlarmsProvider>
        <PausedContext value={paused}>
          <div className="wall" data-fit={fit} data-cursor={cursor ? undefined : 'hidden'}>
            <WallControls
              shown={controls}
              paused={paused}
              onPause={() => setPaused((was) => !was)}
              onFullscreen={toggleFullscreen}
              help={help}
              onHelp={setHelp}
            />
            <div className="stage">
              <ConnectionBanner className="wall-banner" />
              <header className="wall-header">
                <h1>
                  {title}
                  {detail && <span> · {detail}</span>}
                </h1>
                <FreshnessBadge />
                <WallClock />
              </header>
              <main id="main" className="wall-main">
                {events && <EventsNote className="events-note" />}
                <FirstLoad>{children}</FirstLoad>
              </main>
            </div>
          </div>
        </PausedContext>
      </AlarmsProvider>
    </FreezeProvider>
  );
}

/** Before the first board there is nothing to show, and nothing to invent. */
function FirstLoad({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('wall');
  const source = useSource();
  const { phase } = useConnection();
  if (source) return children;
  return (
    <div className="wall-loading" role="status" aria-label={phase === 'lost' ? t('noData') : t('loading')}>
      {Array.from({ length: 12 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: twelve empty places, all alike.
        <span key={i} className="skeleton" />
      ))}
    </div>
  );
}

function WallClock() {
  const element = useRef<HTMLTimeElement>(null);
  const clock = useServerClock();
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  useEffect(
    () =>
      tickerOf(clock).listen((now) => {
        const text = formatClock(locale, now, zone);
        if (element.current && element.current.textContent !== text) element.current.textContent = text;
      }),
    [clock, locale, zone],
  );
  return <time ref={element} className="wall-clock" suppressHydrationWarning />;
}

function toggleFullscreen(): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // A browser may refuse (a frame, a policy): then the page simply stays as it is.
  done.catch((error: unknown) => console.warn('fullscreen refused', error));
}

/** Controls show for 5 s after a movement; the cursor hides after 3 s of stillness. */
function useMovement(): { readonly controls: boolean; readonly cursor: boolean } {
  const [state, setState] = useState({ controls: false, cursor: true });
  useEffect(() => {
    let hideControls: ReturnType<typeof setTimeout> | undefined;
    let hideCursor: ReturnType<typeof setTimeout> | undefined;
    const set = (next: Partial<typeof state>) =>
      setState((was) => {
        const now = { ...was, ...next };
        return now.controls === was.controls && now.cursor === was.cursor ? was : now;
      });
    const move = () => {
      set({ controls: true, cursor: true });
      clearTimeout(hideControls);
      clearTimeout(hideCursor);
      hideControls = setTimeout(() => set({ controls: false }), controlsShownMs);
      hideCursor = setTimeout(() => set({ cursor: false }), cursorHidesMs);
    };
    hideCursor = setTimeout(() => set({ cursor: false }), cursorHidesMs);
    addEventListener('pointermove', move);
    addEventListener('pointerdown', move);
    return () => {
      clearTimeout(hideControls);
      clearTimeout(hideCursor);
      removeEventListener('pointermove', move);
      removeEventListener('pointerdown', move);
    };
  }, []);
  return state;
}

/** Keeps the screen on while it is shown. Only HTTPS pages may; without it the house's power settings decide. */
function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let held: WakeLockSentinel | null = null;
    let over = false;
    const take = () => {
      if (document.visibilityState !== 'visible' || (held && !held.released)) return;
      navigator.wakeLock.request('screen').then(
        (lock) => {
          if (over) void lock.release();
          else held = lock;
        },
        (error: unknown) => console.warn('the screen may go to sleep', error),
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', take);
      void held?.release();
    };
  }, []);
}
