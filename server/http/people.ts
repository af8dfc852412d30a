// Accounts, sessions and tokens over HTTP. It hands on what access decides; a drawn secret is in one answer and nowhere else.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { AuditEvent } from '../access/audit-writer.ts';
import type { PersonChange, Refused } from '../access/users.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

export function peopleRoutes(app: FastifyInstance, services: ApiServices): void {
  const { access, clock, audit } = services;
  const { users, tokens } = access;
  /**
   * Written down, then done: what cannot be written is not done. Whoever was quicker may have made the act impossible
   * meanwhile: then the trail is told that it was not done.
   */
  async function intended<T extends { readonly ok: true }>(
    event: AuditEvent,
    act: () => Promise<T | Refused>,
  ): Promise<T> {
    await audit.append(event);
    const result = await act();
    if (result.ok) return result;
    await audit.append({ ...event, details: { notDone: result.code } });
    throw refusal(result);
  }
  /** The account, if this may be done to it. */
  const demandChange = async (id: string, change: PersonChange) => {
    const allowed = await users.mayChange(id, change);
    if (!allowed.ok) throw refusal(allowed);
    return allowed.user;
  };

  route(app, services, endpoints.ownSessions, async ({ session }) => ({ sessions: await access.ownSessions(session) }));
  route(app, services, endpoints.endOwnSession, async ({ session, params }) => {
    const own = (await access.ownSessions(session)).some(({ id }) => id === params.id);
    if (!own) throw new ApiError('not_found', 'There is no such session.');
    await audit.append({ kind: 'sign_out', who: session, subject: session.name, details: { session: params.id } });
    await access.endOwnSession(session, params.id);
    return { ok: true } as const;
  });

  route(app, services, endpoints.users, async () => ({ users: await users.list() }));
  route(app, services, endpoints.createUser, async ({ body, session }) => {
    const { username, role, extension = null, scope = null } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not an account.');
    if (await users.isTaken(username)) throw refusal({ ok: false, code: 'taken' });
    const made = await intended(
      { kind: 'user_created', who: session, subject: username.trim(), details: { role, extension, scope } },
      () => users.create({ username, role, extension, scope }),
    );
    return { user: made.user, password: made.password };
  });
  route(app, services, endpoints.changeUser, async ({ params, body, session }) => {
    const { role, ...change } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not an account.');
    const { username } = await demandChange(params.id, { ...change, role });
    const changed = await intended({ kind: 'user_changed', who: session, subject: username, details: body }, () =>
      users.change(params.id, { ...change, role }),
    );
    return { user: changed.user };
  });
  route(app, services, endpoints.resetUser, async ({ params, session }) => {
    // A drawn password takes no right away: of a change nothing but the account itself is asked.
    const { username } = await demandChange(params.id, { role: 'admin', disabled: false });
    const drawn = await intended({ kind: 'user_password_reset', who: session, subject: username }, () =>
      users.reset(params.id),
    );
    return { password: drawn.password };
  });

  route(app, services, endpoints.tokens, async () => ({ tokens: await tokens.list() }));
  route(app, services, endpoints.createToken, async ({ body, session }) => {
    const { name, role, scope = null, expiresAt = null } = body;
    if (role === 'display') throw new ApiError('invalid_input', 'A display is a paired screen, not a token.');
    if (expiresAt !== null && expiresAt <= clock.now()) {
      throw new ApiError('invalid_input', 'The token would have expired already: choose a later instant.');
    }
    const id = randomUUID();
    await audit.append({ kind: 'token_created', who: session, subject: name, details: { id, role, scope, expiresAt } });
    return tokens.create({ id, name, role, scope, expiresAt });
  });
  route(app, services, endpoints.revokeToken, async ({ params, session }) => {
    const known = (await tokens.list()).find(({ id }) => id === params.id);
    if (known?.fixed) {
      throw new ApiError('fixed_token', 'This token is set by API_TOKEN: take it out of the environment and restart.');
    }
    if (!known) throw new ApiError('not_found', 'There is no such token.');
    await audit.append({ kind: 'token_revoked', who: session, subject: known.name, details: { id: params.id } });
    await tokens.revoke(params.id);
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
