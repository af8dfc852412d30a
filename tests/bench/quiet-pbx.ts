// A PBX that answers the two state polls from a map the bench holds, and nothing else: so that polls never
// contradict the events the bench sends. Loopback only.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface QuietPbx {
  readonly url: string;
  readonly token: string;
  /** Extension to the PBX's word. */
  readonly words: Map<string, string>;
  close(): Promise<void>;
}

export async function quietPbx(agentCount: number, queueCount = 5): Promise<QuietPbx> {
  const words = new Map<string, string>();
  for (let i = 0; i < agentCount; i++) words.set(String(1000 + i), 'Libre');
  const server = createServer((request, response) => {
    const action = new URL(request.url ?? '/', 'http://x').searchParams.get('accion') ?? '';
    response.setHeader('content-type', 'application/json');
    if (action === 'estado_agentes') {
      response.end(JSON.stringify(Object.fromEntries(words)));
    } else if (action === 'estado_agentes_cola') {
      const queues: Record<string, Record<string, string>> = {};
      let i = 0;
      for (const [extension, word] of words) {
        const key = `${200 + (i++ % queueCount)}_Fila ${200 + ((i - 1) % queueCount)}`;
        queues[key] = { ...queues[key], [extension]: word };
      }
      response.end(JSON.stringify(queues));
    } else {
      response.end(JSON.stringify({ error: 'accion desconocida' }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/crm2rest/v2/rest.php`,
    token: 'bench-token',
    words,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
