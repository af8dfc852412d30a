// npm run bench: the figures the product must reach, beside a floor of the same run.
import { build, chromium, install, run, serverBundle } from './ensure.mjs';

install();
build();
if (process.argv[2] !== 'records' && chromium() === null) {
  console.error('No Chromium: install the package `chromium`, then run again.');
  process.exit(1);
}
// `npm run bench -- records` measures call records alone; BENCH_RECORDS says how many (200,000 unless told).
const only = process.argv[2];
const wall = only === 'records' ? 0 : run('node', ['tests/bench/main.ts', serverBundle]);
process.exit(wall || run('node', ['tests/bench/records.ts']));
