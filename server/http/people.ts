// Accounts, sessions and tokens over HTTP. It hands on what access decides; a drawn secret is in one answer and nowhere else.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { AuditEvent } from '../access/audit-writer.ts';
import type { Refused } from '../access/users.ts';
import { CannotStore } from '../db/input-log.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

export function peopleRoutes(app: FastifyInstance, services: ApiServices): void {
  const { access, clock, audit } = services;
  const { users, tokens } = access;
  /** After the act, which may be refused; a drawn secret is not shown unless it was written that there is one. */
  const written = async (event: AuditEvent) => {
    try {
      await audit.append(event);
    } catch (error) {
      if (!(error instanceof CannotStore)) throw error;
      throw new ApiError(
        'cannot_store',
        'This was done, but could not be written to the audit trail: look at the disk.',
      );
    }
  };

  route(app, services, endpoints.ownSessions, async ({ session }) => ({ sessions: await access.ownSessions(session) }));
  route(app, services, endpoints.endOwnSession, async ({ session, params }) => {
    if (!(await access.endOwnSession(session, params.id))) throw new ApiError('not_found', 'There is no such session.');
    await written({ kind: 'sign_out', who: session, subject: session.name, details: { session: params.id } });
    return { ok: true } as const;
  });

  route(app, services, endpoints.users, async () => ({ users: await users.list() }));
  route(app, services, endpoints.createUser, async ({ body, session }) => {
    const { username, role, extension = null, scope = null } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not an account.');
    const made = await users.create({ username, role, extension, scope });
    if (!made.ok) throw refusal(made);
    const subject = made.user.username;
    await written({ kind: 'user_created', who: session, subject, details: { role, extension, scope } });
    return { user: made.user, password: made.password };
  });
  route(app, services, endpoints.changeUser, async ({ params, body, session }) => {
    const { role, ...change } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not an account.');
    const changed = await users.change(params.id, { ...change, role });
    if (!changed.ok) throw refusal(changed);
    await written({ kind: 'user_changed', who: session, subject: changed.user.username, details: body });
    return { user: changed.user };
  });
  route(app, services, endpoints.resetUser, async ({ params, session }) => {
    const drawn = await users.reset(params.id);
    if (!drawn.ok) throw refusal(drawn);
    const person = (await users.list()).find(({ id }) => id === params.id);
    await written({ kind: 'user_password_reset', who: session, subject: person?.username ?? params.id });
    return { password: drawn.password };
  });

  route(app, services, endpoints.tokens, async () => ({ tokens: await tokens.list() }));
  route(app, services, endpoints.createToken, async ({ body, session }) => {
    const { name, role, scope = null, expiresAt = null } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not a token.');
    if (expiresAt !== null && expiresAt <= clock.now()) {
      throw new ApiError('invalid_input', 'The token would have expired already: choose a later instant.');
    }
    const made = await tokens.create({ name, role, scope, expiresAt });
    const details = { id: made.token.id, role, scope, expiresAt };
    await written({ kind: 'token_created', who: session, subject: name, details });
    return made;
  });
  route(app, services, endpoints.revokeToken, async ({ params, session }) => {
    const known = (await tokens.list()).find(({ id }) => id === params.id);
    if (known?.fixed) {
      throw new ApiError('fixed_token', 'This token is set by API_TOKEN: take it out of the environment and restart.');
    }
    if (!(await tokens.revoke(params.id))) throw new ApiError('not_found', 'There is no such token.');
    await written({ kind: 'token_revoked', who: session, subject: known?.name ?? null, details: { id: params.id } });
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
