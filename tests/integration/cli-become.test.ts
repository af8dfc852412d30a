// Whoever ends npm ends what it started: an operator, a supervisor, a script that needs the port again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const fixture = fileURLToPath(new URL('../support/become-and-tell.mjs', import.meta.url));
let pid = 0;
afterEach(() => {
  if (runs(pid)) process.kill(pid, 'SIGKILL');
});

/** A shell between us and the command, as npm puts one there: it stays, for something comes after. */
async function started(env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const { npm_lifecycle_event: _ours, ...inherited } = process.env;
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${fixture}"; true`], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told]: Buffer[] = await once(shell.stdout, 'data');
  pid = Number(told?.toString());
  expect(runs(pid)).toBe(true);
  return shell;
}

function runs(process_: number): boolean {
  try {
    return process_ > 0 && process.kill(process_, 0);
  } catch {
    return false; // ESRCH is how the kernel says that nobody has this number.
  }
}

test('a shell that dies of the signal npm gave it takes the command with it', async () => {
  const shell = await started({ npm_lifecycle_event: 'start' });
  shell.kill('SIGTERM');
  await expect.poll(() => runs(pid), { timeout: 10_000 }).toBe(false);
});
