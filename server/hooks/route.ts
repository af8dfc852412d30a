// The door for webhooks: knows the sender, bounds the body, and answers only when the raw event is on disk.
// It never interprets a body (lib/pbx/translate does) and never answers 200 for what was not stored.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorBody, ErrorCode } from '../../lib/protocol/errors.ts';
import { errorStatus } from '../../lib/protocol/errors.ts';
import type { Clock } from '../clock.ts';
import { CannotStore } from '../db/input-log.ts';
import type { LiveBoard } from '../live-board.types.ts';
import type { Logger } from '../log.ts';
import { createScrub } from '../scrub.ts';
import { rawHook } from './raw-hook.ts';
import { createSenders, type SenderSettings } from './senders.ts';

const bodyLimit = 64 * 1024;
/** Requests whose body is being read or stored, 64 MiB in all; a flood beyond it is told to come back. */
const usuallyUnderWayAtMost = 1_000;

/** An authenticated request from its headers to its end. */
interface Visit {
  readonly contentType: string | undefined;
  storing: boolean;
  closed: boolean;
}

export interface HookParts {
  readonly senders: SenderSettings;
  readonly board: Pick<LiveBoard, 'acceptHook'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** More that must not be kept, wherever a sender put it. */
  readonly secrets?: readonly string[];
  /** For senders that are not known: seconds until this address may try again, null = now. */
  readonly waitOf?: (address: string) => number | null;
  /** 1,000 unless set. */
  readonly underWayAtMost?: number;
  /** An authenticated event was stored; `durationMs` from its arrival to our answer. */
  readonly onStored?: (event: {
    readonly at: number;
    readonly understood: boolean;
    readonly durationMs: number;
  }) => void;
}

export function hooksRoute(app: FastifyInstance, parts: HookParts): void {
  const senders = createSenders(parts.senders);
  const { tokens, basic, ntlm } = parts.senders;
  const scrub = createScrub([
    ...tokens,
    basic?.password,
    basic && `${basic.user}:${basic.password}`,
    ntlm?.password,
    ...(parts.secrets ?? []),
  ]);
  const underWayAtMost = parts.underWayAtMost ?? usuallyUnderWayAtMost;
  let underWay = 0;

  const refuse = (reply: FastifyReply, code: ErrorCode, message: string) =>
    reply.status(errorStatus[code]).send({ error: { code, message } } satisfies ErrorBody);

  app.register((scope, _options, done) => {
    const visits = new WeakMap<FastifyRequest, Visit>();
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
        // A handshake of NTLM begins with refusals; nobody is known by it yet, and nobody is a stranger either.
        const wait = verdict.handshake ? null : parts.waitOf?.(request.ip);
        if (typeof wait === 'number') {
          reply.header('retry-after', String(wait));
          return refuse(reply, 'too_many_requests', `Too many requests of unknown senders: try again in ${wait} s.`);
        }
        reply.header('www-authenticate', [...verdict.challenges]);
        return refuse(
          reply,
          'unauthorized',
          'This sender is not known. Check the Authorization configured in the PBX.',
        );
      }
      if (underWay >= underWayAtMost) {
        reply.header('retry-after', '1');
        return refuse(reply, 'cannot_store', 'Too many events at once. Try again.');
      }
      const visit = { contentType: request.headers['content-type'], storing: false, closed: false };
      visits.set(request, visit);
      underWay += 1;
      reply.raw.once('close', () => {
        visit.closed = true;
        // Who hangs up while the disk works does not free the place: what was sent is still held.
        if (!visit.storing) underWay -= 1;
      });
      // A label that is no media type would be refused before we see the body.
      request.headers['content-type'] = 'application/octet-stream';
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
        const visit = visits.get(request);
        const at = parts.clock.now();
        const started = performance.now();
        const body = Buffer.isBuffer(request.body) ? request.body : null;
        if (visit) visit.storing = true;
        try {
          const raw = rawHook({
            method: request.method,
            url: request.url,
            contentType: visit?.contentType,
            body,
            scrub,
          });
          const { reading, callRef } = await parts.board.acceptHook(raw, at);
          parts.onStored?.({ at, understood: reading.ok, durationMs: performance.now() - started });
          return callRef === null ? { ok: true } : { ok: true, ref: callRef };
        } finally {
          if (visit) visit.storing = false;
          if (visit?.closed) underWay -= 1;
        }
      },
    });
    scope.route({
      method: ['DELETE', 'PATCH', 'OPTIONS', 'HEAD'],
      url: '/hooks',
      handler: (_request, reply) =>
        refuse(reply.header('allow', 'POST, PUT, GET'), 'method_not_allowed', 'Webhooks come by POST, PUT or GET.'),
    });
    done();
  });
}
