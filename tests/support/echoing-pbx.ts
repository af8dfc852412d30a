// A PBX that says back whatever secret it was sent, in every answer and in several shapes, in front of a simulated one.
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface EchoingPbx {
  readonly url: string;
  /** While set, orders and questions are answered with what they brought along. */
  echo: 'words' | 'page' | 'error' | 'fields' | null;
  /** What was said back, to know that there was something to hide. */
  readonly said: string[];
  close(): Promise<void>;
}

export async function echoingPbx(behind: string): Promise<EchoingPbx> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString('utf8');
    const target = new URL(behind);
    target.search = new URL(request.url ?? '/', behind).search;
    const { authorization = '', 'content-type': contentType = '' } = request.headers;
    const brought = `${authorization} ${target.search} ${decodeURIComponent(target.search)} ${body}`;
    response.setHeader('content-type', 'text/html');
    const asksForToken = body.includes('grant_type');
    if (pbx.echo !== null) pbx.said.push(brought);
    if (pbx.echo === 'words') response.end(JSON.stringify({ error: `clave ${brought} incorrecta` }));
    else if (pbx.echo === 'page') response.writeHead(200).end(`<h1>Warning: ${brought} in rest.php</h1>`);
    else if (pbx.echo === 'error') response.writeHead(asksForToken ? 401 : 500).end(`Fatal error: ${brought}`);
    else if (pbx.echo === 'fields') {
      response.end(
        JSON.stringify({ '116': `Libre ${authorization}`, estado: 'x', clave: authorization, nota: brought }),
      );
    } else {
      const answer = await fetch(target, {
        method: request.method ?? 'GET',
        headers: { authorization, ...(contentType ? { 'content-type': contentType } : {}) },
        ...(request.method === 'POST' ? { body } : {}),
      });
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const pbx: EchoingPbx = {
    url: `http://127.0.0.1:${address.port}/crm2rest/v2/rest.php`,
    echo: null,
    said: [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return pbx;
}
