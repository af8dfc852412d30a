// Signing in and out, and who am I. An answer never tells whether an account exists.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Extension } from '../../lib/protocol/endpoint-shapes.ts';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { Refused, Session, SignInResult } from '../access/session.ts';
import { foldUsername } from '../access/users.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

export function sessionRoutes(app: FastifyInstance, services: ApiServices): void {
  const { access, audit } = services;

  /** Nobody is let in, nor out of a first password, unwritten. */
  const remember = async (
    kind: 'sign_in' | 'recovery_used' | 'password_changed',
    session: Session,
    request: FastifyRequest,
  ) => {
    try {
      await audit.append({ kind, who: session, subject: session.name, details: visitor(request) });
    } catch (error) {
      await access.signOut(session);
      throw error;
    }
  };
  /** Only names we know: a password typed into the wrong field must not be kept. */
  const refused = async (username: string, code: string, who: Session | null, request: FastifyRequest) => {
    // A try that was not even looked at costs nothing here either: a flood of them must slow nobody.
    const people = code === 'wrong_credentials' || code === 'totp_wrong' ? await access.users.list() : [];
    const known = people.find((person) => foldUsername(person.username) === foldUsername(username));
    await audit.refused({ kind: 'sign_in_refused', who, subject: known?.username ?? null }, code, request.ip);
  };

  const welcome = (result: SignInResult, request: FastifyRequest, reply: FastifyReply) => {
    if (result.ok) {
      reply.header('set-cookie', access.cookie(result.token, request.protocol === 'https'));
      return whoAmI(result.session);
    }
    throw refusal(result);
  };

  route(app, services, endpoints.signIn, async ({ body, request, reply }) => {
    if ('extension' in body) {
      const { extension, password, tenant } = body;
      const result = await access.signInAgent({ extension, password, tenant }, visitor(request));
      if (result.ok) await remember('sign_in', result.session, request);
      else {
        const subject = Extension.safeParse(extension).success ? `extension ${extension}` : null;
        await audit.refused({ kind: 'sign_in_refused', who: null, subject }, result.code, request.ip);
      }
      return welcome(result, request, reply);
    }
    const result = await access.signIn(body.username, body.password, body.code ?? null, visitor(request));
    if (result.ok) {
      if (result.recovery) await remember('recovery_used', result.session, request);
      await remember('sign_in', result.session, request);
    } else if (result.code !== 'totp_required') await refused(body.username, result.code, null, request);
    return welcome(result, request, reply);
  });

  route(app, services, endpoints.whoAmI, async ({ session }) => whoAmI(session));

  route(app, services, endpoints.signOut, async ({ session, request, reply }) => {
    await access.signOut(session);
    if (session.via !== 'token') {
      reply.header('set-cookie', access.cookie(null, request.protocol === 'https'));
      await audit.append({ kind: 'sign_out', who: session, subject: session.name });
    }
    return { ok: true } as const;
  });

  route(app, services, endpoints.changePassword, async ({ body, session, request, reply }) => {
    if (session.via !== 'cookie') throw new ApiError('not_permitted', 'Only a local account has a password here.');
    if (body.next === body.current) {
      throw new ApiError('invalid_input', 'The new password must differ from the old one.');
    }
    const result = await access.changePassword(session, body.current, body.next, visitor(request));
    if (result.ok) await remember('password_changed', result.session, request);
    else await refused(session.name, result.code, session, request);
    return welcome(result, request, reply);
  });
}

export const visitor = (request: FastifyRequest) => ({
  address: request.ip,
  browser: request.headers['user-agent']?.slice(0, 300) ?? null,
});

function whoAmI(session: Session) {
  const { name, role, extension, mustChangePassword } = session;
  return { user: { name, role, ...(extension === null ? {} : { extension }), mustChangePassword } };
}

/** Why nobody was let in, as it is answered. */
export function refusal(result: Refused): ApiError {
  switch (result.code) {
    case 'wrong_credentials':
      return new ApiError('wrong_credentials', 'Name or password is wrong.');
    case 'totp_required':
      return new ApiError('totp_required', 'Send the one-time code of your app as `code`.');
    case 'totp_wrong':
      return new ApiError('totp_wrong', 'This code is wrong or was used: wait for the next one.');
    case 'pbx_down':
      return new ApiError('pbx_down', 'The PBX is not answering: try again later.');
    case 'no_tenant':
      return new ApiError('invalid_input', 'Say which tenant of the PBX it is: three digits.', {
        details: { issues: [{ path: 'tenant', problem: 'required' }] },
      });
    case 'too_many_attempts': {
      const { retryAfterSeconds } = result;
      return new ApiError('too_many_attempts', `Too many attempts: try again in ${retryAfterSeconds} s.`, {
        details: { retryAfterSeconds },
        retryAfterSeconds,
      });
    }
  }
}
