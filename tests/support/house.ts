// The built product as people use it, with a simulated PBX that a test moves by hand: one process for the wallboard, the
// PBX in the test's own. For browser tests: pages are served, so a build must exist.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serverBundle, serverFlags } from '../../server/cli/ensure.mjs';
import { fillSettings } from '../../server/cli/fill-settings.ts';
import { choosePort } from '../../server/cli/free-port.ts';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';

export interface House {
  readonly url: string;
  readonly admin: { readonly username: string; readonly password: string };
  readonly apiToken: string;
  readonly simulator: Simulator;
  /** Holds the database, and in `server.log` what the server wrote. */
  readonly directory: string;
  /** Ends the server with this signal; the PBX goes on without it. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same database and port. */
  start(): Promise<void>;
  close(): Promise<void>;
}
export interface HouseOptions {
  readonly agents?: number;
  readonly seed?: number;
  /** The day goes on by itself; else nothing happens but by the test. Default false. */
  readonly lively?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
}

const root = resolve(import.meta.dirname, '../..');
const secrets = { api: 'made-up-api-token', hook: 'made-up-hook-token', password: 'made-up-admin-password' };

export async function startHouse(options: HouseOptions = {}): Promise<House> {
  if (!existsSync(serverBundle)) throw new Error('There is no build to test: run `npm run build` first.');
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-house-'));
  const port = await choosePort('PORT', undefined, 20_000 + Math.floor(process.hrtime()[1] % 20_000), '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const simulator = await createSimulator({
    seed: options.seed ?? 1,
    agents: options.agents ?? 12,
    hook: { url: `${url}/hooks`, vocabulary: 'recommended', auth: { kind: 'token', token: secrets.hook } },
  });
  const log = openSync(join(directory, 'server.log'), 'a');
  const start = async () => {
    const child = spawn('node', [...serverFlags, serverBundle], {
      cwd: root,
      stdio: ['ignore', log, 'inherit'],
      env: {
        PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'error',
        DATABASE_URL: `file:${join(directory, 'wallboard.db')}`,
        PBX_URL: simulator.url,
        PBX_TOKEN: simulator.keys.globalToken,
        PBX_AGENT: simulator.office.agents[0]?.extension ?? '',
        PBX_POLL_MS: '500',
        HOOK_TOKEN: secrets.hook,
        API_TOKEN: secrets.api,
        ADMIN_PASSWORD: secrets.password,
        ...options.variables,
      },
    });
    for (let tries = 0; tries < 300; tries++) {
      if (child.exitCode !== null) throw new Error(`The wallboard ended with ${child.exitCode}: is it built?`);
      const ready = await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false, // Not listening yet.
      );
      if (ready) return child;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    child.kill('SIGKILL');
    throw new Error('The wallboard did not become ready within 30 s');
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  let child = await start();
  await fillSettings(url, secrets.api, simulator.office);
  if (options.lively) simulator.day.start();
  return {
    url,
    admin: { username: 'admin', password: secrets.password },
    apiToken: secrets.api,
    simulator,
    directory,
    stop: (signal = 'SIGTERM') => end(signal),
    async start() {
      child = await start();
    },
    async close() {
      await end('SIGTERM');
      await simulator.close();
      closeSync(log);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
