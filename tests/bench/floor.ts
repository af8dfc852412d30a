// The floor: the barest programs that do the same work, in a process of their own, in the same run.
// POST a body, append it to a file with fsync, answer; and tell 50 bare sockets of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { quantile } from './figures.ts';
import { load, nowMs } from './load.ts';

const program = `
import { createServer } from 'node:http';
import { open } from 'node:fs/promises';
import { Server } from 'socket.io';
const file = await open(process.argv[1], 'a');
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  await file.appendFile(body);
  await file.datasync();
  io.emit('told', JSON.parse(body).Extension);
  response.setHeader('content-type', 'application/json');
  response.end('{"ok":true}');
});
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false });
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

export interface Floor {
  readonly answerP99Ms: number;
  readonly socketP50Ms: number;
  readonly socketP99Ms: number;
}
interface FloorOptions {
  readonly extensions: readonly string[];
  readonly eventsPerSecond: number;
  readonly seconds: number;
  readonly sockets: number;
}

/** What the barest program takes to answer beside whatever else runs now: p99, ms. */
export async function floorBeside(options: Omit<FloorOptions, 'sockets'>): Promise<number> {
  return (await measureFloor({ ...options, sockets: 0 })).answerP99Ms;
}

export async function measureFloor(options: FloorOptions): Promise<Floor> {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-floor-'));
  const child: ChildProcess = spawn('node', ['--input-type=module', '-e', program, join(directory, 'log')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve) =>
    child.stdout?.once('data', (d) => resolve(Number(String(d).trim()))),
  );
  const url = `http://127.0.0.1:${port}`;
  const told: { extension: string; at: number }[] = [];
  const sockets: Socket[] = await Promise.all(
    Array.from(
      { length: options.sockets },
      (_, index) =>
        new Promise<Socket>((resolve) => {
          const socket = io(url, { transports: ['websocket'], forceNew: true });
          if (index === options.sockets - 1)
            socket.on('told', (extension: string) => told.push({ extension, at: nowMs() }));
          socket.once('connect', () => resolve(socket));
        }),
    ),
  );
  const { sent } = await load({ ...options, url: `${url}/hooks`, token: 'floor' });
  for (const socket of sockets) socket.disconnect();
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  rmSync(directory, { recursive: true, force: true });
  const spread: number[] = [];
  let from = 0;
  for (const one of [...sent].sort((a, b) => a.sentAt - b.sentAt)) {
    const index = told.findIndex((t, i) => i >= from && t.extension === one.extension && t.at >= one.sentAt);
    const match = told[index];
    if (!match) continue;
    spread.push(match.at - one.sentAt);
    from = Math.max(0, index - 200);
  }
  return {
    answerP99Ms: quantile(
      sent.map((s) => s.answeredAt - s.sentAt),
      0.99,
    ),
    socketP50Ms: quantile(spread, 0.5),
    socketP99Ms: quantile(spread, 0.99),
  };
}
