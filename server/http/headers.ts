// What every answer says about itself: which scripts may run, who may frame it, what the browser may do for it.
// Pages get a nonce of their own for each request; answers for programs may load nothing at all.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface HeaderRules {
  /** Reached by HTTPS: browsers are told to stay with it. */
  readonly https: boolean;
  /** Reloading as one edits needs eval. */
  readonly dev: boolean;
  /** Origins whose pages may show a display's page in a frame. */
  readonly frameAncestors: readonly string[];
}

/** The one page that may be framed: it holds a masked board and nothing to press. */
export const displayPage = '/screen';

export function setCommonHeaders(response: ServerResponse, rules: HeaderRules): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader(
    'Permissions-Policy',
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self), fullscreen=(self)',
  );
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  if (rules.https) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

/** For a page: Next finds the nonce in the request's header and puts it on its own scripts. */
export function setPagePolicy(
  request: IncomingMessage,
  response: ServerResponse,
  rules: HeaderRules,
  path: string,
): void {
  const framed = path === displayPage && rules.frameAncestors.length > 0;
  // It knows no list of origins; browsers that read the policy below leave it aside.
  if (framed) response.removeHeader('X-Frame-Options');
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${rules.dev ? " 'unsafe-eval'" : ''}`,
    // Positions and bar widths are style attributes, and dialogs lock scrolling by a style element.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${rules.dev ? ' ws: wss:' : ''}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framed ? rules.frameAncestors.join(' ') : "'none'"}`,
  ].join('; ');
  request.headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
}
