// The server without pages as a process of its own, to be killed by a test. Prints its port; ends when its parent does.
import { createApp } from '../../server/app.ts';
import { systemClock } from '../../server/clock.ts';
import { readEnv } from '../../server/env.ts';
import { createLog } from '../../server/log.ts';

const reading = readEnv(process.env);
if (!reading.ok) throw new Error(reading.problems.join('\n'));
const log = createLog({ level: 'silent', secrets: [] });
const app = await createApp({ env: reading.env, clock: systemClock, log });
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.stdout.write(`${await app.listen()}\n`);
