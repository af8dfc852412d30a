// A thread that pours sign-ins into a house, each from an address of its own, until it is told to stop; then it tells how
// each was answered. Apart, so that the flood costs the house only what reaches it.
import { Agent, request as httpRequest } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';

const { url, visitors } = z.object({ url: z.string(), visitors: z.number() }).parse(workerData);
const agent = new Agent({ keepAlive: true, maxSockets: visitors });
const counts: Record<string, number> = {};
let flooding = true;
let sent = 0;
parentPort?.once('message', () => {
  flooding = false;
});

function signIn(): Promise<string> {
  const address = `10.${sent % 200}.${Math.floor(sent / 200) % 200}.${sent++ % 250}`;
  const body = JSON.stringify({ username: `nobody-${sent}`, password: 'not-the-password' });
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/api/v1/session`, {
      agent,
      method: 'POST',
      headers: { 'x-forwarded-for': address, 'content-type': 'application/json', 'content-length': body.length },
    });
    request.once('error', reject);
    request.once('response', (answer) => {
      answer.resume();
      answer.once('end', () => resolve(String(answer.statusCode)));
    });
    request.end(body);
  });
}
async function visit() {
  while (flooding) {
    const status = await signIn();
    counts[status] = (counts[status] ?? 0) + 1;
    if (sent === visitors * 2) parentPort?.postMessage('flooding');
  }
}
await Promise.all(Array.from({ length: visitors }, visit));
agent.destroy();
parentPort?.postMessage(counts);
