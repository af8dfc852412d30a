// May a page of this origin act here? Decides for sockets and for requests that change something. A browser always
// says where its page is from; what says nothing is a program.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { AskedAddress } from './asked-address.ts';

type Asked = Pick<AskedAddress, 'host' | 'https'>;

/** `publicOrigin` (PUBLIC_URL) when set, else the address that was asked. */
export function originAllowed(publicOrigin: string | null, origin: string, asked: Asked): boolean {
  if (publicOrigin !== null) return origin === publicOrigin;
  if (!URL.canParse(origin)) return false;
  const { host, protocol, origin: spelt } = new URL(origin);
  // A browser writes an origin in one way; anything beside it (a user, a path, capitals, a second one) is none.
  if (origin !== spelt) return false;
  // Where HTTPS is not sure, a proxy we were not told of may have served it.
  return (protocol === 'https:' || (protocol === 'http:' && !asked.https)) && host === asked.host?.toLowerCase();
}

/** Does a browser's page of elsewhere ask? */
export function isElsewhere(headers: IncomingHttpHeaders, publicOrigin: string | null, asked: Asked): boolean {
  const { origin, referer } = headers;
  if (origin !== undefined) return !originAllowed(publicOrigin, origin, asked);
  // A browser that hides the origin still says what the page is to us, or which page it was.
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (referer === undefined) return false;
  return !URL.canParse(referer) || !originAllowed(publicOrigin, new URL(referer).origin, asked);
}

/** Throws `bad_origin` when a browser page of elsewhere asks. */
export function checkOrigin(request: FastifyRequest, publicOrigin: string | null): void {
  if (isElsewhere(request.headers, publicOrigin, { host: request.host, https: request.protocol === 'https' }))
    throw new ApiError(
      'bad_origin',
      'This page may not act here: open the wallboard at its own address, which PUBLIC_URL names.',
    );
}
