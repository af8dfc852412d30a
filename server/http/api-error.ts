// An error an API caller may read: a code of the closed list, a message that says what to do, and nothing of our insides.
import type { ErrorCode } from '../../lib/protocol/errors.ts';

export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  /** Whole seconds; becomes `Retry-After`. */
  readonly retryAfterSeconds: number | null;
  constructor(code: ErrorCode, message: string, more: { details?: unknown; retryAfterSeconds?: number } = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.details = more.details;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

export function tooManyRequests(retryAfterSeconds: number): ApiError {
  return new ApiError('too_many_requests', `Too many requests: try again in ${retryAfterSeconds} s.`, {
    details: { retryAfterSeconds },
    retryAfterSeconds,
  });
}
