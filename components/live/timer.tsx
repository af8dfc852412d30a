// How long something lasts. The text is written by the page's one ticker, straight into the element: no render per
// second. It never jumps back for the same subject, and when the data is old it stands still with a "+".
'use client';
import { useEffect, useRef } from 'react';
import { useLocale } from 'use-intl/react';
import { spellDuration } from '../../lib/i18n/numbers.ts';
import { useServerClock } from './connection.tsx';
import { useFrozenAt } from './freeze.tsx';
import { tickerOf } from './ticker.ts';
import { timerText } from './timer-text.ts';

export function Timer(props: {
  /** Unix ms by the server's clock. */
  readonly since: number;
  /** Where it ended; then it stands. */
  readonly until?: number | null;
  /** What is timed. While it stays the same the timer never goes back, even if its start is corrected. */
  readonly of: string;
  readonly form?: 'desk' | 'wall';
  /** Has a spelled-out label. Else it is for the eye alone: inside a button it would change the button's name every second. */
  readonly spoken?: boolean;
  /** What it times is known from polls only. */
  readonly polled?: boolean;
  readonly className?: string;
}) {
  const { since, until = null, of, form = 'wall', polled = false, spoken = false, className } = props;
  const element = useRef<HTMLTimeElement>(null);
  const longest = useRef({ of, ms: 0 });
  const clock = useServerClock();
  const locale = useLocale();
  const frozenAt = useFrozenAt(polled);
  useEffect(() => {
    if (longest.current.of !== of) longest.current = { of, ms: 0 };
    const write = (now: number) => {
      const ms = Math.max(longest.current.ms, (until ?? frozenAt ?? now) - since);
      longest.current.ms = ms;
      const text = timerText(ms, until === null && frozenAt !== null ? now - frozenAt : null, form);
      const node = element.current;
      if (!node || node.textContent === text) return;
      node.textContent = text;
      if (spoken) node.setAttribute('aria-label', spellDuration(locale, ms));
    };
    if (until !== null) {
      write(clock.now());
      return;
    }
    return tickerOf(clock).listen(write);
  }, [clock, since, until, of, form, frozenAt, locale, spoken]);
  const role = spoken ? { role: 'timer', 'aria-live': 'off' as const } : { 'aria-hidden': true };
  return <time ref={element} {...role} className={className} suppressHydrationWarning />;
}
