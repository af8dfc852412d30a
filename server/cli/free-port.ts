// Which port to use: the one asked for, or the first free one. A taken port that was asked for is a clear message.
import { createServer } from 'node:net';

export function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** @throws Error that names the variable when the port asked for is taken, or none of a hundred is free. */
export async function choosePort(variable: string, asked: string | undefined, from: number, host: string) {
  if (asked !== undefined && asked.trim() !== '') {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${variable} must be a port number.`);
    if (!(await isFree(port, host))) throw new Error(`Port ${port} is taken: stop what uses it, or set ${variable}.`);
    return port;
  }
  for (let port = from; port < from + 100; port++) if (await isFree(port, host)) return port;
  throw new Error(`No port from ${from} on is free: set ${variable}.`);
}
