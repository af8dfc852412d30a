// The process: environment, rooms, pages, listening, signals. Decides when to end, and with which code.
import { createServer } from 'node:http';
import { constants, setPriority } from 'node:os';
import createNext from 'next';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { readEnv, withDotEnv } from './env.ts';
import { createLog, secretsOf } from './log.ts';

const closeWithinMs = 15_000;
const impatientMs = 1_000;

async function main(): Promise<void> {
  const reading = readEnv(withDotEnv(process.env, process.cwd()));
  if (!reading.ok) {
    console.error(`The environment is not right:\n${reading.problems.map((problem) => `  - ${problem}`).join('\n')}`);
    process.exit(1);
  }
  const { env } = reading;
  const log = createLog({ level: env.logLevel, secrets: secretsOf(env) });
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      // The state may be half changed: the log on disk is whole, so a new start is the safe way on.
      log.fatal({ err: error }, event);
      process.exit(1);
    });
  }

  // A browser that paints the wall on this very machine must not keep the PBX waiting for its answer.
  try {
    setPriority(constants.priority.PRIORITY_ABOVE_NORMAL);
  } catch {
    log.debug('the process runs at its usual priority: a higher one is not permitted here');
  }

  // Next hooks `upgrade` on the server it is given and ends sockets that look like pages: it gets one that never listens.
  const door = createServer();
  const next = createNext({
    dev: !env.production,
    dir: process.cwd(),
    httpServer: door,
    hostname: env.host,
    port: env.port,
  });
  const handle = next.getRequestHandler();
  let prepared = false;
  const [app] = await Promise.all([
    createApp({
      env,
      clock: systemClock,
      log,
      pages: {
        handle: (request, response) => handle(request, response),
        prepared: () => prepared,
        ...(env.production
          ? {}
          : {
              upgrade(request, socket, head) {
                if (request.url?.startsWith('/_next/') !== true) return false;
                // Its own `getUpgradeHandler` knows nothing of the reload socket, which pages wait for before they live.
                return door.emit('upgrade', request, socket, head);
              },
            }),
      },
      announce({ user, password }) {
        // To the terminal, once; never through the logger.
        console.error(`\n  First sign-in: user ${user}, password ${password} (to be changed at once)\n`);
      },
    }),
    next.prepare(),
  ]);
  prepared = true;

  let endingSince: number | null = null;
  const end = (signal: string) => {
    // A terminal signals the whole group and npm hands it on: only a later one means impatience.
    if (endingSince !== null && systemClock.now() - endingSince > impatientMs) process.exit(1);
    if (endingSince !== null) return;
    endingSince = systemClock.now();
    log.info({ signal }, 'closing');
    setTimeout(() => process.exit(1), closeWithinMs).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'closing failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));

  let port: number;
  try {
    port = await app.listen();
  } catch (error) {
    await app.close();
    throw error;
  }
  log.info({ host: env.host, port }, 'listening');
}

main().catch((error: unknown) => {
  // What stops a start is mostly for the operator, and its message says what to do; a fault of ours needs its stack.
  const ours = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  console.error(error instanceof Error ? (ours ? error.stack : error.message) : String(error));
  process.exit(1);
});
