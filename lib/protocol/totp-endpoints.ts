// The endpoints about one's own second factor; part of the table in endpoints.ts.
import * as z from 'zod/mini';
import { Done } from './endpoint-shapes.ts';

const inputErrors = ['invalid_json', 'unsupported_media_type', 'invalid_input'] as const;
/** Six digits, or a recovery code. */
export const SecondFactor = z.string().check(z.trim(), z.minLength(6), z.maxLength(20));

export const TotpState = z.object({ on: z.boolean(), codesLeft: z.number() });
export const TotpBegun = z.object({
  /** Base 32, to be typed. */
  secret: z.string(),
  /** `otpauth://…`, to be read off the screen. */
  uri: z.string(),
});
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });

export const totpEndpoints = {
  totp: {
    method: 'GET',
    path: '/api/v1/account/totp',
    summary: 'Whether signing in asks me for a one-time code, and how many recovery codes are left.',
    action: 'totp.own',
    status: 200,
    output: TotpState,
    errors: [],
  },
  beginTotp: {
    method: 'POST',
    path: '/api/v1/account/totp',
    summary: 'Draws a secret for one-time codes, with the password. It holds once a code of it was confirmed.',
    action: 'totp.own',
    body: z.strictObject({ password: z.string().check(z.maxLength(200)) }),
    status: 200,
    output: TotpBegun,
    errors: [...inputErrors, 'wrong_credentials', 'totp_on', 'too_many_attempts'],
  },
  confirmTotp: {
    method: 'POST',
    path: '/api/v1/account/totp/confirm',
    summary: 'Turns one-time codes on with a first code, and tells ten recovery codes, once.',
    action: 'totp.own',
    body: z.strictObject({ code: SecondFactor }),
    status: 200,
    output: RecoveryCodes,
    errors: [...inputErrors, 'totp_wrong', 'too_many_attempts', 'cannot_store'],
  },
  endTotp: {
    method: 'POST',
    path: '/api/v1/account/totp/off',
    summary: 'Turns one-time codes off, with the password and a code.',
    action: 'totp.own',
    body: z.strictObject({ password: z.string().check(z.maxLength(200)), code: SecondFactor }),
    status: 200,
    output: Done,
    errors: [...inputErrors, 'wrong_credentials', 'totp_wrong', 'too_many_attempts', 'cannot_store'],
  },
} as const;
