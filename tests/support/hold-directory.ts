// Opens a database as a server does, says so, and holds it until it is killed; ends by itself after 30 s.
import { openDb } from '../../server/db/open.ts';

await openDb(process.argv[2] ?? '');
process.stdout.write('open\n');
setTimeout(() => process.exit(1), 30_000);
