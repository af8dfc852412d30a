// npm run faults: the seeded fault tests at full counts; a table and data/faults.json.
import { install, run } from './ensure.mjs';

install();
process.exit(run('node', ['tests/bench/faults.ts']));
