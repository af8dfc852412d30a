// The whole server in this process, without pages: real HTTP, real sockets, real SQLite, a small PBX beside it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppParts, createApp } from '../../server/app.ts';
import { systemClock } from '../../server/clock.ts';
import { readEnv } from '../../server/env.ts';
import { createLog, secretsOf } from '../../server/log.ts';
import { type SmallPbx, smallPbx } from './small-pbx.ts';

export const tokens = { api: 'made-up-api-token', hook: 'made-up-hook-token', pbx: 'made-up-pbx-token' };

export interface WholeApp {
  readonly app: App;
  readonly pbx: SmallPbx;
  readonly url: string;
  readonly directory: string;
  /** What was logged, a line each. */
  readonly lines: string[];
  /** A request with the API token. */
  get(path: string): Promise<Response>;
  /** A webhook in the recommended template. */
  hook(fields: Readonly<Record<string, string>>): Promise<Response>;
  /** Closes the server and opens another one on the same database and PBX. */
  restart(): Promise<WholeApp>;
  close(): Promise<void>;
}

export interface WholeAppOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly parts?: Partial<AppParts>;
}

export async function wholeApp(options: WholeAppOptions = {}): Promise<WholeApp> {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-app-'));
  return openOn(directory, await smallPbx(), options);
}

async function openOn(directory: string, pbx: SmallPbx, options: WholeAppOptions): Promise<WholeApp> {
  const reading = readEnv(
    {
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: `file:${join(directory, 'wallboard.db')}`,
      PBX_URL: pbx.url,
      PBX_TOKEN: tokens.pbx,
      PBX_AGENT: '116',
      PBX_POLL_MS: '250',
      HOOK_TOKEN: tokens.hook,
      API_TOKEN: tokens.api,
      ADMIN_PASSWORD: 'made-up-admin-password',
      LOG_LEVEL: 'debug',
      ...options.variables,
    },
    directory,
  );
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const lines: string[] = [];
  const log = createLog(
    { level: reading.env.logLevel, secrets: secretsOf(reading.env) },
    { write: (line) => void lines.push(line) },
  );
  const app = await createApp({ env: reading.env, clock: systemClock, log, checkAnswers: true, ...options.parts });
  const url = `http://127.0.0.1:${await app.listen()}`;
  return {
    app,
    pbx,
    url,
    directory,
    lines,
    get: (path) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${tokens.api}` } }),
    hook: (fields) =>
      fetch(`${url}/hooks`, {
        method: 'POST',
        headers: { authorization: tokens.hook, 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      }),
    async restart() {
      await app.close();
      return openOn(directory, pbx, options);
    },
    async close() {
      await app.close();
      await pbx.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
