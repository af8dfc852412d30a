// Is the process alive, and is it ready to be shown on a wall? An ill PBX or missing webhooks are not unready: the
// wall says so itself. A stranger learns yes or no and nothing else.
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/schema.ts';
import { tryWrite } from '../db/try-write.ts';
import type { Logger } from '../log.ts';

export interface Health {
  /** Pages can be served. */
  readonly prepared: () => boolean;
  readonly firstPollTried: () => boolean;
  readonly closing: () => boolean;
}

const checkEveryMs = 1_000;

export function healthRoutes(
  app: FastifyInstance,
  parts: { readonly db: Kysely<Database>; readonly clock: Clock; readonly log: Logger; readonly health: Health },
): void {
  const { db, clock, log, health } = parts;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let writable: Promise<boolean> = Promise.resolve(false);

  async function canWrite(): Promise<boolean> {
    try {
      await tryWrite(db);
      return true;
    } catch (error) {
      log.error({ err: error }, 'the database cannot be written');
      return false;
    }
  }
  function databaseWritable(): Promise<boolean> {
    if (Math.abs(clock.now() - checkedAt) >= checkEveryMs) {
      checkedAt = clock.now();
      writable = canWrite();
    }
    return writable;
  }

  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const ready = !health.closing() && health.prepared() && health.firstPollTried() && (await databaseWritable());
    return reply
      .status(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not_ready' });
  });
}
