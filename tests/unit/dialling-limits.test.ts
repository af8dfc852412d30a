import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallLimits, callMemory, count, defaultCallLimits, tooMany, uncount } from '../../lib/dialling/limits.ts';

const minute = 60_000;
const ask = (memory = callMemory(), now = 0, extension = '116', limits: CallLimits = defaultCallLimits) =>
  tooMany(limits, memory, extension, now, null);

describe('[A17] limits of calls', () => {
  test('six a minute, and the seventh waits until the first leaves the minute', () => {
    const memory = callMemory();
    for (let n = 0; n < 6; n++) {
      expect(ask(memory, n * 1000)).toBeNull();
      count(memory, '116', n * 1000);
    }
    expect(ask(memory, 6000)).toEqual({ limit: 'perMinute', allowed: 6, retryAfterSeconds: 54 });
    expect(ask(memory, 59_999)).toEqual({ limit: 'perMinute', allowed: 6, retryAfterSeconds: 1 });
    expect(ask(memory, 60_000)).toBeNull();
    expect(ask(memory, 6000, '117')).toBeNull();
  });

  test('sixty an hour and two hundred in 24 hours', () => {
    const memory = callMemory();
    for (let n = 0; n < 60; n++) count(memory, '116', n * 55_000);
    const now = 60 * 55_000;
    expect(ask(memory, now)).toMatchObject({ limit: 'perHour', allowed: 60, retryAfterSeconds: 300 });
    expect(ask(memory, 60 * minute)).toBeNull();
    const busy = callMemory();
    for (let n = 0; n < 200; n++) count(busy, '116', n * 2 * minute);
    const later = 200 * 2 * minute;
    expect(ask(busy, later)).toMatchObject({ limit: 'perDay', allowed: 200, retryAfterSeconds: (1440 - 400) * 60 });
    expect(ask(busy, 1440 * minute)).toBeNull();
  });

  test('sixty a minute for the whole house', () => {
    const memory = callMemory();
    for (let n = 0; n < 60; n++) count(memory, String(100 + n), 500);
    expect(ask(memory, 1000, '300')).toEqual({ limit: 'housePerMinute', allowed: 60, retryAfterSeconds: 60 });
    expect(ask(memory, 60_500, '300')).toBeNull();
  });

  test('one at a time: asked again soon, or when silence ends', () => {
    const open = (until: number) => tooMany(defaultCallLimits, callMemory(), '116', 0, until);
    expect(open(3_600_000)).toEqual({ limit: 'active', allowed: 1, retryAfterSeconds: 10 });
    expect(open(4_200)).toEqual({ limit: 'active', allowed: 1, retryAfterSeconds: 5 });
  });

  test('a refused order gives its place back, and only its own', () => {
    const memory = callMemory();
    for (let n = 0; n < 6; n++) count(memory, '116', n);
    uncount(memory, '116', 3);
    expect(ask(memory, 10)).toBeNull();
    uncount(memory, '117', 2);
    uncount(memory, '116', 99);
    count(memory, '116', 10);
    expect(ask(memory, 11)).toMatchObject({ limit: 'perMinute' });
    expect(memory.house).toHaveLength(6);
  });

  test('a clock that was set back frees nobody, and nobody waits longer than the window', () => {
    const memory = callMemory();
    for (let n = 0; n < 6; n++) count(memory, '116', 10 * minute);
    expect(ask(memory, 0)).toEqual({ limit: 'perMinute', allowed: 6, retryAfterSeconds: 60 });
  });

  test('what no window holds any more is forgotten', () => {
    const memory = callMemory();
    for (let n = 0; n < 3000; n++) count(memory, '116', n * minute);
    expect(memory.byExtension.get('116')?.length).toBeLessThanOrEqual(1440);
    expect(memory.house.length).toBeLessThanOrEqual(2);
  });

  test('whatever is asked whenever, no window ever holds more than it may', () => {
    const few = { perMinute: 2, perHour: 4, perDay: 6, housePerMinute: 3 };
    const asked = fc.array(fc.tuple(fc.integer({ min: 0, max: 900_000 }), fc.constantFrom('116', '117', '118')), {
      maxLength: 150,
    });
    fc.assert(
      fc.property(asked, (steps) => {
        const memory = callMemory();
        const went: [number, string][] = [];
        let now = 0;
        for (const [wait, extension] of steps) {
          now += wait;
          const many = tooMany(few, memory, extension, now, null);
          if (many) {
            expect(many.retryAfterSeconds).toBeGreaterThan(0);
            continue;
          }
          count(memory, extension, now);
          went.push([now, extension]);
        }
        // Counted anew, window by window, from what went.
        const most = (ms: number, own: boolean) =>
          Math.max(
            0,
            ...went.map(
              ([at, who]) =>
                went.filter(([other, whose]) => other > at - ms && other <= at && (!own || whose === who)).length,
            ),
          );
        expect(most(minute, true)).toBeLessThanOrEqual(2);
        expect(most(60 * minute, true)).toBeLessThanOrEqual(4);
        expect(most(1440 * minute, true)).toBeLessThanOrEqual(6);
        expect(most(minute, false)).toBeLessThanOrEqual(3);
      }),
      { seed: 17, numRuns: 200 },
    );
  });
});
