// One HTTP server for everything: programs' routes go to Fastify, the rest is pages. Decides only by path; it owns
// what a connection may cost before anybody is known: sizes, times, headers.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import fastify, { type FastifyInstance } from 'fastify';
import type { Env } from './env.ts';
import { sendError } from './http/errors.ts';
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

const limits: ServerOptions = {
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 32 * 1024,
};
const ours = /^\/(api|hooks|healthz|readyz|metrics|socket\.io)(\/|\?|$)/;

export function createHttpServer(
  env: Pick<Env, 'host' | 'port' | 'tls' | 'trustProxy'>,
  rules: HeaderRules,
  log: Pick<Logger, 'error'>,
): HttpServer {
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
    } else if (ours.test(target)) routes.routing(request, response);
    else pages(request, response);
  };
  const server = env.tls
    ? createTlsServer({ ...limits, cert: readFileSync(env.tls.cert), key: readFileSync(env.tls.key) }, listener)
    : createServer(limits, listener);
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
