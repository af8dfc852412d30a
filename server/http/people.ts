// Accounts, sessions and tokens over HTTP. It hands on what access decides; a drawn secret is in one answer and nowhere else.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { Refused } from '../access/users.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

export function peopleRoutes(app: FastifyInstance, services: ApiServices): void {
  const { access, clock } = services;
  const { users, tokens } = access;

  route(app, services, endpoints.ownSessions, async ({ session }) => ({ sessions: await access.ownSessions(session) }));
  route(app, services, endpoints.endOwnSession, async ({ session, params }) => {
    if (!(await access.endOwnSession(session, params.id))) throw new ApiError('not_found', 'There is no such session.');
    return { ok: true } as const;
  });

  route(app, services, endpoints.users, async () => ({ users: await users.list() }));
  route(app, services, endpoints.createUser, async ({ body }) => {
    const { username, role, extension = null, scope = null } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not an account.');
    const made = await users.create({ username, role, extension, scope });
    if (!made.ok) throw refusal(made);
    return { user: made.user, password: made.password };
  });
  route(app, services, endpoints.changeUser, async ({ params, body }) => {
    const { role, ...change } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not an account.');
    const changed = await users.change(params.id, { ...change, role });
    if (!changed.ok) throw refusal(changed);
    return { user: changed.user };
  });
  route(app, services, endpoints.resetUser, async ({ params }) => {
    const drawn = await users.reset(params.id);
    if (!drawn.ok) throw refusal(drawn);
    return { password: drawn.password };
  });

  route(app, services, endpoints.tokens, async () => ({ tokens: await tokens.list() }));
  route(app, services, endpoints.createToken, async ({ body }) => {
    const { name, role, scope = null, expiresAt = null } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not a token.');
    if (expiresAt !== null && expiresAt <= clock.now()) {
      throw new ApiError('invalid_input', 'The token would have expired already: choose a later instant.');
    }
    return tokens.create({ name, role, scope, expiresAt });
  });
  route(app, services, endpoints.revokeToken, async ({ params }) => {
    const known = (await tokens.list()).find(({ id }) => id === params.id);
    if (known?.fixed) {
      throw new ApiError('fixed_token', 'This token is set by API_TOKEN: take it out of the environment and restart.');
    }
    if (!(await tokens.revoke(params.id))) throw new ApiError('not_found', 'There is no such token.');
    return { ok: true } as const;
  });
}

function refusal({ code }: Refused): ApiError {
  switch (code) {
    case 'taken':
      return new ApiError('name_taken', 'Somebody has this name already: choose another.');
    case 'last_admin':
      return new ApiError('last_admin', 'This is the last administrator: make another one first.');
    case 'unknown':
      return new ApiError('not_found', 'There is no such account.');
  }
}
