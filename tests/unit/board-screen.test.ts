// What a screen shows: pages in turn, held by an alarm, and layouts whose names can be read from where one stands.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alarm } from '../../lib/board/alarms.ts';
import { densityFor } from '../../lib/board/density.ts';
import { floorPercent, inchesFor, legibleCount, legibleDensity, namesIn } from '../../lib/board/legible.ts';
import { firstRotation, goPage, type Rotation, turnPages } from '../../lib/board/rotation.ts';

const pages = [
  { path: '/wall', seconds: 30 },
  { path: '/wall/agents?density=m', seconds: 20 },
  { path: '/wall/queues/200', seconds: 12 },
];
const alarm = (more: Partial<Alarm>): Alarm => ({
  key: 'queue 200 wait_over_limit',
  code: 'wait_over_limit',
  kind: 'queue',
  id: '200',
  severity: 1,
  over: true,
  since: 0,
  share: null,
  shownAt: 0,
  acknowledgedAt: null,
  ...more,
});
/** Looked at every second from `from` up to `to`, both in seconds. */
function watch(was: Rotation, from: number, to: number, alarms: readonly Alarm[] = [], over = pages): Rotation {
  let rotation = was;
  for (let second = from; second <= to; second += 1) rotation = turnPages(rotation, over, alarms, second * 1_000);
  return rotation;
}

describe('pages in turn', () => {
  test('each stays as long as it was given, then the next, and round again', () => {
    const indexAt = (second: number) => watch(firstRotation(0), 1, second).index;
    expect([29, 30, 49, 50, 61, 62].map(indexAt)).toEqual([0, 1, 1, 2, 2, 0]);
  });

  test('one page alone stays, and nothing is made anew', () => {
    const first = firstRotation(0);
    expect(watch(first, 1, 4_000, [], pages.slice(0, 1))).toBe(first);
  });

  test('fewer pages than before show the last one there is', () => {
    expect(turnPages({ index: 2, since: 0, heldUntil: 0 }, pages.slice(0, 2), [], 1_000).index).toBe(1);
  });

  test('an arrow turns at once, both ways round', () => {
    const first = firstRotation(0);
    expect(goPage(first, 3, 1, 5_000)).toMatchObject({ index: 1, since: 5_000 });
    expect(goPage(first, 3, -1, 5_000).index).toBe(2);
  });

  test('a severe alarm brings the page of its queue, holds it, and lets go half a minute after', () => {
    const held = watch(firstRotation(0), 1, 100, [alarm({ shownAt: 0 })]);
    expect(held.index).toBe(2);
    expect(watch(held, 101, 129).index).toBe(2);
    expect(watch(held, 101, 141).index).toBe(2);
    expect(watch(held, 101, 142).index).toBe(0);
  });

  test('an alarm no page shows, an acknowledged one and a lesser one hold nothing', () => {
    const queues = pages.slice(1);
    for (const one of [alarm({ id: '201' }), alarm({ acknowledgedAt: 1 }), alarm({ severity: 2 })]) {
      expect(watch(firstRotation(0), 1, 20, [one], queues).index).toBe(1);
    }
    expect(watch(firstRotation(0), 1, 5, [alarm({ id: '201' })]).index).toBe(0);
  });

  test('an alarm that has stood for ten minutes lets the pages turn again', () => {
    const stands = [alarm({ shownAt: 0 })];
    expect(watch(firstRotation(0), 1, 599, stands).index).toBe(2);
    expect(watch(firstRotation(0), 1, 660, stands).index).not.toBe(2);
  });
});

describe('what can be read', () => {
  test('the floor follows size and distance, and is never below 2.2 % of the height', () => {
    expect(floorPercent(55, 5)).toBeCloseTo(3);
    expect(floorPercent(55, 1)).toBe(2.2);
    expect(legibleCount(55, 5)).toBe(80);
    expect(legibleCount(43, 5)).toBe(12);
    expect(legibleCount(24, 8)).toBe(0);
    expect(inchesFor(24, 5)).toBe(45);
    expect(inchesFor(500, 5)).toBeNull();
  });

  test('a layout chosen for a screen names nobody who cannot be read, unless no layout could', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 600 }),
      fc.double({ min: 7, max: 300, noNaN: true }),
      fc.double({ min: 0.3, max: 50, noNaN: true }),
    );
    fc.assert(
      fc.property(sizes, ([count, inches, metres]) => {
        const density = legibleDensity(densityFor(count), count, inches, metres);
        expect(density).not.toBe('grid');
        const names = namesIn(density);
        if (names === null) expect(count).toBeGreaterThan(80);
        else if (density !== 'xl') expect(names.percent).toBeGreaterThanOrEqual(floorPercent(inches, metres));
      }),
    );
  });

  test('the screen it asks for is large enough, and one inch less is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.double({ min: 1, max: 20, noNaN: true }), (count, metres) => {
        const inches = inchesFor(count, metres) ?? expect.fail();
        expect(legibleCount(inches, metres)).toBeGreaterThanOrEqual(count);
      }),
    );
  });
});
