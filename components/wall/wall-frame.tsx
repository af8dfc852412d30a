// What every wall has: where it is, how old its data is, the time, what is wrong with the sources, and the controls
// that appear when somebody moves. The panels inside decide nothing about any of it.
'use client';
import { useRouter } from 'next/navigation';
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { usePreference } from '../actions/preferences.ts';
import { useConnection, useSource } from '../live/connection.tsx';
import { ConnectionBanner, EventsNote } from '../live/connection-banner.tsx';
import { FreshnessBadge } from '../live/freshness-badge.tsx';
import { fetchAhead } from '../ui/fetch-ahead.ts';
import { Spare } from '../ui/spare.tsx';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { Kiosk } from './kiosk.ts';
import { useAcknowledge } from './use-alarms.tsx';
import { useBurnInGuard } from './use-burn-in-guard.ts';
import { useMovement } from './use-movement.ts';
import { useNight } from './use-night.ts';
import { useWakeLock } from './use-wake-lock.ts';
import { WallClock } from './wall-clock.tsx';
import { wallKey } from './wall-keys.ts';
import { type Places, WallSkeleton } from './wall-skeleton.tsx';

/** Needed when everybody has gone home; at hand then also without a server. */
const fetchNight = () => import('./night.tsx');
const Night = lazy(fetchNight);
/** Nothing a wall shows waits for them. */
const WallControls = lazy(() => import('./wall-controls.tsx'));

const PausedContext = createContext(false);
/** true = pages do not turn. */
export const usePaused = () => useContext(PausedContext);

export function WallFrame(props: {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** `scroll`: a desk view that is as tall as it needs to be; otherwise everything fits a 16:9 stage. */
  readonly fit?: 'stage' | 'scroll';
  /** The page shows live calls: says so when events are silent or off, and calls may be missing. */
  readonly events?: boolean;
  /** What holds the place before the first board. */
  readonly places: Places;
  /** The attention list is on this page, and with it the button for its alarms. */
  readonly listed?: boolean;
  readonly onSearch?: () => void;
  readonly children: ReactNode;
}) {
  const { title, detail, fit = 'stage', events = false, places, listed = false, onSearch, children } = props;
  const router = useRouter();
  const [paused, setPaused] = useState(false);
  const [help, setHelp] = useState(false);
  const [singleKeys] = usePreference('singleKeys');
  const { controls, cursor, awake } = useMovement();
  const stage = useRef<HTMLDivElement>(null);
  const maySleep = useWakeLock();
  const acknowledge = useAcknowledge();
  const dark = useNight() && fit === 'stage' && !awake;
  const t = useTranslations('wall');
  const kiosk = useContext(Kiosk);
  useBurnInGuard(stage);
  useEffect(() => fetchAhead([fetchNight]), []);

  useEffect(() => {
    if (kiosk) return;
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
      else if (meant.do === 'acknowledge') acknowledge();
      else if (meant.do === 'search') onSearch?.();
      else toggleFullscreen();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [router, onSearch, acknowledge, singleKeys, kiosk]);

  return (
    <PausedContext value={paused}>
      <div className="wall" data-fit={fit} data-cursor={cursor ? undefined : 'hidden'} data-night={dark || undefined}>
        {!kiosk && (
          <Spare instead={null}>
            <Suspense fallback={null}>
              <WallControls
                shown={controls}
                paused={paused}
                onPause={() => setPaused((was) => !was)}
                onFullscreen={toggleFullscreen}
                help={help}
                onHelp={setHelp}
              />
            </Suspense>
          </Spare>
        )}
        <div ref={stage} className="stage">
          <ConnectionBanner className="wall-banner" />
          <header className="wall-header">
            <h1>
              {title}
              {detail && <span> · {detail}</span>}
            </h1>
            <FreshnessBadge />
            <div className="wall-header-end">
              {maySleep && (
                <span className="may-sleep" role="status">
                  {t('maySleep')}
                </span>
              )}
              {!listed && <AcknowledgeButton />}
              <WallClock />
            </div>
          </header>
          <main id="main" className="wall-main">
            {events && <EventsNote className="events-note" />}
            <FirstLoad places={places}>
              {dark ? (
                <Spare instead={<WallClock />}>
                  <Suspense fallback={null}>
                    <Night />
                  </Suspense>
                </Spare>
              ) : (
                children
              )}
            </FirstLoad>
          </main>
        </div>
      </div>
    </PausedContext>
  );
}

/** Before the first board there is nothing to show, and nothing to invent. */
function FirstLoad({ places, children }: { readonly places: Places; readonly children: ReactNode }) {
  const t = useTranslations('wall');
  const source = useSource();
  const { phase } = useConnection();
  return source ? children : <WallSkeleton of={places} label={phase === 'lost' ? t('noData') : t('loading')} />;
}

function toggleFullscreen(): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // A browser may refuse (a frame, a policy): then the page simply stays as it is.
  done.catch((error: unknown) => console.warn('fullscreen refused', error));
}
