// Asks our server over HTTP, and turns every way of failing into one value with a closed code. It never repeats a
// write: whoever repeats decides, with the same idempotency key.
import type * as z from 'zod/mini';
import { type ErrorCode, errorStatus } from '../../lib/protocol/errors.ts';
import { tellSessionOver } from '../live/session-over.ts';

export type FailureCode = ErrorCode | 'network';

export class ApiFailure extends Error {
  readonly code: FailureCode;
  readonly details: unknown;
  /** Our time of the failure, Unix ms, for the details people copy. */
  readonly at: number;
  constructor(code: FailureCode, message: string, details: unknown = null) {
    super(message);
    this.code = code;
    this.details = details;
    this.at = Date.now();
  }
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isCode = (value: unknown): value is ErrorCode => typeof value === 'string' && Object.hasOwn(errorStatus, value);

/** @throws ApiFailure */
export async function ask<T>(
  output: z.ZodMiniType<T>,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  options: {
    readonly body?: unknown;
    readonly csv?: Blob;
    readonly idempotencyKey?: string;
    /** Ends the question; the server is told by the connection's end. */
    readonly signal?: AbortSignal;
  } = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.csv) headers['content-type'] = 'text/csv';
  else if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  const body = options.csv ?? (options.body === undefined ? null : JSON.stringify(options.body));
  let status: number;
  let text: string;
  try {
    const response = await fetch(path, { method, headers, body, cache: 'no-store', signal: options.signal ?? null });
    status = response.status;
    text = await response.text();
  } catch (error) {
    throw new ApiFailure('network', error instanceof Error ? error.message : 'no connection');
  }
  const answer = parse(text);
  if (status >= 200 && status < 300) {
    const read = output.safeParse(answer);
    if (read.success) return read.data;
    throw new ApiFailure('internal', 'the answer has another shape');
  }
  const told = isFields(answer) && isFields(answer.error) ? answer.error : null;
  if (status === 401 && told?.code === 'unauthorized') {
    tellSessionOver();
    throw new ApiFailure('unauthorized', 'the session is over');
  }
  throw new ApiFailure(
    isCode(told?.code) ? told.code : 'internal',
    typeof told?.message === 'string' ? told.message : `HTTP ${status}`,
    told?.details ?? null,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page, or nothing: told by its status.
    return null;
  }
}

/** Off HTTPS there is no randomUUID. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Seconds the server asked to wait; null when it did not say. */
export function retryAfterSeconds(failure: ApiFailure): number | null {
  const told = isFields(failure.details) ? failure.details.retryAfterSeconds : null;
  return typeof told === 'number' ? told : null;
}

/** The failure of something thrown by {@link ask}. */
export function failureOf(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure('internal', String(error));
}
