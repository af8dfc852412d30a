// The last line of `npm run check`, and its exit code. Decides what counts as failed: a test, and a step that failed
// without one. It must never say "0 failed" of a run that was not all right.

/** A check under way: steps and tests are told, the sum is asked for at the end. */
export function createTally() {
  const failedSteps = [];
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  return {
    /** Tests of one step; told before its {@link step}. Returns how many failed. */
    tests(counts) {
      passed += counts.passed;
      failed += counts.failed;
      skipped += counts.skipped;
      return counts.failed;
    },
    /** `failedTests` of it were counted already; a step that failed without any counts as one. */
    step(name, ok, failedTests = 0) {
      if (ok && failedTests === 0) return;
      failedSteps.push(name);
      if (failedTests === 0) failed += 1;
    },
    get failedSteps() {
      return failedSteps;
    },
    get skipped() {
      return skipped;
    },
    get lastLine() {
      return `${passed} passed, ${failed} failed`;
    },
    get exitCode() {
      return failed > 0 ? 1 : 0;
    },
  };
}
