// What every command needs before it can start: dependencies that match the lock file, and a build that matches
// the sources. Built-ins only: it runs on the host's Node before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = join(root, 'node_modules', '.bin');
/** The server as one file, beside Next's own build. */
export const serverBundle = join(root, '.next', 'wallboard', 'server.mjs');

/**
 * How the server is run: with a heap that is collected before it grows. Without it the garbage of 100 events a second
 * lets the process swell to twice its size. (`--enable-source-maps` alone would hold 25 MB; the bundle is readable as it is.)
 */
export const serverFlags = ['--max-semi-space-size=4', '--heap-growing-percent=20'];
/** glibc keeps an arena per thread otherwise, some 10 MB that nobody uses. */
export const serverEnv = { MALLOC_ARENA_MAX: '2' };

/** The environment of children: Node 24 of the dependencies first in PATH, npm's own variables left out. */
export function childEnv(extra = {}) {
  const kept = /^npm_config_(registry|cafile|cache|proxy|https_proxy|noproxy)$/i;
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (/^npm_/i.test(name) && !kept.test(name)) continue;
    env[name] = value;
  }
  return { ...env, NEXT_TELEMETRY_DISABLED: '1', PATH: `${bin}:${process.env.PATH}`, ...extra };
}

/** Runs to the end; the exit code. */
export function run(command, args, options = {}) {
  const { env, ...rest } = options;
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: childEnv(env), ...rest });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

const startedBy = process.ppid;
const lookForParentMs = 500;

/** Starts a child that ends with us: signals are handed on, and its exit code becomes ours. */
export function become(command, args, env = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: childEnv(env) });
  // npm hands a signal to the shell between us, which dies of it and tells nobody: the port would stay taken.
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => process.ppid !== startedBy && child.kill('SIGTERM'), lookForParentMs).unref();
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
  return child;
}

function sha256(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function stampIs(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

/** Installs the dependencies when the lock file or the platform changed since the last time. */
export function install() {
  const stamp = join(root, 'node_modules', '.wallboard-stamp');
  const wanted = sha256([readFileSync(join(root, 'package-lock.json')), process.platform, process.arch]);
  if (stampIs(stamp, wanted) && existsSync(join(bin, 'next'))) return;
  console.log('installing the dependencies (once)…');
  const code = run('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund']);
  if (code !== 0) {
    console.error('npm ci failed: see above. The registry must be reachable for the first start.');
    process.exit(code);
  }
  writeFileSync(stamp, wanted);
}

const sources = ['app', 'components', 'lib', 'server', 'public'];
const sourceFiles = ['package-lock.json', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json'];

function* filesIn(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield path;
  }
}

/** Identifies the sources by content, so that a checkout or a touch does not rebuild. */
export function sourceHash() {
  const files = [...sources.filter((d) => existsSync(join(root, d))).flatMap((d) => [...filesIn(join(root, d))])];
  for (const name of sourceFiles) if (existsSync(join(root, name))) files.push(join(root, name));
  return sha256(files.flatMap((file) => [file.slice(root.length), readFileSync(file)]));
}

/** Builds the pages and the server when their sources changed since the last build. */
export function build({ force = false } = {}) {
  const stamp = join(root, '.next', 'wallboard', 'stamp');
  const wanted = sourceHash();
  if (!force && stampIs(stamp, wanted) && existsSync(serverBundle)) return;
  console.log('building (once for these sources)…');
  // Named by pages and server alike, so that a screen notices that its pages are of yesterday.
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const name = `${version}-${wanted.slice(0, 7)}`;
  const pages = run('next', ['build'], {
    stdio: ['ignore', process.env.CI ? 'inherit' : 'pipe', 'inherit'],
    env: { NEXT_PUBLIC_BUILD: name },
  });
  if (pages !== 0) {
    console.error('the pages do not build: run `npm run build` to see why');
    process.exit(pages);
  }
  mkdirSync(dirname(serverBundle), { recursive: true });
  // The server, and the thread that reads records: it is looked for beside the bundle by this name.
  const entries = ['server=server/index.ts', 'reader-thread=server/records/reader-thread.ts'];
  const esbuild = [...entries, '--bundle', '--platform=node', '--format=esm', '--target=node24'];
  const define = `--define:process.env.WALLBOARD_BUILD=${JSON.stringify(name)}`;
  const output = [`--outdir=${dirname(serverBundle)}`, '--out-extension:.js=.mjs'];
  const code = run('esbuild', [...esbuild, '--packages=external', '--log-level=warning', define, ...output]);
  if (code !== 0) process.exit(code);
  writeFileSync(stamp, wanted);
}

/** The browser of the tests: Debian's Chromium, installed when there is none and we may. null = not to be had. */
export function chromium() {
  const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = () => known.find((path) => existsSync(path) && statSync(path).isFile()) ?? null;
  if (found() || process.platform !== 'linux') return found();
  const root0 = process.getuid?.() === 0;
  const sudo = root0 || spawnSync('sudo', ['-n', 'true']).status === 0;
  if (!sudo || spawnSync('which', ['apt-get']).status !== 0) return null;
  console.log('installing Chromium for the browser tests…');
  const prefix = root0 ? [] : ['sudo', '-n'];
  const apt = (args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    return spawnSync(command, rest, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', 'chromium']);
  return found();
}
