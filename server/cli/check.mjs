// npm run check: everything that must hold. Each step runs even when one before it failed, so that one run
// tells everything. The last line counts the tests; the exit code is 0 only if every step passed.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, chromium, install, run } from './ensure.mjs';

const full = process.argv.includes('--full');
const env = full ? { FULL: '1' } : {};
const started = Date.now();
install();

const reports = mkdtempSync(join(tmpdir(), 'wallboard-check-'));
const failedSteps = [];
let passed = 0;
let failed = 0;
let skipped = 0;

function step(name, command, args, extra = {}) {
  console.log(`\n== ${name}`);
  const at = Date.now();
  const code = run(command, args, { env: { ...env, ...extra } });
  console.log(`== ${name}: ${code === 0 ? 'ok' : `failed (${code})`}, ${((Date.now() - at) / 1000).toFixed(1)} s`);
  if (code !== 0) failedSteps.push(name);
}

step('lint', 'biome', ['check', '--error-on-warnings', '.']);
step('page types', 'next', ['typegen']);
step('types', 'tsc', ['--noEmit']);
step('unused code', 'knip', []);

const unit = join(reports, 'vitest.json');
step('unit and integration tests', 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unit}`,
]);
if (existsSync(unit)) {
  const result = JSON.parse(readFileSync(unit, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  skipped += result.numPendingTests + result.numTodoTests;
  // A file that cannot be loaded has no test of its own to fail.
  for (const file of result.testResults) if (file.status === 'failed' && file.assertionResults.length === 0) failed++;
} else failed++;

console.log('\n== build');
build();

if (chromium() === null) {
  console.error('\nNo Chromium and no way to install it here: install the package `chromium`, then run again.');
  failedSteps.push('browser tests');
  failed++;
} else {
  const browser = join(reports, 'playwright.json');
  step('browser tests', 'playwright', ['test', '--reporter=line,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: browser });
  if (existsSync(browser)) {
    const { stats } = JSON.parse(readFileSync(browser, 'utf8'));
    passed += stats.expected + stats.flaky;
    failed += stats.unexpected;
    skipped += stats.skipped;
  } else failed++;
}

rmSync(reports, { recursive: true, force: true });
console.log(`\n${((Date.now() - started) / 1000).toFixed(0)} s`);
if (failedSteps.length > 0) console.log(`failed: ${failedSteps.join(', ')}`);
if (skipped > 0) console.log(`${skipped} skipped, each with its reason above`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failedSteps.length > 0 || failed > 0 ? 1 : 0);
