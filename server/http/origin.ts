// May a page of this origin act here? Decides for sockets and for requests that change something. A browser always
// names the origin; what has none is a program, which is known by its token.
import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { AskedAddress } from './asked-address.ts';

/** `publicOrigin` (PUBLIC_URL) when set, else the address that was asked. */
export function originAllowed(publicOrigin: string | null, origin: string, asked: AskedAddress): boolean {
  if (publicOrigin !== null) return origin === publicOrigin;
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  // Where HTTPS is not sure, a proxy we were not told of may have served it.
  return (protocol === 'https:' || (protocol === 'http:' && !asked.https)) && host === asked.host;
}

/** Throws `bad_origin` when a browser page of elsewhere asks. */
export function checkOrigin(request: FastifyRequest, publicOrigin: string | null): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const elsewhere =
    origin === undefined
      ? // A program says neither; a browser that hides the origin still says where the page is from.
        site !== undefined && site !== 'same-origin' && site !== 'none'
      : !originAllowed(publicOrigin, origin, { host: request.host, https: request.protocol === 'https' });
  if (elsewhere)
    throw new ApiError(
      'bad_origin',
      'This page may not act here: open the wallboard at its own address, which PUBLIC_URL names.',
    );
}
