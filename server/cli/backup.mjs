// npm run backup [-- FILE]: a consistent copy of the embedded database, also while the server runs.
import { install, run } from './ensure.mjs';

install();
process.exit(run('node', ['server/cli/backup.ts', ...process.argv.slice(2)]));
