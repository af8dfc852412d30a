// When the calls of a list were: the groups of a summary laid into slots without holes, so that a quiet hour is seen as
// quiet and a day of 25 hours has 25. Counts are never spread or smoothed.
import type { Figures } from '../protocol/record-shapes.ts';
import { nextMidnight } from '../time/zone.ts';
import { houseClock } from './group-key.ts';
import type { Span } from './period.ts';

export type Bin = 'quarter_hour' | 'hour' | 'day';
export interface Slot extends Span {
  readonly count: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Rows that are neither: short abandons, and whatever was no entry into a queue. */
  readonly rest: number;
}

const quarterMs = 900_000;
const hourMs = 3_600_000;
const mostSlots = 366;

/** Quarters for a day (25 hours at most), hours for eight days, else days. */
export function binOf({ from, to }: Span): Bin {
  if (to - from <= 26 * hourMs) return 'quarter_hour';
  return to - from <= 8 * 25 * hourMs ? 'hour' : 'day';
}

type Group = Figures & { readonly key: string };

/** Slots from the first to the last instant, the outer ones cut at them. Above 366, days are put together evenly. */
export function slotsOf(bin: Bin, span: Span, groups: readonly Group[], timezone: string): Slot[] {
  const clock = houseClock(timezone);
  const byKey = new Map(groups.map((group) => [group.key, group]));
  const slots: Slot[] = [];
  let begin =
    bin === 'hour' ? clock.hourStart(span.from) : bin === 'quarter_hour' ? clock.quarterStart(span.from) : span.from;
  while (begin < span.to) {
    const end =
      bin === 'hour' ? begin + hourMs : bin === 'quarter_hour' ? begin + quarterMs : nextMidnight(begin, timezone);
    const group = byKey.get(bin === 'day' ? clock.day(begin) : String(begin));
    const { count, answered, abandoned } = group ?? { count: 0, answered: 0, abandoned: 0 };
    slots.push({
      from: Math.max(begin, span.from),
      to: Math.min(end, span.to),
      count,
      answered,
      abandoned,
      rest: count - answered - abandoned,
    });
    begin = end;
  }
  return joined(slots, Math.ceil(slots.length / mostSlots));
}

function joined(slots: Slot[], each: number): Slot[] {
  if (each <= 1) return slots;
  const out: Slot[] = [];
  for (let i = 0; i < slots.length; i += each) {
    const part = slots.slice(i, i + each);
    const [first] = part;
    const last = part.at(-1);
    if (!first || !last) continue;
    const sum = (field: 'count' | 'answered' | 'abandoned' | 'rest') => part.reduce((all, one) => all + one[field], 0);
    out.push({
      from: first.from,
      to: last.to,
      count: sum('count'),
      answered: sum('answered'),
      abandoned: sum('abandoned'),
      rest: sum('rest'),
    });
  }
  return out;
}

/** The round whole number at which a scale ends, at least `most` and at least 4. */
export function scaleEnd(most: number): number {
  let power = 1;
  for (;;) {
    for (const step of [10, 15, 20, 25, 30, 40, 50, 60, 80]) {
      const end = (step * power) / 10;
      if (Number.isInteger(end) && end >= Math.max(most, 4)) return end;
    }
    power *= 10;
  }
}
