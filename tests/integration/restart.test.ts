import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { Board } from '../../lib/protocol/board.ts';
import { openDb } from '../../server/db/open.ts';
import { boardClient } from '../support/board-client.ts';
import { type SmallPbx, smallPbx } from '../support/small-pbx.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const children: ChildProcess[] = [];
let directory: string;
let pbx: SmallPbx;
let variables: Record<string, string>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'wallboard-restart-'));
  pbx = await smallPbx();
  variables = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: `file:${join(directory, 'wallboard.db')}`,
    PBX_URL: pbx.url,
    PBX_TOKEN: tokens.pbx,
    PBX_AGENT: '116',
    HOOK_TOKEN: tokens.hook,
    API_TOKEN: tokens.api,
    ADMIN_PASSWORD: 'made-up-admin-password',
  };
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  await pbx.close();
  rmSync(directory, { recursive: true, force: true });
});

async function start(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['tests/support/app-process.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', ...variables },
  });
  children.push(child);
  if (!child.stdout) throw new Error('no output');
  const [chunk]: unknown[] = await once(child.stdout, 'data');
  return { child, url: `http://127.0.0.1:${String(chunk).trim()}` };
}
const event = (id: string, state: string, extension: string, more: Record<string, string> = {}) => ({
  Id_llamada: id,
  Extension: extension,
  Tipo: 'entrante',
  Estado_llamado: state,
  Telefono_contacto: `91${id.slice(-7).replace('.', '0')}`,
  Cola: '200_Ventas',
  ...more,
});
const post = (url: string, body: object) =>
  fetch(`${url}/hooks`, {
    method: 'POST',
    headers: { authorization: tokens.hook, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
async function boardOf(url: string): Promise<Board> {
  const answer = await fetch(`${url}/api/v1/board`, { headers: { authorization: `Bearer ${tokens.api}` } });
  return Board.parse(await answer.json());
}

test('kill -9 in the middle of a stream loses no accepted event', async () => {
  const { child, url } = await start();
  const second = Math.floor(Date.now() / 1000);
  const accepted = new Set<string>();
  let sent = 0;
  let dead = false;
  const killed = once(child, 'exit');
  const lane = async (number: number) => {
    // On and on, until the connection dies under it.
    for (let n = 0; n < 900; n++) {
      const id = `${second}.${number * 1_000 + n}`;
      try {
        sent += 1;
        const answer = await post(url, event(id, 'timbre', '116'));
        if (answer.status === 200) accepted.add(id);
      } catch {
        return; // The connection died with the server: that event was not accepted.
      }
      if (accepted.size >= 150 && !dead) {
        dead = true;
        child.kill('SIGKILL');
      }
    }
  };
  await Promise.all([1, 2, 3, 4].map(lane));
  await killed;
  expect(accepted.size).toBeGreaterThanOrEqual(150);
  expect(sent).toBeGreaterThan(accepted.size);

  const again = await start();
  const board = await boardOf(again.url);
  const lost = [...accepted].filter((id) => board.calls[id] === undefined);
  expect(lost).toEqual([]);
  expect(board.queues['200']?.today.offered).toBe(Object.keys(board.calls).length);
});

test('[A15] a setting that was stored just before a kill is on the board after the start, and one that was not is not', async () => {
  const { child, url } = await start();
  const put = (extension: string, name: string) =>
    fetch(`${url}/api/v1/settings/agents/${extension}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${tokens.api}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  expect((await put('116', 'Inês')).status).toBe(200);
  expect((await put('117', 'Rui')).status).toBe(200);
  const killed = once(child, 'exit');
  child.kill('SIGKILL');
  await killed;
  // Between the rows and the log there is no telling when a kill comes: 116 is stored and untold, 117 told and not stored.
  const db = await openDb(variables.DATABASE_URL ?? '');
  await db.kysely.updateTable('agent_settings').set({ name: 'Beatriz' }).where('extension', '=', '116').execute();
  await db.kysely.deleteFrom('agent_settings').where('extension', '=', '117').execute();
  const queue = { target_seconds: 30, short_abandon_seconds: 5, ddis: '[]', hours: '{"mon":[["09:00","18:00"]]}' };
  await db.kysely
    .insertInto('queue_settings')
    .values({ number: '200', name: 'Apoio', ...queue })
    .execute();
  await db.close();

  const again = await start();
  await expect.poll(async () => (await boardOf(again.url)).agents['116']?.name).toBe('Beatriz');
  const board = await boardOf(again.url);
  expect([board.agents['117']?.name, board.queues['200']?.name]).toEqual([null, 'Apoio']);

  // Once told, it is in the log: a second start has nothing to say.
  const stopped = once(again.child, 'exit');
  again.child.kill('SIGTERM');
  await stopped;
  const count = async () => {
    const connection = await openDb(variables.DATABASE_URL ?? '');
    const rows = await connection.kysely.selectFrom('log').select('payload').where('kind', '=', 'input').execute();
    await connection.close();
    return rows.filter(({ payload }) => payload.includes('settings_changed')).length;
  };
  const told = await count();
  const third = await start();
  const ended = once(third.child, 'exit');
  third.child.kill('SIGTERM');
  await ended;
  expect(await count()).toBe(told);
});

test('a restart gives the same board under a new epoch, and an open screen carries on with a snapshot', async () => {
  let house: WholeApp = await wholeApp({ variables: { PBX_POLL_MS: '60000' } });
  const screen = boardClient(house.url, { auth: { token: tokens.api } });
  await screen.until((c) => c.board()?.queues['200'] !== undefined);
  const second = Math.floor(Date.now() / 1000);
  for (let n = 0; n < 12; n++) {
    const id = `${second}.${n}`;
    await house.hook(event(id, 'timbre', n % 2 ? '116' : '117'));
    if (n % 3) await house.hook(event(id, 'descolgado', n % 2 ? '116' : '117'));
    if (n % 4)
      await house.hook(event(id, 'colgado', n % 2 ? '116' : '117', { Final: n % 3 ? 'atendida' : 'abandono' }));
  }
  const Place = z.object({ epoch: z.string(), version: z.number() });
  const place = Place.parse(await (await house.get('/api/v1/board')).json());
  const before = await boardOf(house.url);
  const gone = screen.until((c) => c.socket.disconnected);
  house = await house.restart();
  await gone;
  try {
    const after = await boardOf(house.url);
    expect(after.calls).toEqual(before.calls);
    expect(after.queues).toEqual(before.queues);
    const back = boardClient(house.url, { auth: { token: tokens.api, ...place } });
    await back.until((c) => c.board() !== null);
    expect(back.epoch()).not.toBe(place.epoch);
    expect(back.snapshots).toHaveLength(1);
    back.close();
  } finally {
    screen.close();
    await house.close();
  }
});

const cli = (script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [`server/cli/${script}.ts`, ...args], {
    cwd: root,
    env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', ...variables },
  });

test('backup while it runs, restore only when it does not, and what was there is kept', async () => {
  const { child, url } = await start();
  const second = Math.floor(Date.now() / 1000);
  await post(url, event(`${second}.1`, 'timbre', '116'));
  const copy = join(directory, 'copy.db');
  expect((await cli('backup', copy)).stdout.trim()).toBe(copy);
  expect(statSync(copy).mode & 0o077).toBe(0);
  await expect(cli('backup', copy)).rejects.toThrow(/exists/);
  await post(url, event(`${second}.2`, 'timbre', '116'));
  await expect(cli('restore', copy)).rejects.toThrow(/stop it first/);

  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  const nonsense = join(directory, 'nonsense.db');
  writeFileSync(nonsense, 'no database at all');
  await expect(cli('restore', nonsense)).rejects.toThrow(/no whole wallboard database/);
  await cli('restore', copy);
  expect(readdirSync(directory).some((name) => name.includes('.before-restore-'))).toBe(true);
  const again = await start();
  const board = await boardOf(again.url);
  expect(Object.keys(board.calls)).toEqual([`${second}.1`]);
});

test('a reset password is printed once and signs in, the former one no more', async () => {
  const { url } = await start();
  const { stdout } = await cli('admin', 'reset', 'admin');
  const password = /New password of admin: (\S+)/.exec(stdout)?.[1];
  const signIn = (secret: string) =>
    fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: secret }),
    });
  expect((await signIn('made-up-admin-password')).status).toBe(401);
  expect((await signIn(password ?? '')).status).toBe(200);
  await expect(cli('admin', 'reset', 'nobody')).rejects.toThrow(/no user nobody/);
  expect(existsSync(join(directory, 'app-secret'))).toBe(true);
});
