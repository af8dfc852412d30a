// The endpoints about screens and their pairing; part of the table in endpoints.ts.
import * as z from 'zod/mini';
import { Done, Nothing } from './endpoint-shapes.ts';
import { Id } from './people-shapes.ts';
import * as shape from './screen-shapes.ts';

const inputErrors = ['invalid_json', 'unsupported_media_type', 'invalid_input'] as const;
const byId = z.object({ id: Id });

export const screenEndpoints = {
  askPairing: {
    method: 'POST',
    path: '/api/v1/pairing',
    summary: 'A screen asks to be paired: a code to show, valid for ten minutes, and a secret to ask with.',
    action: 'stranger',
    body: shape.AskPairing,
    status: 200,
    output: shape.PairingAsked,
    errors: [...inputErrors, 'too_many_attempts'],
  },
  claimPairing: {
    method: 'POST',
    path: '/api/v1/pairing/claim',
    summary: 'Was I let in? Once it was, the answer sets the screen’s cookie and ends a session of this browser.',
    action: 'stranger',
    body: shape.ClaimPairing,
    status: 200,
    output: shape.PairingClaimed,
    errors: inputErrors,
  },
  ownScreen: {
    method: 'GET',
    path: '/api/v1/screen',
    summary: 'What this screen was given to show. Keeps its cookie alive.',
    action: 'screen.own',
    status: 200,
    output: shape.OwnScreen,
    errors: ['not_found'],
  },
  screens: {
    method: 'GET',
    path: '/api/v1/settings/screens',
    summary: 'The paired screens, by name, with what they last said. With a scope: those one paired oneself.',
    action: 'screens.manage',
    status: 200,
    output: shape.Screens,
    errors: [],
  },
  pairingRequest: {
    method: 'GET',
    path: '/api/v1/settings/screens/pairing/:code',
    summary: 'Which screen shows this code, to compare before it is let in.',
    action: 'screens.manage',
    params: z.object({ code: shape.PairingCode }),
    status: 200,
    output: shape.PairingRequest,
    errors: ['not_found', 'too_many_attempts', 'invalid_input'],
  },
  pairScreen: {
    method: 'POST',
    path: '/api/v1/settings/screens/pairing/:code',
    summary: 'Lets the screen in that shows this code, with a name and the pages it is to show.',
    action: 'screens.manage',
    params: z.object({ code: shape.PairingCode }),
    body: shape.ScreenSettings,
    status: 200,
    output: shape.ScreenChanged,
    errors: [...inputErrors, 'not_found', 'too_many_attempts'],
  },
  changeScreen: {
    method: 'PUT',
    path: '/api/v1/settings/screens/:id',
    summary: 'Changes what a screen shows. It follows at once.',
    action: 'screens.manage',
    params: byId,
    body: shape.ScreenSettings,
    status: 200,
    output: shape.ScreenChanged,
    errors: [...inputErrors, 'not_found'],
  },
  identifyScreen: {
    method: 'POST',
    path: '/api/v1/settings/screens/:id/identify',
    summary: 'Makes the screen show its name for five seconds. `sent` is false when it is not connected.',
    action: 'screens.manage',
    params: byId,
    body: Nothing,
    status: 200,
    output: z.object({ sent: z.boolean() }),
    errors: [...inputErrors, 'not_found'],
  },
  revokeScreen: {
    method: 'DELETE',
    path: '/api/v1/settings/screens/:id',
    summary: 'Takes the board from a screen: within a second it shows nothing but a new code.',
    action: 'screens.manage',
    params: byId,
    status: 200,
    output: Done,
    errors: ['not_found', 'invalid_input'],
  },
} as const;
