// Agents sign in with what they have: extension and web password, proven by the PBX; and act there as themselves.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessTables } from '../../server/access/tables.ts';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';
import { pbxVariables } from '../support/simulated-house.ts';
import { type WholeApp, wholeApp } from '../support/whole-app.ts';
import { cookieIn } from './http-house.ts';

let simulator: Simulator;
let app: WholeApp;
let extension: string;
beforeEach(async () => {
  simulator = await createSimulator({ agents: 4, dialPlan: 'answer' });
  app = await wholeApp({ variables: { ...pbxVariables(simulator), PBX_TENANT: simulator.keys.tenant } });
  extension = simulator.office.agents[1]?.extension ?? '';
  while (Object.keys(app.app.services.liveBoard.board().agents).length === 0) {
    await new Promise((wake) => setTimeout(wake, 20));
  }
});
afterEach(async () => {
  await app.close();
  await simulator.close();
});

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
async function enter(): Promise<string> {
  const password = simulator.keys.webPassword(extension);
  const answer = await post('/api/v1/session', { extension, password });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    user: { name: extension, role: 'agent', extension, mustChangePassword: false },
  });
  return cookieIn(answer.headers);
}
const call = (cookie: string, number: string, agent = extension) =>
  post('/api/v1/calls', { agent, number }, { cookie });

test('[A22] the right web password is an agent of that extension, and reaches no further', async () => {
  const cookie = await enter();
  const other = simulator.office.agents[2]?.extension ?? '';
  expect((await call(cookie, '912345678', other)).status).toBe(403);
  expect((await call(cookie, '912345678')).status).toBe(202);
  expect(simulator.diary().calls).toHaveLength(1);
  // Whatever was written into the account: a web password proves an extension and no more.
  await accessTables(app.app.services.db).updateTable('wall_user').set({ role: 'admin' }).execute();
  expect((await fetch(`${app.url}/api/v1/settings/users`, { headers: { cookie } })).status).toBe(403);
});

test('[A22] the agent’s own tokens act: renewed by themselves, and the session ends with them', async () => {
  const cookie = await enter();
  simulator.keys.revoke('access');
  expect((await call(cookie, '912345678')).status).toBe(202);
  simulator.keys.revoke('access');
  simulator.keys.revoke('refresh');
  await simulator.control('hangup', { extension });
  const refused = await post(`/api/v1/agents/${extension}/hang-up`, {}, { cookie });
  expect(refused.status).toBe(401);
  expect((await fetch(`${app.url}/api/v1/session`, { headers: { cookie } })).status).toBe(401);
  // The house's own account is another, and goes on.
  expect((await app.get('/api/v1/board')).status).toBe(200);
});

test('[A22] a wrong password is refused, and tries are limited before the PBX is asked', async () => {
  const statuses: number[] = [];
  for (let tries = 0; tries < 6; tries++) {
    statuses.push((await post('/api/v1/session', { extension, password: 'not-the-password' })).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  const right = await post('/api/v1/session', { extension, password: simulator.keys.webPassword(extension) });
  expect(right.status).toBe(429);
});

test('[A22] neither the password nor a token is stored or logged in clear, and tokens of another PBX are dropped', async () => {
  const password = simulator.keys.webPassword(extension);
  const cookie = await enter();
  expect((await call(cookie, '912345678')).status).toBe(202);
  const db = accessTables(app.app.services.db);
  const [row] = await db.selectFrom('wall_agent_key').selectAll().execute();
  if (!row) throw new Error('the tokens were not kept');
  const held = await app.app.services.access.agentKeys.find(row.session_id);
  expect(held?.access).toMatch(/^sim_access_/);
  const files = ['wallboard.db', 'wallboard.db-wal'].map((name) => readFileSync(join(app.directory, name), 'latin1'));
  for (const text of [...files, ...app.lines, row.sealed]) {
    expect(text.includes(password)).toBe(false);
    expect(text.includes('sim_access_') || text.includes('sim_refresh_')).toBe(false);
  }
  // The same row under another session's name, as if it had been moved.
  await db
    .updateTable('wall_agent_key')
    .set({ sealed: `${row.sealed.slice(0, -2)}AA` })
    .execute();
  expect(await app.app.services.access.agentKeys.find(row.session_id)).toBeNull();
  expect(await db.selectFrom('wall_agent_key').selectAll().execute()).toEqual([]);
});

test('[A22] a PBX that does not answer is said, and costs nobody a session', async () => {
  const cookie = await enter();
  await simulator.control('faults/rest', { action: 'token', kind: '500' });
  const answer = await post('/api/v1/session', { extension: '9999', password: 'anything-at-all' });
  expect(answer.status).toBe(503);
  expect((await fetch(`${app.url}/api/v1/session`, { headers: { cookie } })).status).toBe(200);
});

test('[A24] an agent who came in and one who was refused stand in the audit trail', async () => {
  await post('/api/v1/session', { extension, password: 'not-the-password' });
  await enter();
  const rows = await app.app.services.db.selectFrom('audit').selectAll().orderBy('sequence').execute();
  expect(rows.map(({ kind, who_name, subject }) => [kind, who_name, subject])).toEqual([
    ['sign_in_refused', null, `extension ${extension}`],
    ['sign_in', extension, extension],
  ]);
});
