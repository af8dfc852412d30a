// npm run bench: the figures the product must reach, beside a floor of the same run.
import { build, chromium, install, run, serverBundle } from './ensure.mjs';

install();
build();
if (chromium() === null) {
  console.error('No Chromium: install the package `chromium`, then run again.');
  process.exit(1);
}
process.exit(run('node', ['tests/bench/main.ts', serverBundle]));
