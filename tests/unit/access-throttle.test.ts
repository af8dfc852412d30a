import { expect, test } from 'vitest';
import { hashPassword, randomPassword, verifyPassword } from '../../server/access/password.ts';
import { createThrottle, networkOf } from '../../server/access/throttle.ts';

test('[A11] the wait doubles to an hour and is forgotten after two', () => {
  let now = 0;
  const throttle = createThrottle(() => now);
  for (let n = 0; n < 5; n++) expect(throttle.take('ana', '10.0.0.1')).toBeNull();
  const waits: number[] = [];
  for (let n = 0; n < 10; n++) {
    const wait = throttle.take('ana', '10.0.0.1');
    if (wait === null) throw new Error('not throttled');
    waits.push(wait);
    now += wait * 1000;
    expect(throttle.take('ana', '10.0.0.1')).toBeNull();
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  now += 7_200_000;
  for (let n = 0; n < 5; n++) expect(throttle.take('ana', '10.0.0.1')).toBeNull();
});

test('[A11] another account and another address are free, and success clears the account', () => {
  const throttle = createThrottle(() => 0);
  for (let n = 0; n < 5; n++) throttle.take('ana', '10.0.0.1');
  expect(throttle.take('rui', '10.0.0.1')).toBeNull();
  expect(throttle.take('ana', '10.0.0.2')).toBeNull();
  throttle.succeeded('ana', '10.0.0.1');
  expect(throttle.take('ana', '10.0.0.1')).toBeNull();
});

test('[A11] one address that tries many accounts waits after 50', () => {
  const throttle = createThrottle(() => 0);
  for (let n = 0; n < 50; n++) expect(throttle.take(`user${n}`, '10.0.0.1')).toBeNull();
  expect(throttle.take('another', '10.0.0.1')).toBe(30);
  expect(throttle.take('another', '10.0.0.2')).toBeNull();
});

test('[A11] a /64 of IPv6 counts as one address', () => {
  expect(networkOf('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe(networkOf('2001:db8:1:2::1'));
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
  expect(networkOf('::ffff:10.0.0.1')).toBe('10.0.0.1');
  expect(networkOf('10.0.0.1')).toBe('10.0.0.1');
});

test('[A11] a password is kept as a salted hash and nothing else opens', async () => {
  const cost = { N: 1024, r: 8, p: 1 };
  const [one, two] = [await hashPassword('a-password', cost), await hashPassword('a-password', cost)];
  expect(one).not.toBe(two);
  expect(await verifyPassword('a-password', one, cost)).toBe(true);
  expect(await verifyPassword('A-password', one, cost)).toBe(false);
  for (const broken of [null, '', 'scrypt', 'plain$a-password', 'scrypt$1024$8$1$x$']) {
    expect(await verifyPassword('a-password', broken, cost)).toBe(false);
  }
  expect(randomPassword()).toMatch(/^[a-z2-9]{20}$/);
  expect(randomPassword()).not.toBe(randomPassword());
});
