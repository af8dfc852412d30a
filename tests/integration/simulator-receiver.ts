// Where webhooks of the simulated PBX arrive in its own tests: keeps what came, answers what it is told.
import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** JSON of the answer, and its status. */
  answer: (hook: Received) => { status: number; json: unknown; headers?: Record<string, string> };
  bodies(): Record<string, unknown>[];
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const hook = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      receiver.received.push(hook);
      const { status, json, headers } = receiver.answer(hook);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hooks`,
    received: [],
    answer: () => ({ status: 200, json: { ok: true, ref: 'ref-1' } }),
    bodies: () => receiver.received.map((hook): Record<string, unknown> => JSON.parse(hook.body)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
