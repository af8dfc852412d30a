// The door for webhooks: knows the sender, bounds the body, and answers only when the raw event is on disk.
// It never interprets a body (lib/pbx/translate does) and never answers 200 for what was not stored.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorBody, ErrorCode } from '../../lib/protocol/errors.ts';
import { errorStatus } from '../../lib/protocol/errors.ts';
import type { Clock } from '../clock.ts';
import { CannotStore } from '../db/input-log.ts';
import type { LiveBoard } from '../live-board.types.ts';
import type { Logger } from '../log.ts';
import { rawHook } from './raw-hook.ts';
import { createSenders, type SenderSettings } from './senders.ts';

const bodyLimit = 64 * 1024;
/** Requests whose body is being read or stored; a flood beyond it is told to come back. */
const underWayAtMost = 1_000;

export interface HookParts {
  readonly senders: SenderSettings;
  readonly board: Pick<LiveBoard, 'acceptHook'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** An authenticated event was stored; `durationMs` from its arrival to our answer. */
  readonly onStored?: (event: {
    readonly at: number;
    readonly understood: boolean;
    readonly durationMs: number;
  }) => void;
}

export function hooksRoute(app: FastifyInstance, parts: HookParts): void {
  const senders = createSenders(parts.senders);
  let underWay = 0;

  const refuse = (reply: FastifyReply, code: ErrorCode, message: string) =>
    reply.status(errorStatus[code]).send({ error: { code, message } } satisfies ErrorBody);

  app.register(async (scope) => {
    const contentTypes = new WeakMap<FastifyRequest, string | undefined>();
    // Any type is taken as bytes: what it is, is decided when it is read, and a wrong label loses nothing.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));

    scope.addHook('onRequest', async (request, reply) => {
      reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store');
      if (!senders.configured) {
        return refuse(
          reply,
          'hooks_not_configured',
          'Set HOOK_TOKEN, HOOK_BASIC or HOOK_NTLM so that senders can be told apart.',
        );
      }
      const verdict = senders.judge(request.headers, request.raw.socket);
      if (!verdict.known) {
        reply.header('www-authenticate', [...verdict.challenges]);
        return refuse(
          reply,
          'unauthorized',
          'This sender is not known. Check the Authorization configured in the PBX.',
        );
      }
      contentTypes.set(request, request.headers['content-type']);
      // A label that is no media type would be refused before we see the body.
      request.headers['content-type'] = 'application/octet-stream';
      if (underWay >= underWayAtMost) {
        reply.header('retry-after', '1');
        return refuse(reply, 'cannot_store', 'Too many events at once. Try again.');
      }
      return undefined;
    });

    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      if (error instanceof CannotStore)
        return refuse(reply, 'cannot_store', 'The event could not be stored. Try again.');
      if (error.statusCode === 413) return refuse(reply, 'body_too_large', 'A webhook may have 64 KiB at most.');
      if (error.statusCode !== undefined && error.statusCode < 500) return refuse(reply, 'bad_request', error.message);
      parts.log.error({ err: error, id: request.id }, 'a webhook could not be taken');
      return refuse(reply, 'internal', `Something went wrong here; it is logged under ${request.id}.`);
    });

    scope.route({
      method: ['POST', 'PUT', 'GET'],
      url: '/hooks',
      exposeHeadRoute: false,
      handler: async (request) => {
        const at = parts.clock.now();
        const started = performance.now();
        const body = Buffer.isBuffer(request.body) ? request.body : null;
        underWay += 1;
        try {
          const raw = rawHook({
            method: request.method,
            url: request.url,
            contentType: contentTypes.get(request),
            body,
          });
          const { reading, callRef } = await parts.board.acceptHook(raw, at);
          parts.onStored?.({ at, understood: reading.ok, durationMs: performance.now() - started });
          return callRef === null ? { ok: true } : { ok: true, ref: callRef };
        } finally {
          underWay -= 1;
        }
      },
    });
    scope.route({
      method: ['DELETE', 'PATCH', 'OPTIONS', 'HEAD'],
      url: '/hooks',
      handler: (_request, reply) =>
        refuse(reply.header('allow', 'POST, PUT, GET'), 'method_not_allowed', 'Webhooks come by POST, PUT or GET.'),
    });
  });
}
