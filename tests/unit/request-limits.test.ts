import { expect, test } from 'vitest';
import { createTurns } from '../../server/access/turns.ts';
import { createRequestLimits } from '../../server/http/request-limits.ts';

const small = {
  address: { burst: 4, perSecond: 2 },
  stranger: { burst: 3, perSecond: 0.1 },
  hook: { burst: 3, perSecond: 1 },
  person: { burst: 3, perSecond: 1 },
};

test('[A32] a visitor has a burst, then waits for the bucket to fill; others and other limits are not touched', () => {
  let now = 1_000;
  const limits = createRequestLimits({ now: () => now }, small);
  const take = (limit: keyof typeof small, who: string, times: number) =>
    Array.from({ length: times }, () => limits.take(limit, who));
  expect(take('address', 'a', 6)).toEqual([null, null, null, null, 1, 1]);
  expect(take('address', 'b', 4)).toEqual([null, null, null, null]);
  expect(take('person', 'a', 3)).toEqual([null, null, null]);
  now += 500;
  expect(take('address', 'a', 2)).toEqual([null, 1]);
  now += 3_600_000;
  expect(take('address', 'a', 5)).toEqual([null, null, null, null, 1]);
  expect(take('stranger', 's', 4)).toEqual([null, null, null, 10]);
  now -= 3_600_000;
  expect(take('stranger', 's', 1)).toEqual([10]);
});

test('[A32] more visitors than are remembered forget the oldest alone, and memory stays bounded', () => {
  const limits = createRequestLimits({ now: () => 0 }, small);
  for (let n = 0; n < 3; n++) limits.take('address', 'flood');
  for (let n = 0; n < 25_000; n++) {
    limits.take('address', `visitor ${n}`);
    if (n % 1_000 === 0) limits.take('address', 'flood');
  }
  expect(limits.take('address', 'flood')).toBe(1);
  expect(limits.take('address', 'visitor 0')).toBeNull();
});

test('[A32] costly work runs so many times at once; some wait in line, the rest is told to come back', async () => {
  const turns = createTurns(2, 40);
  let running = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((end) => ends.push(end));
    running -= 1;
    if (ends.length === 5) throw new Error('one of them fails');
  };
  const taken = Array.from({ length: 100 }, () => turns.take(work));
  expect(taken.filter((one) => one === null)).toHaveLength(58);
  const settled = Promise.allSettled(taken.filter((one) => one !== null));
  for (let n = 0; n < 42; n++) {
    while (ends.length <= n) await new Promise(setImmediate);
    ends[n]?.();
  }
  expect((await settled).length).toBe(42);
  expect(most).toBe(2);
  expect(turns.take(async () => 'free again')).not.toBeNull();
});
