// The demo and the development house: a simulated PBX in this process, the wallboard in a child beside it, and the
// settings that no PBX tells, entered through the public API. Both bind this machine only, unless HOST says otherwise.
import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { startDemoPbx } from './demo-pbx.ts';
import { demoSecrets } from './demo-secrets.ts';
import { serverEnv, serverFlags } from './ensure.mjs';
import { fillSettings } from './fill-settings.ts';
import { choosePort } from './free-port.ts';

const readyWithinMs = 60_000;
const root = resolve(import.meta.dirname, '../..');
const dev = process.argv[2] === '--dev';
const bundle = process.argv[2] ?? '';
const asked = process.env;
const host = asked.HOST || '127.0.0.1';
const directory = join(root, 'data', dev ? 'dev' : 'demo');

/** Everything that a `.env` for a real PBX may hold: blank wins over the file, so that a demo never touches that PBX. */
const notForDemo = [
  ...['DATABASE_URL', 'REDIS_URL', 'TLS_CERT', 'TLS_KEY', 'PUBLIC_URL', 'TRUST_PROXY', 'APP_SECRET'],
  ...['PBX_URL', 'PBX_AUTH', 'PBX_TOKEN', 'PBX_AGENT', 'PBX_TOKEN_IN', 'PBX_CLIENT_ID', 'PBX_CLIENT_SECRET'],
  ...['PBX_TENANT', 'PBX_DIALECT', 'PBX_NAMES', 'HOOK_TOKEN', 'HOOK_BASIC', 'HOOK_NTLM', 'HOOK_FIELDS'],
];

async function main(): Promise<void> {
  const port = await choosePort('PORT', asked.PORT, 3000, host);
  const pbxPort = await choosePort('SIM_PORT', asked.SIM_PORT, 3100, '127.0.0.1');
  const secrets = demoSecrets(directory, asked);
  // A host of 0.0.0.0 is for others; we reach it as ourselves.
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  const pbx = await startDemoPbx({
    port: pbxPort,
    seed: Number(asked.SIM_SEED || 1),
    agents: Number(asked.SIM_AGENTS || 40),
    hooks: { url: `${url}/hooks`, token: secrets.hookToken },
  });

  const args = dev
    ? ['--watch-path=server', '--watch-path=lib', '--watch-preserve-output', 'server/index.ts']
    : [...serverFlags, bundle];
  const child = spawn(process.execPath, args, {
    cwd: root,
    // A group of its own: a terminal's Ctrl-C reaches us, and we end it in order.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...serverEnv,
      ...asked,
      ...Object.fromEntries(notForDemo.map((name) => [name, ''])),
      NODE_ENV: dev ? 'development' : 'production',
      HOST: host,
      PORT: String(port),
      LOG_LEVEL: asked.LOG_LEVEL || 'warn',
      DATABASE_URL: `file:${join(directory, 'wallboard.db')}`,
      PBX_URL: pbx.url,
      PBX_TOKEN: pbx.token,
      PBX_AGENT: pbx.reader,
      PBX_TENANT: pbx.tenant,
      HOOK_TOKEN: secrets.hookToken,
      API_TOKEN: secrets.apiToken,
      ADMIN_USER: secrets.adminUser,
      ADMIN_PASSWORD: secrets.adminPassword,
    },
  });
  endTogether(child, () => pbx.close());
  await ready(url, child);
  await fillSettings(url, secrets.apiToken, pbx.office);
  pbx.beginDay();
  console.log(`
  The wallboard:     ${url}
  Sign in as:        ${secrets.adminUser}
  Password:          ${secrets.adminPassword}
  As an agent:       ${pbx.agent.extension}, password ${pbx.agent.password}
  API token:         ${secrets.apiToken}
  Simulated PBX:     ${pbx.url}

  ${pbx.office.agents.length} agents, ${pbx.office.queues.length} queues. Ctrl-C ends both.
`);
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + readyWithinMs;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) return new Promise(() => undefined);
    const ok = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false, // Not listening yet.
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The wallboard did not become ready within a minute.');
}

/** Whichever ends first ends the other; nothing of ours stays behind. */
function endTogether(child: ChildProcess, closePbx: () => Promise<void>): void {
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    if (ending) return;
    ending = true;
    killGroup(child, signal === 'SIGHUP' ? 'SIGTERM' : signal);
    setTimeout(() => killGroup(child, 'SIGKILL'), 10_000).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(signal));
  process.on('exit', () => killGroup(child, 'SIGKILL'));
  child.on('exit', (code) => {
    if (!ending) console.error('The wallboard ended by itself.');
    closePbx().then(
      () => process.exit(ending ? 0 : (code ?? 1)),
      () => process.exit(1),
    );
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: it ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
