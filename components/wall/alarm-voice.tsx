// Says each new entry of the attention list once, for those who do not see it: politely, a severe one at once. It never
// speaks of time passing; that an alarm was acknowledged is said too, as nothing else moves.
'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type Alarm, isPressing } from '../../lib/board/alarms.ts';
import { useBoardNow } from '../live/connection.tsx';
import { useAlarms } from './use-alarms.tsx';
import { useShortNames } from './use-names.ts';
import { subjectOf, useWhyOf } from './why-of.ts';

interface Said {
  /** Counts what was said: the same words twice are two announcements. */
  readonly times: number;
  readonly text: string;
}
const silence: Said = { times: 0, text: '' };

export default function AlarmVoice() {
  const t = useTranslations('wall.attention');
  const alarms = useAlarms();
  const board = useBoardNow();
  const names = useShortNames();
  const whyOf = useWhyOf();
  const before = useRef<readonly Alarm[]>([]);
  const [polite, setPolite] = useState(silence);
  const [urgent, setUrgent] = useState(silence);
  useEffect(() => {
    const known = board();
    const old = new Map(before.current.map((one) => [one.key, one]));
    before.current = alarms;
    if (!known) return;
    const say = (some: readonly Alarm[]) =>
      some
        .map((one) => `${subjectOf(one, known, names)}: ${whyOf(one, known.agents[one.id]?.word ?? null)}`)
        .join('. ');
    const fresh = alarms.filter((one) => !old.has(one.key));
    const severe = say(fresh.filter(isPressing));
    const rest = say(fresh.filter((one) => !isPressing(one)));
    const quieted = alarms.some((one) => one.acknowledgedAt !== null && old.get(one.key)?.acknowledgedAt === null);
    const calm = [quieted ? t('acknowledged') : '', rest].filter(Boolean).join('. ');
    if (severe) setUrgent(({ times }) => ({ times: times + 1, text: severe }));
    if (calm) setPolite(({ times }) => ({ times: times + 1, text: calm }));
  }, [alarms, board, names, whyOf, t]);
  return (
    <div className="sr-only">
      <div role="status" aria-live="polite" data-testid="alarm-voice">
        <p key={polite.times}>{polite.text}</p>
      </div>
      <div role="alert" aria-live="assertive" data-testid="alarm-voice-urgent">
        <p key={urgent.times}>{urgent.text}</p>
      </div>
    </div>
  );
}
