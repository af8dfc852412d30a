// The process: environment, rooms, pages, listening, signals. Decides when to end, and with which code.
import { createServer } from 'node:http';
import createNext from 'next';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { readEnv, withDotEnv } from './env.ts';
import { createLog, secretsOf } from './log.ts';

const closeWithinMs = 15_000;

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

  // Next hooks `upgrade` on the server it is given and ends sockets that look like pages: it gets one that never listens.
  const next = createNext({
    dev: !env.production,
    dir: process.cwd(),
    httpServer: createServer(),
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
                next
                  .getUpgradeHandler()(request, socket, head)
                  .catch((error: unknown) => {
                    log.warn({ err: error }, 'an upgrade of the development pages failed');
                  });
                return true;
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

  let ending = false;
  const end = (signal: string) => {
    if (ending) process.exit(1);
    ending = true;
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
  // What stops a start is for the operator: its message says what to do. The stack is for who asks for it.
  console.error(error instanceof Error ? error.message : String(error));
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) console.error(error.stack);
  process.exit(1);
});
