// Screens over HTTP: a stranger's screen asks to be let in, somebody lets it in, changes it, finds it, takes it back.
// What is done to a screen is written down before it is done.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { ScreenSettings } from '../../lib/protocol/screen-shapes.ts';
import type { PairedScreen } from '../access/screens.ts';
import type { Session } from '../access/session.ts';
import { build } from '../build.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

export function screenRoutes(app: FastifyInstance, services: ApiServices): void {
  const { access, audit, clock } = services;
  const { screens } = access;
  const { pairing } = screens;

  const known = async (id: string, by: Session): Promise<PairedScreen> => {
    const screen = await screens.find(id, by);
    if (!screen) throw new ApiError('not_found', 'There is no such screen.');
    return screen;
  };
  const looked = (code: string, by: Session) => {
    // Keys hold a colon, which the throttle would take for an address of its own kind.
    const found = pairing.look(code, by.key.replaceAll(':', '.'));
    if (found.ok) return found.request;
    if (found.code === 'unknown') {
      throw new ApiError('not_found', 'No screen shows this code: read it again, it changes after ten minutes.');
    }
    const { retryAfterSeconds } = found;
    throw new ApiError('too_many_attempts', `Too many wrong codes: try again in ${retryAfterSeconds} s.`, {
      details: { retryAfterSeconds },
      retryAfterSeconds,
    });
  };
  /** A queue outside of one's own scope cannot be put on a wall. */
  const demandQueues = ({ pages }: ScreenSettings, by: Session) => {
    const beyond = pages
      .map(({ path }) => /^\/wall\/queues\/([0-9]+)$/.exec(path)?.[1])
      .find((queue) => queue !== undefined && by.scope !== null && !by.scope.queues.includes(queue));
    if (beyond !== undefined) throw new ApiError('not_permitted', `Queue ${beyond} is outside of your scope.`);
  };

  route(app, services, endpoints.askPairing, async ({ body, request }) => {
    const browser = request.headers['user-agent']?.slice(0, 300) ?? null;
    const asked = pairing.ask({ ...body, address: request.ip, browser });
    if (!asked) {
      throw new ApiError('too_many_attempts', 'Too many screens ask to be paired: try again in a minute.', {
        details: { retryAfterSeconds: 60 },
        retryAfterSeconds: 60,
      });
    }
    const { code, expiresAt } = asked.request;
    return { code, secret: asked.secret, expiresAt, now: clock.now() };
  });

  route(app, services, endpoints.claimPairing, async ({ body, session, request, reply }) => {
    const claim = pairing.claim(body.secret);
    if (!claim) return { state: 'expired' } as const;
    if (claim.screenId === null) return { state: 'waiting' } as const;
    const drawn = await screens.drawToken(claim.screenId);
    if (drawn === null) return { state: 'expired' } as const;
    const byHttps = request.protocol === 'https';
    const cookies = [access.screenCookie(drawn.token, byHttps)];
    if (session && session.via !== 'screen' && session.via !== 'token') {
      // A screen on a wall must not carry the rights of whoever set it up.
      await access.signOut(session);
      cookies.push(access.cookie(null, byHttps));
    }
    reply.header('set-cookie', cookies);
    return { state: 'paired', name: drawn.name } as const;
  });

  route(app, services, endpoints.ownScreen, async ({ session, request, reply }) => {
    const own = session.screen && (await screens.find(session.screen.id, session));
    if (!own) throw new ApiError('not_found', 'This is no paired screen.');
    const token = access.screenToken(request.headers);
    if (token !== null) reply.header('set-cookie', access.screenCookie(token, request.protocol === 'https'));
    const { id, name, pages, inches, metres, theme, locale } = own;
    return { screen: { id, name, pages, inches, metres, theme, locale }, build };
  });

  route(app, services, endpoints.screens, async ({ session }) => ({
    screens: await screens.list(session),
    build,
    now: clock.now(),
  }));

  route(app, services, endpoints.pairingRequest, async ({ params, session }) => looked(params.code, session));

  route(app, services, endpoints.pairScreen, async ({ params, body, session }) => {
    demandQueues(body, session);
    const { address } = looked(params.code, session);
    await audit.append({ kind: 'screen_paired', who: session, subject: body.name, details: { ...body, address } });
    const screen = await screens.pair(params.code, body, session);
    if (!screen) throw new ApiError('not_found', 'This screen was let in by somebody else, or gave up.');
    return { screen };
  });

  route(app, services, endpoints.changeScreen, async ({ params, body, session }) => {
    await known(params.id, session);
    demandQueues(body, session);
    await audit.append({
      kind: 'screen_changed',
      who: session,
      subject: body.name,
      details: { id: params.id, ...body },
    });
    await screens.change(params.id, body);
    return { screen: await known(params.id, session) };
  });

  route(app, services, endpoints.identifyScreen, async ({ params, session }) => {
    const { id } = await known(params.id, session);
    return { sent: screens.tell(id, 'identify') };
  });

  route(app, services, endpoints.revokeScreen, async ({ params, session }) => {
    const { id, name } = await known(params.id, session);
    await audit.append({ kind: 'screen_revoked', who: session, subject: name, details: { id } });
    await screens.revoke(id);
    return { ok: true } as const;
  });
}
