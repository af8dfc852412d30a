// The endpoints about people, their sessions and programs' tokens; part of the table in endpoints.ts.
import * as z from 'zod/mini';
import { Done, Nothing } from './endpoint-shapes.ts';
import * as shape from './people-shapes.ts';

const inputErrors = ['invalid_json', 'unsupported_media_type', 'invalid_input'] as const;
const byId = z.object({ id: shape.Id });

export const peopleEndpoints = {
  ownSessions: {
    method: 'GET',
    path: '/api/v1/sessions',
    summary: 'Where I am signed in.',
    action: 'account.own',
    status: 200,
    output: shape.OwnSessions,
    errors: [],
  },
  endOwnSession: {
    method: 'DELETE',
    path: '/api/v1/sessions/:id',
    summary: 'Ends one of my sessions and closes its sockets.',
    action: 'account.own',
    params: byId,
    status: 200,
    output: Done,
    errors: ['not_found', 'invalid_input'],
  },
  users: {
    method: 'GET',
    path: '/api/v1/settings/users',
    summary: 'Everybody who may sign in, by name.',
    action: 'users.manage',
    status: 200,
    output: shape.People,
    errors: [],
  },
  createUser: {
    method: 'POST',
    path: '/api/v1/settings/users',
    summary: 'Makes an account with a drawn password, shown once and changed at the first sign-in.',
    action: 'users.manage',
    body: shape.NewPerson,
    status: 200,
    output: shape.PersonMade,
    errors: [...inputErrors, 'name_taken'],
  },
  changeUser: {
    method: 'PUT',
    path: '/api/v1/settings/users/:id',
    summary: 'Changes role, extension or scope, disables or enables. Open sockets follow within a second.',
    action: 'users.manage',
    params: byId,
    body: shape.PersonPatch,
    status: 200,
    output: shape.PersonChanged,
    errors: [...inputErrors, 'not_found', 'last_admin'],
  },
  resetUser: {
    method: 'POST',
    path: '/api/v1/settings/users/:id/password',
    summary: 'Draws a new password, shown once, and ends all sessions of the account.',
    action: 'users.manage',
    params: byId,
    body: Nothing,
    status: 200,
    output: shape.PasswordDrawn,
    errors: [...inputErrors, 'not_found'],
  },
  tokens: {
    method: 'GET',
    path: '/api/v1/settings/tokens',
    summary: 'Programs’ tokens; never the tokens themselves.',
    action: 'tokens.manage',
    status: 200,
    output: shape.Tokens,
    errors: [],
  },
  createToken: {
    method: 'POST',
    path: '/api/v1/settings/tokens',
    summary: 'Makes a token for a program, shown once.',
    action: 'tokens.manage',
    body: shape.NewToken,
    status: 200,
    output: shape.TokenMade,
    errors: inputErrors,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/v1/settings/tokens/:id',
    summary: 'Revokes a token and closes its sockets.',
    action: 'tokens.manage',
    params: byId,
    status: 200,
    output: Done,
    errors: ['not_found', 'invalid_input', 'fixed_token'],
  },
} as const;
