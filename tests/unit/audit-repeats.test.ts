import { expect, test } from 'vitest';
import { createRepeats } from '../../server/access/audit-repeats.ts';

test('[A24] alike refusals are one row in ten minutes, and a flood of different ones few rows a minute', () => {
  let now = 0;
  const repeats = createRepeats({ now: () => now }, 5);
  expect([repeats.take('a'), repeats.take('a'), repeats.take('a')]).toEqual([0, null, null]);
  const flood = Array.from({ length: 1_000 }, (_, n) => repeats.take(`stranger ${n}`));
  // Four of their own and one for all the others.
  expect(flood.filter((leftOut) => leftOut !== null)).toHaveLength(5);
  now = 60_000;
  expect(repeats.take('b')).toBe(0);
  now = 600_000;
  expect(repeats.take('a')).toBe(2);
  now = 700_000;
  const more = Array.from({ length: 10 }, (_, n) => repeats.take(`others ${n}`));
  expect(more.at(5)).toBe(995);
});
