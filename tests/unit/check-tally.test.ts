import { expect, test } from 'vitest';
import { createTally } from '../../server/cli/tally.mjs';

test('a step that fails without a failing test counts as one, so that the last line never calls a red run green', () => {
  const tally = createTally();
  tally.step('lint', true);
  tally.step('unit tests', true, tally.tests({ passed: 700, failed: 0, skipped: 5 }));
  expect([tally.lastLine, tally.exitCode]).toEqual(['700 passed, 0 failed', 0]);
  tally.step('types', false);
  expect([tally.lastLine, tally.exitCode]).toEqual(['700 passed, 1 failed', 1]);
});

test('failing tests are counted once, not again for their step', () => {
  const tally = createTally();
  tally.step('browser tests', false, tally.tests({ passed: 48, failed: 3, skipped: 0 }));
  expect([tally.lastLine, tally.failedSteps]).toEqual(['48 passed, 3 failed', ['browser tests']]);
});

test('a step whose tests all passed and that failed all the same is a failure', () => {
  const tally = createTally();
  tally.step('unit tests', false, tally.tests({ passed: 10, failed: 0, skipped: 0 }));
  expect(tally.lastLine).toBe('10 passed, 1 failed');
});
