import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, formatWallDuration } from '../../lib/time/duration.ts';
import { isOpen, nextOpening } from '../../lib/time/opening-hours.ts';
import { instantOf, nextMidnight, startOfDay, wallTime } from '../../lib/time/zone.ts';

const HOUR = 3_600_000;

describe('[M21] durations', () => {
  test.each([
    [0, '0:00', '0:00'],
    [59_999, '0:59', '0:59'],
    [60_000, '1:00', '1:00'],
    [18 * 60_000 + 20_000, '18:20', '18:20'],
    [HOUR - 1, '59:59', '59:59'],
    [HOUR, '1:00:00', '1h00'],
    [HOUR + 2 * 60_000 + 59_999, '1:02:59', '1h02'],
    [27 * HOUR, '27:00:00', '27h00'],
    [-1, '0:00', '0:00'],
    [Number.NaN, '0:00', '0:00'],
    [Number.POSITIVE_INFINITY, '0:00', '0:00'],
  ])('%d ms is %s at the desk and %s on the wall', (ms, desk, wall) => {
    expect(formatDuration(ms)).toBe(desk);
    expect(formatWallDuration(ms)).toBe(wall);
  });
  test('never 0:60, never negative, never longer for less', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e7, max: 1e9 }), (ms) => {
        expect(formatDuration(ms)).toMatch(/^(\d+:[0-5]\d:[0-5]\d|[0-5]?\d:[0-5]\d)$/);
        expect(formatWallDuration(ms)).toMatch(/^(\d+h[0-5]\d|[0-5]?\d:[0-5]\d)$/);
      }),
    );
  });
});

describe('[R6] days of the house', () => {
  test.each([
    ['Europe/Lisbon', '2026-03-29T12:00:00Z', 23],
    ['Europe/Madrid', '2026-03-29T12:00:00Z', 23],
    ['Europe/Lisbon', '2026-10-25T12:00:00Z', 25],
    ['Atlantic/Azores', '2026-10-25T12:00:00Z', 25],
    ['Europe/Lisbon', '2026-07-01T12:00:00Z', 24],
    ['America/Santiago', '2026-09-06T15:00:00Z', 23],
  ])('%s %s has %d hours', (zone, iso, hours) => {
    const at = Date.parse(iso);
    expect((nextMidnight(at, zone) - startOfDay(at, zone)) / HOUR).toBe(hours);
  });
  test('a day without midnight begins at its first instant', () => {
    // In Santiago the clocks went from 24:00 to 01:00 that night.
    expect(startOfDay(Date.parse('2026-09-06T15:00:00Z'), 'America/Santiago')).toBe(Date.parse('2026-09-06T04:00:00Z'));
  });
  test('every instant lies in its own day, and days follow each other without a gap', () => {
    const zones = ['Europe/Lisbon', 'Europe/Madrid', 'Atlantic/Canary', 'America/Sao_Paulo', 'Asia/Kathmandu', 'UTC'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 1.6e12, max: 2e12 }), (zone, at) => {
        const start = startOfDay(at, zone);
        const end = nextMidnight(at, zone);
        expect(start).toBeLessThanOrEqual(at);
        expect(end).toBeGreaterThan(at);
        expect(startOfDay(end, zone)).toBe(end);
        expect(startOfDay(end - 1, zone)).toBe(start);
        const wall = wallTime(at, zone);
        expect(Math.abs(instantOf(zone, wall.year, wall.month, wall.day, wall.hour, wall.minute) - at)).toBeLessThan(
          HOUR + 60_000,
        );
      }),
      { numRuns: process.env.FULL ? 20_000 : 200 },
    );
  });
});

describe('[M22] opening hours', () => {
  const hours = {
    mon: [
      ['09:00', '13:00'],
      ['14:00', '18:00'],
    ],
    fri: [['22:00', '02:00']],
  } as const;
  const at = (iso: string) => Date.parse(iso);
  test.each([
    ['2026-03-02T08:59:59Z', false, '2026-03-02T09:00:00Z'],
    ['2026-03-02T09:00:00Z', true, null],
    ['2026-03-02T13:00:00Z', false, '2026-03-02T14:00:00Z'],
    ['2026-03-02T18:00:00Z', false, '2026-03-06T22:00:00Z'],
    ['2026-03-07T01:59:00Z', true, null],
    ['2026-03-07T02:00:00Z', false, '2026-03-09T09:00:00Z'],
    // The hour that clocks skip does not move an opening time.
    ['2026-03-29T12:00:00Z', false, '2026-03-30T08:00:00Z'],
  ])('%s: open %s, next %s', (iso, open, next) => {
    expect(isOpen(hours, at(iso), 'Europe/Lisbon')).toBe(open);
    expect(nextOpening(hours, at(iso), 'Europe/Lisbon')).toBe(next === null ? null : at(next));
  });
  test('no hours at all are always open; a week without any never opens', () => {
    expect(isOpen(null, 0, 'UTC')).toBe(true);
    expect(nextOpening(null, 0, 'UTC')).toBeNull();
    expect(isOpen({}, 0, 'UTC')).toBe(false);
    expect(nextOpening({}, 0, 'UTC')).toBeNull();
    expect(isOpen({ thu: [['nine', '18:00']] }, 0, 'UTC')).toBe(false);
  });
  test('24:00 is the end of the day', () => {
    expect(isOpen({ mon: [['00:00', '24:00']] }, at('2026-03-02T23:59:59Z'), 'UTC')).toBe(true);
    expect(isOpen({ mon: [['00:00', '24:00']] }, at('2026-03-03T00:00:00Z'), 'UTC')).toBe(false);
  });
});
