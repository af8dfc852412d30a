// The second factor over HTTP: seeing it, turning it on, turning it off. Both are written down before they hold.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { Session } from '../access/session.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';
import { refusal, visitor } from './session.ts';

export function totpRoutes(app: FastifyInstance, services: ApiServices): void {
  const { access, audit } = services;

  route(app, services, endpoints.totp, async ({ session }) => access.totp.state(idOf(session)));

  route(app, services, endpoints.beginTotp, async ({ body, session, request }) => {
    idOf(session);
    const result = await access.beginTotp(session, body.password, visitor(request));
    if (!result.ok) throw refusal(result);
    const { begun } = result;
    if (!begun) throw new ApiError('totp_on', 'One-time codes are on already: turn them off first.');
    return begun;
  });

  route(app, services, endpoints.confirmTotp, async ({ body, session }) => {
    const result = await access.confirmTotp(session, body.code, () =>
      audit.append({ kind: 'totp_on', who: session, subject: session.name }),
    );
    if (!result.ok) throw refusal(result);
    return { codes: [...result.codes] };
  });

  route(app, services, endpoints.endTotp, async ({ body, session, request }) => {
    const result = await access.endTotp(session, body.password, body.code, visitor(request), () =>
      audit.append({ kind: 'totp_off', who: session, subject: session.name }),
    );
    if (!result.ok) throw refusal(result);
    return { ok: true } as const;
  });
}

/** Programs and agents by their extension have no password here, so no second factor either. */
function idOf(session: Session): string {
  if (session.via !== 'cookie') throw new ApiError('not_permitted', 'Only a local account has one-time codes.');
  return session.key.replace(/^user:/, '');
}
