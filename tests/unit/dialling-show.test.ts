import { expect, it } from 'vitest';
import { showNumber } from '../../lib/dialling/show-number.ts';

it.each([
  ['00351917681249', '+351 917 681 249'],
  ['+351917681249', '+351 917 681 249'],
  ['912345678', '912 345 678'],
  ['0034612345678', '+34 612 34 56 78'],
  ['00442079460958', '+442079460958'],
  ['110', '110'],
  ['••• ••• 678', '••• ••• 678'],
])('%s is shown as %s', (number, shown) => {
  expect(showNumber(number)).toBe(shown);
});
