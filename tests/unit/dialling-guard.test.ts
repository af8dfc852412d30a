import { expect, test } from 'vitest';
import { type GuardMemory, guardKey, hold, release, secondsLeft } from '../../lib/dialling/guard.ts';
import { maskNumber } from '../../lib/dialling/mask.ts';
import { maskNumbersIn } from '../../lib/dialling/mask-numbers-in.ts';
import { sameNumber } from '../../lib/dialling/same-number.ts';

const key = guardKey('116', '+351912345678');

test('[A5] the same number from the same extension waits 15 s, seconds rounded up', () => {
  const memory: GuardMemory = new Map();
  expect(secondsLeft(memory, key, 1000)).toBeNull();
  hold(memory, key, 1000);
  expect(secondsLeft(memory, key, 1000)).toBe(15);
  expect(secondsLeft(memory, key, 1001)).toBe(15);
  expect(secondsLeft(memory, key, 15_999)).toBe(1);
  expect(secondsLeft(memory, key, 16_000)).toBeNull();
});

test('[A5] another number and another extension are free', () => {
  const memory: GuardMemory = new Map();
  hold(memory, key, 0);
  expect(secondsLeft(memory, guardKey('117', '+351912345678'), 0)).toBeNull();
  expect(secondsLeft(memory, guardKey('116', '+351912345679'), 0)).toBeNull();
});

test('[A5] a refused order gives the place back, and only its own', () => {
  const memory: GuardMemory = new Map();
  hold(memory, key, 0);
  release(memory, key, 0);
  expect(secondsLeft(memory, key, 1)).toBeNull();
  hold(memory, key, 0);
  hold(memory, key, 15_000);
  release(memory, key, 0);
  expect(secondsLeft(memory, key, 15_001)).toBe(15);
});

test('[A5] what has passed is forgotten', () => {
  const memory: GuardMemory = new Map();
  for (let at = 0; at < 100; at++) hold(memory, guardKey('116', String(at)), at * 1000);
  expect(memory.size).toBe(15);
});

test('[A9] a masked number shows three digits, and none of a short one', () => {
  expect(maskNumber('+351 912 345 678')).toBe('••• ••• 678');
  expect(maskNumber('116')).toBe('•••');
  expect(maskNumber('123456')).toBe('•••');
});

test('[A7] spellings of one number are joined, different numbers never', () => {
  expect(sameNumber('912345678', '+351912345678')).toBe(true);
  expect(sameNumber('00351912345678', '+351 912 345 678')).toBe(true);
  expect(sameNumber('912345678', '912345679')).toBe(false);
  expect(sameNumber('116', '116')).toBe(true);
  expect(sameNumber('16', '116')).toBe(false);
  expect(sameNumber('345678', '912345678')).toBe(false);
  expect(sameNumber('+34912345678', '+351912345678')).toBe(false);
  expect(sameNumber('', '')).toBe(false);
});

test('[A21] words keep their codes and extensions, and lose the numbers they quote', () => {
  expect(maskNumbersIn('call +351 912-345-678 from 116: error 404')).toBe('call ••• ••• 678 from 116: error 404');
  expect(maskNumbersIn('912345678, 00351917681249.')).toBe('••• ••• 678, ••• ••• 249.');
  expect(maskNumbersIn('Llamada')).toBe('Llamada');
});
