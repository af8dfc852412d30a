// npm run admin -- reset USER: a new password for a local user, printed once. npm run admin -- verify-audit.
import { install, run } from './ensure.mjs';

install();
process.exit(run('node', ['server/cli/admin.ts', ...process.argv.slice(2)]));
