// npm run restore -- FILE: puts a backup in the place of the embedded database; the server must be stopped.
import { install, run } from './ensure.mjs';

install();
process.exit(run('node', ['server/cli/restore.ts', ...process.argv.slice(2)]));
