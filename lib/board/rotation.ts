// Which of a screen's pages is shown, and when the next one comes. A severe alarm brings the page that shows what it is
// about and holds it; half a minute after it is over, or once it has stood for ten, the pages turn again.
import { type Alarm, isPressing } from './alarms.ts';

/** As long as an alarm fills its panel (it becomes an outline then): a screen nobody can answer turns on after that. */
const heldAtMostMs = 10 * 60_000;
const lingersMs = 30_000;

export interface RotationPage {
  /** `/wall…`, one of the pages a screen may be given. */
  readonly path: string;
  readonly seconds: number;
}
export interface Rotation {
  readonly index: number;
  /** When this page came, Unix ms. */
  readonly since: number;
  /** Until then it stays because of an alarm; 0 = none held it. */
  readonly heldUntil: number;
}

export const firstRotation = (now: number): Rotation => ({ index: 0, since: now, heldUntil: 0 });

/** The same object when nothing changes. @param now Unix ms, never less than before */
export function turnPages(
  was: Rotation,
  pages: readonly RotationPage[],
  alarms: readonly Alarm[],
  now: number,
): Rotation {
  const index = Math.min(was.index, pages.length - 1);
  const wanted = pageOf(
    pages,
    alarms.filter((alarm) => isPressing(alarm) && now - alarm.shownAt < heldAtMostMs),
  );
  if (wanted !== null) return { index: wanted, since: wanted === index ? was.since : now, heldUntil: now + lingersMs };
  const page = pages[index];
  const due = page && now >= was.heldUntil && now - Math.max(was.since, was.heldUntil) >= page.seconds * 1_000;
  if (due && pages.length > 1) return goPage({ ...was, index }, pages.length, 1, now);
  return index === was.index ? was : { ...was, index };
}

/** Somebody pressed an arrow. */
export function goPage({ index }: Rotation, count: number, by: 1 | -1, now: number): Rotation {
  return { index: (index + by + count) % count, since: now, heldUntil: 0 };
}

/** The page of the queue itself, else one that shows every alarm, else one that shows this kind. null = none shows it. */
function pageOf(pages: readonly RotationPage[], alarms: readonly Alarm[]): number | null {
  for (const { kind, id } of alarms) {
    const paths = kind === 'queue' ? [`/wall/queues/${id}`, '/wall'] : ['/wall', '/wall/agents'];
    for (const path of paths) {
      const at = pages.findIndex((page) => page.path.split('?', 1)[0] === path);
      if (at >= 0) return at;
    }
  }
  return null;
}
