// One HTTP server for everything: programs' routes go to Fastify, the rest is pages. Decides only by path; it owns
// what a connection may cost before anybody is known: sizes, times, headers.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { networkOf } from './access/throttle.ts';
import type { Env } from './env.ts';
import { tooManyRequests } from './http/api-error.ts';
import { createAddresses } from './http/asked-address.ts';
import { errorBody, sendError } from './http/errors.ts';
import { type HeaderRules, setCommonHeaders } from './http/headers.ts';
import type { Logger } from './log.ts';

export interface HttpServer {
  readonly server: Server;
  readonly routes: FastifyInstance;
  /** From now on requests are answered. Call once, after all routes are registered. */
  open(pages: (request: IncomingMessage, response: ServerResponse) => void): Promise<void>;
  /** Resolves with the port. Rejects with a readable message when it is taken. */
  listen(): Promise<number>;
  /** Stops accepting, lets answers under way finish for `graceMs`, then cuts. */
  close(graceMs: number): Promise<void>;
}

export interface ServerLimits {
  /** A request must be here whole, and its head, within these. */
  readonly requestTimeout: number;
  readonly headersTimeout: number;
  readonly keepAliveTimeout: number;
  readonly connectionsCheckingInterval: number;
  readonly maxHeaderSize: number;
  /** Connections of one address, open sockets of the wall among them; this machine and named proxies carry many people. */
  readonly connectionsPerAddress: number;
  readonly connections: number;
}
export const serverLimits: ServerLimits = {
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 32 * 1024,
  connectionsPerAddress: 512,
  connections: 10_000,
};
const mostHeaders = 200;
const handshakeTimeout = 10_000;
const thisMachine = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Told for each request but webhooks and probes: whole seconds to wait, null = go ahead. */
export type Admit = (request: IncomingMessage) => number | null;
const uncounted = /^\/(hooks|healthz|readyz)(\/|\?|$)/;
const ours = /^\/(api|hooks|healthz|readyz|metrics|socket\.io)(\/|\?|$)/;

export function createHttpServer(
  env: Pick<Env, 'host' | 'port' | 'tls' | 'trustProxy'>,
  rules: HeaderRules,
  log: Pick<Logger, 'error'>,
  admit: Admit = () => null,
  limits: ServerLimits = serverLimits,
): HttpServer {
  const addresses = createAddresses(env);
  const routes = fastify({
    logger: false,
    trustProxy: env.trustProxy.length > 0 ? [...env.trustProxy] : false,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    // A path that cannot be read, or has a part that is too long, meets no route and no hook.
    frameworkErrors(error, request, reply) {
      reply.header('cache-control', 'no-store');
      sendError(log, error, request, reply);
    },
  });
  let pages: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    setCommonHeaders(response, rules);
    const target = request.url ?? '';
    // An absolute or asterisk form is meant for a proxy, and none of our rooms is one.
    if (!target.startsWith('/') || target.startsWith('//')) {
      response.writeHead(400, { 'content-type': 'text/plain' }).end('Bad request');
    } else if (!pages) {
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end('Starting');
    } else if (isTooMany(request, response, target)) {
      // Answered already.
    } else if (ours.test(target)) routes.routing(request, response);
    else pages(request, response);
  };
  function isTooMany(request: IncomingMessage, response: ServerResponse, target: string): boolean {
    const seconds = uncounted.test(target) ? null : admit(request);
    if (seconds === null) return false;
    response.setHeader('Retry-After', String(seconds));
    response.setHeader('Cache-Control', 'no-store');
    const { message, details } = tooManyRequests(seconds);
    if (ours.test(target)) {
      response.writeHead(429, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(errorBody('too_many_requests', message, details)));
    } else response.writeHead(429, { 'content-type': 'text/plain; charset=utf-8' }).end(message);
    return true;
  }
  const { connectionsPerAddress, connections, ...timing } = limits;
  const server = env.tls
    ? createTlsServer(
        { ...timing, handshakeTimeout, cert: readFileSync(env.tls.cert), key: readFileSync(env.tls.key) },
        listener,
      )
    : createServer(timing satisfies ServerOptions, listener);
  server.maxHeadersCount = mostHeaders;
  server.maxConnections = connections;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (thisMachine.has(address) || addresses.isProxy(address)) return;
    const network = networkOf(address);
    const count = (open.get(network) ?? 0) + 1;
    open.set(network, count);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
    if (count > connectionsPerAddress) socket.destroy();
  });
  // Scanners and broken clients: answer nothing, keep nothing.
  server.on('clientError', (_error, socket) => socket.destroy());

  return {
    server,
    routes,
    async open(handler) {
      await routes.ready();
      pages = handler;
    },
    listen: () =>
      new Promise((resolve, reject) => {
        const refused = (error: Error) => {
          reject(
            new Error(whyNotListening('code' in error ? error.code : undefined, env) ?? error.message, {
              cause: error,
            }),
          );
        };
        server.once('error', refused);
        server.listen(env.port, env.host, () => {
          server.off('error', refused);
          const address = server.address();
          resolve(address !== null && typeof address === 'object' ? address.port : env.port);
        });
      }),
    async close(graceMs) {
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      });
      await routes.close();
    },
  };
}

/** What the operator can do about it; null when nothing of the environment explains it. */
function whyNotListening(code: unknown, { host, port }: Pick<Env, 'host' | 'port'>): string | null {
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what uses it, or set PORT.`;
  if (code === 'EACCES') return `Port ${port} needs more rights than this process has: set PORT to 1024 or more.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `${host} is no address of this machine: set HOST, or leave it out.`;
  }
  return null;
}
