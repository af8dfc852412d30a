// May a page of this origin act here? Decides for sockets and for requests that change something. A browser always
// names the origin; what has none is a program, which is known by its token.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';

/** `publicOrigin` (PUBLIC_URL) when set, else the host that was asked. */
export function originAllowed(publicOrigin: string | null, origin: string, headers: IncomingHttpHeaders): boolean {
  if (publicOrigin !== null) return origin === publicOrigin;
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && host === headers.host;
}

/** Throws `bad_origin` when a browser page of elsewhere asks. */
export function checkOrigin(request: FastifyRequest, publicOrigin: string | null): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const elsewhere =
    origin === undefined
      ? // A program says neither; a browser that hides the origin still says where the page is from.
        site !== undefined && site !== 'same-origin' && site !== 'none'
      : !originAllowed(publicOrigin, origin, request.headers);
  if (elsewhere)
    throw new ApiError(
      'bad_origin',
      'This page may not act here: open the wallboard at its own address, which PUBLIC_URL names.',
    );
}
