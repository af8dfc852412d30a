// kill -9 around an order: whatever reached the PBX has an intent on disk that names who ordered it for whom.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAudit } from '../../server/access/audit-read.ts';
import { verifyAudit } from '../../server/access/audit-verify.ts';
import { accessTables } from '../../server/access/tables.ts';
import { connect } from '../../server/db/connect.ts';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';
import { openLimits, pbxVariables } from '../support/simulated-house.ts';
import { tokens } from '../support/whole-app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const appSecret = 'made-up-app-secret-of-forty-characters-xx';
const everything = { from: null, to: null, kind: null, who: null, before: null };
const rounds = process.env.FULL ? 50 : 3;
const ordersARound = 8;
let directory: string;
let simulator: Simulator;
let child: ChildProcess | null = null;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'wallboard-sigkill-'));
  simulator = await createSimulator({ agents: rounds * ordersARound + 100, dialPlan: 'answer' });
});
afterEach(async () => {
  await kill();
  await simulator.close();
  rmSync(directory, { recursive: true, force: true });
});

async function kill() {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function start(more: Readonly<Record<string, string>> = {}): Promise<string> {
  child = spawn(process.execPath, ['tests/support/app-process.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: `file:${join(directory, 'wallboard.db')}`,
      ...pbxVariables(simulator),
      HOOK_TOKEN: tokens.hook,
      API_TOKEN: tokens.api,
      ADMIN_PASSWORD: 'made-up-admin-password',
      APP_SECRET: appSecret,
      ...more,
    },
  });
  if (!child.stdout) throw new Error('no output');
  const [chunk]: unknown[] = await once(child.stdout, 'data');
  return `http://127.0.0.1:${String(chunk).trim()}`;
}
const send = (url: string, method: string, path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens.api}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

test(`[A6] ${rounds} times kill -9 around orders: no call at the PBX without a stored intent, and no key dials twice`, {
  timeout: 600_000,
}, async () => {
  const extensions = simulator.office.agents.map((agent) => agent.extension);
  const unanswered: { agent: string; key: string; number: string }[] = [];
  for (let round = 0; round < rounds; round++) {
    const url = await start();
    if (round === 0) await send(url, 'PUT', '/api/v1/settings/dialling', openLimits);
    // What the last process left open is asked for again under its key: it may not dial a second time.
    const again = unanswered.splice(0).map(({ agent, key, number }) =>
      send(url, 'POST', '/api/v1/calls', { agent, number }, { 'idempotency-key': key }).then(
        (answer) => answer.status,
        () => null,
      ),
    );
    await Promise.all(again);
    const before = simulator.diary().calls.length;
    const orders = Array.from({ length: ordersARound }, async (_, n) => {
      const agent = extensions[round * ordersARound + n] ?? '';
      const order = { agent, key: `k-${round}-${n}`, number: `9120${String(10_000 + round * 100 + n)}` };
      try {
        await send(url, 'POST', '/api/v1/calls', { agent, number: order.number }, { 'idempotency-key': order.key });
      } catch {
        unanswered.push(order); // The process died under it.
      }
    });
    // By turns before the first call is seen, with it, and with a later one.
    const wanted = before + (round % 4);
    while (simulator.diary().calls.length < wanted) await new Promise((wake) => setImmediate(wake));
    if (round % 4 === 0) for (let turn = 0; turn < (round % 16) * 4; turn++) await new Promise(setImmediate);
    await kill();
    await Promise.all(orders);
  }

  const { kysely, close } = await connect(`file:${join(directory, 'wallboard.db')}`);
  const intents = await accessTables(kysely).selectFrom('wall_action').select(['extension', 'kind']).execute();
  const written = await readAudit(kysely, { ...everything, kind: 'order_intended' }, 1_000);
  const verdict = await verifyAudit(kysely, appSecret);
  await close();
  const dialled = simulator.diary().calls.map((call) => call.legs[0]?.extension ?? '');
  const without = dialled.filter((extension) => !intents.some((intent) => intent.extension === extension));
  const twice = dialled.filter((extension, index) => dialled.indexOf(extension) !== index);
  console.info(
    `${rounds} kills around ${rounds * ordersARound} orders: ${dialled.length} calls at the simulator, ${intents.length} intents, calls without an intent ${without.length}, dialled twice ${twice.length}`,
  );
  expect(dialled.length).toBeGreaterThan(0);
  expect(without).toEqual([]);
  expect(dialled.filter((extension) => !written.some((row) => row.subject === extension))).toEqual([]);
  expect(verdict.ok).toBe(true);
  expect(twice).toEqual([]);
  expect(new Set(intents.map((intent) => intent.kind))).toEqual(new Set(['call']));
});

test('[A24] kill -9 while the PBX is asked leaves the intent in the audit trail, without an outcome', async () => {
  const pbx = createServer(async (request, response) => {
    let said = request.url ?? '';
    for await (const chunk of request) said += String(chunk);
    if (said.includes('912345678')) child?.kill('SIGKILL');
    else response.end('{"error":"accion desconocida"}');
  });
  pbx.listen(0, '127.0.0.1');
  await once(pbx, 'listening');
  const address = pbx.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    const url = await start({ PBX_URL: `http://127.0.0.1:${address.port}/crm2rest/v2/rest.php` });
    const ended = child ? once(child, 'exit') : null;
    const answer = send(url, 'POST', '/api/v1/calls', { agent: '116', number: '912345678' });
    await expect(answer).rejects.toThrow();
    await ended;
  } finally {
    pbx.closeAllConnections();
    pbx.close();
  }
  const { kysely, close } = await connect(`file:${join(directory, 'wallboard.db')}`);
  const rows = await readAudit(kysely, everything, 10);
  const verdict = await verifyAudit(kysely, appSecret);
  await close();
  expect(rows.map(({ kind, subject }) => [kind, subject])).toEqual([['order_intended', '116']]);
  expect(verdict.ok).toBe(true);
});
