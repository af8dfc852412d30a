// Registers one endpoint of the table: who may (nobody unless the table says so), where an unsafe request may come
// from, what goes in, what goes out. Handlers see parsed input and a session, and nothing of Fastify they need not.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import type { Endpoint } from '../../lib/protocol/endpoints.ts';
import type { ErrorCode } from '../../lib/protocol/errors.ts';
import { leastRole, may } from '../../lib/protocol/permissions.ts';
import type { Session } from '../access/session.ts';
import { networkOf } from '../access/throttle.ts';
import { ApiError, tooManyRequests } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { checkOrigin } from './origin.ts';
import { ReadyAnswer } from './ready-answer.ts';

type OutputOf<T, Otherwise> = T extends z.ZodMiniType ? z.output<T> : Otherwise;
export type ParamsOf<E extends Endpoint> = OutputOf<E['params'], Readonly<Record<string, never>>>;
/** CSV comes as bytes: its code page is not known yet. */
export type BodyOf<E extends Endpoint> = E extends { bodyMedia: 'text/csv' } ? Buffer : OutputOf<E['body'], undefined>;
export type QueryOf<E extends Endpoint> = OutputOf<E['query'], undefined>;
export type AnswerOf<E extends Endpoint> = Frozen<z.input<E['output']>>;
/** Answers are only read, so a handler may hand out what it must not change. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

export interface Asked<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  /** null only where the table says `stranger`. */
  readonly session: E['action'] extends 'stranger' ? Session | null : Session;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Text in several media types is told apart by the endpoint, not by guessing. */
const mediaOf = (request: FastifyRequest) =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();

export function route<const E extends Endpoint>(
  app: FastifyInstance,
  services: ApiServices,
  endpoint: E,
  handler: (asked: Asked<E>) => Promise<AnswerOf<E> | ReadyAnswer>,
): void {
  const unsafe = endpoint.method !== 'GET';
  /** Who was refused is written down; the refusal stands whether that succeeds or not. */
  const noting = (step: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) => {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        return await step(request, reply);
      } catch (error) {
        if (error instanceof ApiError && denials.has(error.code)) {
          const subject = `${endpoint.method} ${endpoint.path}`;
          await services.audit.refused(
            { kind: 'denied', who: asking.get(request) ?? null, subject },
            error.code,
            request.ip,
          );
        }
        throw error;
      }
    };
  };
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    exposeHeadRoute: false,
    handler: noting(async (request, reply) => {
      const session = sessionFor(request, endpoint);
      checkMedia(request, endpoint);
      const params = parse(endpoint.params, request.params, 'path');
      const query = parse(endpoint.query, request.query, 'query');
      const body = endpoint.bodyMedia ? bytesOf(request.body) : parse(endpoint.body, request.body ?? undefined, 'body');
      // The table decides both the schemas parsed with here and the handler's types: the compiler cannot follow that.
      const asked = { params, query, body, session, request, reply } as Asked<E>;
      const answer = await handler(asked);
      if (reply.sent) return reply;
      if (answer instanceof ReadyAnswer) {
        if (services.checkAnswers && answer.json !== null) endpoint.output.parse(answer.json());
        reply.code(endpoint.status).type(answer.media);
        return answer.body;
      }
      if (services.checkAnswers && !endpoint.outputMedia) endpoint.output.parse(answer);
      reply.code(endpoint.status);
      if (endpoint.outputMedia) reply.type(`${endpoint.outputMedia}; charset=utf-8`);
      return answer;
    }),
    // Before a byte of the body is read.
    onRequest: noting(async (request, reply) => {
      reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
      if (unsafe) checkOrigin(request, services.env.publicOrigin);
      const session = await services.access.session(request.headers);
      asking.set(request, session);
      const wait = session
        ? services.limits?.take('person', session.key)
        : services.limits?.take('stranger', networkOf(request.ip));
      if (typeof wait === 'number') throw tooManyRequests(wait);
      sessionFor(request, endpoint);
    }),
  });
}

/** What somebody wanted and may not have. */
const denials: ReadonlySet<ErrorCode> = new Set(['not_permitted', 'bad_origin', 'number_not_allowed']);

/** Who asks, found once a request, before its body is read. */
const asking = new WeakMap<FastifyRequest, Session | null>();

function sessionFor(request: FastifyRequest, endpoint: Endpoint): Session | null {
  const session = asking.get(request) ?? null;
  if (endpoint.action === 'stranger') return session;
  if (!session) throw new ApiError('unauthorized', 'Sign in first.');
  if (!may(session.role, endpoint.action)) {
    const role = leastRole(endpoint.action);
    throw new ApiError('not_permitted', `This needs the role ${role}.`, { details: { role } });
  }
  if (session.mustChangePassword && !endpoint.beforePasswordChange) {
    throw new ApiError('password_change_required', 'Change your password first.');
  }
  return session;
}

const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

function checkMedia(request: FastifyRequest, endpoint: Endpoint): void {
  if (endpoint.method === 'GET' || request.body === undefined || request.body === null) return;
  const wanted = endpoint.bodyMedia ?? 'application/json';
  if (mediaOf(request) !== wanted) throw new ApiError('unsupported_media_type', `Send ${wanted}.`);
}

function parse(schema: z.ZodMiniType | undefined, value: unknown, where: 'path' | 'query' | 'body'): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    problem: issue.message,
  }));
  throw new ApiError('invalid_input', `The ${where} does not fit: see details.`, { details: { issues } });
}
