// A PBX of two questions, answered over real HTTP from a map the test holds. It shares no rule with the product.
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface SmallPbx {
  readonly url: string;
  /** Extension to the PBX's word. */
  readonly words: Map<string, string>;
  /** Queue as the PBX names it ("200_Ventas") to extensions. */
  readonly queues: Map<string, readonly string[]>;
  /** While set, every answer has this status and no sense. */
  illStatus: number | null;
  close(): Promise<void>;
}

export async function smallPbx(): Promise<SmallPbx> {
  const words = new Map([
    ['116', 'Libre'],
    ['117', 'Libre'],
    ['200', 'Desconectada'],
  ]);
  const queues = new Map<string, readonly string[]>([['200_Ventas', ['116', '117']]]);
  const server = createServer((request, response) => {
    const action = new URL(request.url ?? '/', 'http://x').searchParams.get('accion');
    response.setHeader('content-type', 'text/html');
    if (pbx.illStatus !== null) {
      response.statusCode = pbx.illStatus;
      response.end('<h1>ill</h1>');
    } else if (action === 'estado_agentes') response.end(JSON.stringify(Object.fromEntries(words)));
    else if (action === 'estado_agentes_cola') {
      const said = [...queues].map(([queue, extensions]) => [
        queue,
        Object.fromEntries(extensions.map((extension) => [extension, words.get(extension) ?? 'Libre'])),
      ]);
      response.end(JSON.stringify(Object.fromEntries(said)));
    } else response.end(JSON.stringify({ error: 'accion desconocida' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const pbx: SmallPbx = {
    url: `http://127.0.0.1:${address.port}/crm2rest/v2/rest.php`,
    words,
    queues,
    illStatus: null,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return pbx;
}
