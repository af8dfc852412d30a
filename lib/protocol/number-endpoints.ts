// The endpoints about who sees whole numbers; part of the table in endpoints.ts.
import * as z from 'zod/mini';
import * as shape from './endpoint-shapes.ts';
import { numbersSeen } from './scope.ts';

const inputErrors = ['invalid_json', 'unsupported_media_type', 'invalid_input'] as const;

export const NumbersSeenSetting = z.strictObject({
  /** `whole`: as far as the role and its scope reach. `own_queues`: of the own queues and calls alone. */
  people: z.enum(numbersSeen),
});
export const Revealed = z.object({ number: z.string() });

export const numberEndpoints = {
  revealNumber: {
    method: 'POST',
    path: '/api/v1/calls/:id/reveal',
    summary: 'The whole number of a call that is shown masked. Written to the audit trail first; 30 a minute.',
    action: 'number.reveal',
    params: z.object({ id: shape.CallId }),
    body: shape.Nothing,
    status: 200,
    output: Revealed,
    errors: [...inputErrors, 'not_found', 'too_many_requests', 'cannot_store'],
  },
  numbersSeen: {
    method: 'GET',
    path: '/api/v1/settings/numbers-seen',
    summary: 'Whether people see the numbers of callers outside their own queues.',
    action: 'privacy.manage',
    status: 200,
    output: NumbersSeenSetting,
    errors: [],
  },
  putNumbersSeen: {
    method: 'PUT',
    path: '/api/v1/settings/numbers-seen',
    summary: 'Masks callers outside of the own queues for people, or no longer. Tokens and screens stay as they are.',
    action: 'privacy.manage',
    body: NumbersSeenSetting,
    status: 200,
    output: NumbersSeenSetting,
    errors: [...inputErrors, 'cannot_store'],
  },
} as const;
