// A server that answers one request after another as a test tells it to, and remembers what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Asked {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly body: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** Query and body together. */
  param(name: string): string | null;
}
export type Reply = (asked: Asked, response: ServerResponse) => void;

export interface IllPbx extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** From now on. */
  reply(reply: Reply): void;
  /** Resolves when the next request has come in. */
  nextAsked(): Promise<Asked>;
}

export const sends =
  (body: unknown, status = 200, type = 'application/json'): Reply =>
  (_asked, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
export const hangs: Reply = () => undefined;
export const resets: Reply = (_asked, response) => void response.socket?.resetAndDestroy();

export async function illPbx(first: Reply): Promise<IllPbx> {
  let reply = first;
  const asked: Asked[] = [];
  const waiting: ((asked: Asked) => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const query = new URL(request.url ?? '/', 'http://pbx').searchParams;
      const body = new URLSearchParams(Buffer.concat(chunks).toString());
      const one: Asked = {
        method: request.method ?? '',
        query,
        body,
        headers: request.headers,
        param: (name) => query.get(name) ?? body.get(name),
      };
      asked.push(one);
      for (const resolve of waiting.splice(0)) resolve(one);
      reply(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/crm2rest/v2/rest.php`,
    asked,
    reply: (next) => {
      reply = next;
    },
    nextAsked: () => new Promise((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
