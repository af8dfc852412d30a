// The one place where errors become JSON. What is not known to be harmless leaves as an opaque 500 with an id that is
// in the log; stacks, queries and URLs never leave.
import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorBody, type ErrorCode, errorStatus } from '../../lib/protocol/errors.ts';
import type { Logger } from '../log.ts';
import { ApiError } from './api-error.ts';

/** Fastify's own refusals of a request, by its codes. */
const byFrameworkCode: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'Send application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid_json', 'The body is empty; send JSON.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid_json', 'The body is no JSON.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 'The body is too large.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad_request', 'Content-Length does not fit the body.'],
  FST_ERR_BAD_URL: ['bad_request', 'The path cannot be read.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'There is nothing here.'],
};

export function errorBody(code: ErrorCode, message: string, details?: unknown): ErrorBody {
  return { error: details === undefined ? { code, message } : { code, message, details } };
}

export function sendError(log: Pick<Logger, 'error'>, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = knownError(error);
  if (known) {
    if (known.retryAfterSeconds !== null) reply.header('retry-after', String(known.retryAfterSeconds));
    return reply.code(errorStatus[known.code]).send(errorBody(known.code, known.message, known.details));
  }
  const id = randomUUID();
  // The route, never the URL: what a stranger typed into it has no place in the log.
  log.error({ err: error, id, method: request.method, route: request.routeOptions.url ?? null }, 'request failed');
  return reply
    .code(500)
    .send(errorBody('internal', `Something went wrong here. The log tells more under ${id}.`, { id }));
}

function knownError(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (!(error instanceof Error)) return null;
  // Storage refused: nothing was done.
  if (error.name === 'CannotStore') return new ApiError('cannot_store', 'This could not be stored; nothing was done.');
  const { code, statusCode } = error as Partial<FastifyError>;
  const framework = code ? byFrameworkCode[code] : undefined;
  if (framework) return new ApiError(...framework);
  if (error instanceof SyntaxError && statusCode === 400) return new ApiError('invalid_json', 'The body is no JSON.');
  return null;
}

/**
 * Errors, unknown paths and wrong methods of every route, as JSON, whichever room it is of. `allowed` gives the methods
 * of a path. Call before routes are registered.
 */
export function installErrors(
  app: FastifyInstance,
  log: Pick<Logger, 'error'>,
  allowed: (path: string) => readonly string[],
): void {
  app.setErrorHandler((error, request, reply) => sendError(log, error, request, reply));
  const unknown = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store');
    const methods = allowed(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0) throw new ApiError('not_found', 'There is nothing here.');
    reply.header('allow', methods.join(', '));
    throw new ApiError('method_not_allowed', `Use ${methods.join(', ')}.`);
  };
  app.setNotFoundHandler(unknown);
  // Answered before a body is read, of whatever kind it is.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) await unknown(request, reply);
  });
}
