// The door between our HTTP server and the pages. Decides which requests are pages, who may see one, and what must
// not reach Next: headers by which it is steered from inside, and addresses that are none of ours.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { defaultLocaleHeader, type Locale, timeZoneHeader } from '../../lib/i18n/locale.ts';
import { homeOf, settingsHome } from '../../lib/protocol/pages.ts';
import type { Role } from '../../lib/protocol/roles.ts';
import type { LocalAccess } from '../access/session.ts';
import type { Logger } from '../log.ts';
import { displayPage, type HeaderRules, setPagePolicy } from './headers.ts';

export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What a browser needs before anybody signed in: the sign-in page, code, pictures. None of it holds data. */
const open = /^\/(sign-in(\/|$)|pair$|_next\/|favicon\.ico$|[^/]+\.(svg|png|ico|webmanifest|txt|woff2|js)$)/;

export function createPageDoor(parts: {
  readonly access: Pick<LocalAccess, 'session' | 'screenToken' | 'screenCookie'>;
  readonly log: Logger;
  readonly rules: HeaderRules;
  /** What pages speak and count by where nobody chose otherwise. */
  readonly house: { readonly locale: Locale; readonly timezone: string };
  readonly next: NextHandler | null;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const { access, log, rules, house, next } = parts;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!next) return plain(response, 404, 'Not found');
    // Pages are only read: what changes something goes by the API, which asks where a request comes from.
    if (!rules.dev && request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return plain(response, 405, 'Pages are read by GET.');
    }
    for (const name of Object.keys(request.headers)) {
      if (name.startsWith('x-middleware-') || name.startsWith('x-invoke-') || name === 'x-matched-path') {
        delete request.headers[name];
      }
    }
    // Set for every page, so that a stranger's own never count.
    request.headers[defaultLocaleHeader] = house.locale;
    request.headers[timeZoneHeader] = house.timezone;
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (!open.test(path)) {
      const session = await access.session(request.headers);
      const elsewhere = insteadOf(path, session?.role ?? null, request);
      if (elsewhere !== null) {
        response.writeHead(303, { location: elsewhere, 'cache-control': 'no-store' }).end();
        return;
      }
      const token = session?.via === 'screen' ? access.screenToken(request.headers) : null;
      if (token !== null) response.setHeader('set-cookie', access.screenCookie(token, rules.https));
    }
    setPagePolicy(request, response, rules, path);
    await next(request, response);
  }

  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a page could not be served');
      if (response.headersSent) response.destroy();
      else plain(response, 500, 'The page could not be made. Try again.');
    });
  };
}

/** Where somebody has to go instead; null = may stay. A screen has one page and nobody else has it. */
function insteadOf(path: string, role: Role | null, { method, url = '/' }: IncomingMessage): string | null {
  if (role === 'display') return path === displayPage ? null : displayPage;
  if (path === displayPage) return role === null ? '/pair' : homeOf(role);
  if (role !== null) return path === '/' ? homeOf(role) : path === '/settings' ? settingsHome(role) : null;
  return method === 'GET' && path !== '/' ? `/sign-in?next=${encodeURIComponent(url)}` : '/sign-in';
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
