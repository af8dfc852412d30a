// npm run simulator: the simulated PBX alone. Options are handed on: --still, --manual-clock.
import { become, install } from './ensure.mjs';

install();
become('node', ['server/simulator/main.ts', ...process.argv.slice(2)]);
