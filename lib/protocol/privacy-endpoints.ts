// The endpoints about the privacy of stored numbers; part of the table in endpoints.ts.
import * as shape from './privacy-shapes.ts';
import { RetentionPatch, RetentionTold } from './retention.ts';

const inputErrors = ['invalid_json', 'unsupported_media_type', 'invalid_input'] as const;

export const privacyEndpoints = {
  findNumber: {
    method: 'POST',
    path: '/api/v1/privacy/find',
    summary: 'Where one number is stored, in any spelling: how often in each place, the oldest and the newest.',
    action: 'privacy.manage',
    body: shape.NumberAsked,
    status: 200,
    output: shape.NumberFound,
    errors: [...inputErrors, 'invalid_number', 'cannot_store'],
  },
  eraseNumber: {
    method: 'POST',
    path: '/api/v1/privacy/erase',
    summary:
      'Takes one number out of everything stored; calls and counters stay. 200 when done, 202 while it goes on: ask with GET.',
    action: 'privacy.manage',
    body: shape.EraseAsked,
    status: 200,
    output: shape.ErasureAnswer,
    errors: [
      ...inputErrors,
      'invalid_number',
      'confirm_mismatch',
      'number_in_use',
      'own_number',
      'erasure_running',
      'cannot_store',
    ],
  },
  lastErasure: {
    method: 'GET',
    path: '/api/v1/privacy/erase',
    summary: 'How far the last erasure is, null when there was none since the start.',
    action: 'privacy.manage',
    status: 200,
    output: shape.LastErasure,
    errors: [],
  },
  retention: {
    method: 'GET',
    path: '/api/v1/settings/retention',
    summary: 'How many days each kind of data is kept, the bounds, and what the last night removed.',
    action: 'privacy.manage',
    status: 200,
    output: RetentionTold,
    errors: [],
  },
  putRetention: {
    method: 'PUT',
    path: '/api/v1/settings/retention',
    summary:
      'Keeps it for other times, used by the next night. A shorter one for orders drops keys of hashed numbers now.',
    action: 'privacy.manage',
    body: RetentionPatch,
    status: 200,
    output: RetentionTold,
    errors: inputErrors,
  },
} as const;
