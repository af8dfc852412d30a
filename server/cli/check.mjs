// npm run check: everything that must hold. Each step runs even when one before it failed, so that one run
// tells everything. The last line counts the tests, and each step that failed without one; the exit code is 0 only if all passed.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, chromium, install, run } from './ensure.mjs';
import { createTally } from './tally.mjs';

const full = process.argv.includes('--full');
const env = full ? { FULL: '1' } : {};
const started = Date.now();
install();

const reports = mkdtempSync(join(tmpdir(), 'wallboard-check-'));
const tally = createTally();

function step(name, command, args, { extra = {}, counted = () => 0 } = {}) {
  console.log(`\n== ${name}`);
  const at = Date.now();
  const code = run(command, args, { env: { ...env, ...extra } });
  console.log(`== ${name}: ${code === 0 ? 'ok' : `failed (${code})`}, ${((Date.now() - at) / 1000).toFixed(1)} s`);
  tally.step(name, code === 0, counted());
}
/** A report that is not there counts as no test at all: its step has failed then. */
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

step('lint', 'biome', ['check', '--error-on-warnings', '.']);
step('page types', 'next', ['typegen']);
step('types', 'tsc', ['--noEmit']);
step('unused code', 'knip', []);

const unit = join(reports, 'vitest.json');
step(
  'unit and integration tests',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`],
  {
    counted() {
      const report = readReport(unit);
      if (!report) return 0;
      // A file that cannot be loaded has no test of its own to fail.
      const unloadable = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length);
      return tally.tests({
        passed: report.numPassedTests,
        failed: report.numFailedTests + unloadable.length,
        skipped: report.numPendingTests + report.numTodoTests,
      });
    },
  },
);

console.log('\n== build');
build();

if (chromium() === null) {
  console.error('\nNo Chromium and no way to install it here: install the package `chromium`, then run again.');
  tally.step('browser tests', false);
} else {
  const browser = join(reports, 'playwright.json');
  step('browser tests', 'playwright', ['test', '--reporter=line,json'], {
    extra: { PLAYWRIGHT_JSON_OUTPUT_NAME: browser },
    counted() {
      const report = readReport(browser);
      if (!report) return 0;
      const { expected, flaky, unexpected, skipped } = report.stats;
      return tally.tests({ passed: expected + flaky, failed: unexpected, skipped });
    },
  });
}

rmSync(reports, { recursive: true, force: true });
console.log(`\n${((Date.now() - started) / 1000).toFixed(0)} s`);
if (tally.failedSteps.length > 0) console.log(`failed: ${tally.failedSteps.join(', ')}`);
if (tally.skipped > 0) console.log(`${tally.skipped} skipped, each with its reason above`);
console.log(tally.lastLine);
process.exit(tally.exitCode);
