// Puts a screen's pages together: the same walls people open, without controls, in turn, legible from where one stands.
'use client';
import { memo, useCallback, useEffect, useEffectEvent, useState } from 'react';
import { OpenSheet, type SheetSubject } from '../../components/actions/actions-provider.tsx';
import { useIds } from '../../components/live/connection.tsx';
import { PhoneCard, ScreenName } from '../../components/screens/screen-cover.tsx';
import { type Own, useOwnScreen } from '../../components/screens/use-own-screen.ts';
import { useRenewal } from '../../components/screens/use-renewal.ts';
import { useReport } from '../../components/screens/use-report.ts';
import { useRotation } from '../../components/screens/use-rotation.ts';
import { AgentsWall } from '../../components/wall/agents-wall.tsx';
import { CallsWall } from '../../components/wall/calls-wall.tsx';
import { Kiosk } from '../../components/wall/kiosk.ts';
import { Overview } from '../../components/wall/overview.tsx';
import { QueueWall } from '../../components/wall/queue-wall.tsx';
import { useAlarms, usePressing } from '../../components/wall/use-alarms.tsx';
import { useDensity } from '../../components/wall/use-density.ts';
import { densities } from '../../lib/board/density.ts';
import { legibleDensity } from '../../lib/board/legible.ts';

export function ScreenWall() {
  const own = useOwnScreen();
  const pressing = usePressing();
  useRenewal(own, !pressing);
  useReport();
  if (!own) return <div className="wall" data-fit="stage" />;
  return <Turning screen={own.screen} />;
}

function Turning({ screen }: { readonly screen: Own['screen'] }) {
  const { index, turn } = useRotation(screen.pages, useAlarms());
  const [subject, setSubject] = useState<SheetSubject | null>(null);
  const gone = useCallback(() => setSubject(null), []);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'ArrowRight' || event.key === 'PageDown') turn(1);
    else if (event.key === 'ArrowLeft' || event.key === 'PageUp') turn(-1);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  const path = screen.pages[index]?.path ?? '/wall';
  return (
    <Kiosk value={true}>
      <OpenSheet value={setSubject}>
        <WallPage key={path} path={path} inches={screen.inches} metres={screen.metres} />
        <PhoneCard subject={subject} onGone={gone} />
        <ScreenName name={screen.name} />
      </OpenSheet>
    </Kiosk>
  );
}

/** Looked at anew only when it is another page: the pages' clock beats every second. */
const WallPage = memo(function WallPage(props: {
  readonly path: string;
  readonly inches: number;
  readonly metres: number;
}) {
  const { path, inches, metres } = props;
  const [place = '', query] = path.split('?', 2);
  const count = useIds('agents').length;
  const counted = useDensity(count);
  const queue = /^\/wall\/queues\/([0-9]+)$/.exec(place)?.[1];
  if (queue !== undefined) return <QueueWall number={queue} />;
  if (place === '/wall/calls') return <CallsWall />;
  if (place !== '/wall/agents') return <Overview />;
  const asked = densities.find((one) => query === `density=${one}`);
  return <AgentsWall density={asked ?? legibleDensity(counted, count, inches, metres)} />;
});
