// The closed list of error codes an API caller can meet, with their HTTP status. The message says what to do.
export const errorStatus = {
  bad_request: 400,
  invalid_json: 400,
  unauthorized: 401,
  wrong_credentials: 401,
  totp_required: 401,
  totp_wrong: 401,
  not_permitted: 403,
  number_not_allowed: 403,
  calling_stopped: 403,
  bad_origin: 403,
  password_change_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  repeat_too_soon: 409,
  no_call: 409,
  idempotency_in_progress: 409,
  name_taken: 409,
  totp_on: 409,
  last_admin: 409,
  fixed_token: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  invalid_number: 422,
  idempotency_mismatch: 422,
  too_many_attempts: 429,
  too_many_requests: 429,
  too_many_calls: 429,
  internal: 500,
  pbx_refused: 502,
  not_ready: 503,
  hooks_not_configured: 503,
  cannot_store: 503,
  pbx_down: 503,
  pbx_timeout: 504,
} as const;

export type ErrorCode = keyof typeof errorStatus;
export interface ErrorBody {
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly details?: unknown };
}
