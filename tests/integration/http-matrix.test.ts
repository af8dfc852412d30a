// Who may do what: every role and a stranger against every endpoint. The expectation is written here by hand from the
// roles' description, not read from the permission table, so that a wrong cell of the table turns this red.
import { afterEach, expect, test } from 'vitest';
import { type Endpoint, type EndpointName, endpoints } from '../../lib/protocol/endpoints.ts';
import { permissions } from '../../lib/protocol/permissions.ts';
import { roles } from '../../lib/protocol/roles.ts';
import { type House, house } from './http-house.ts';

let at: House;
afterEach(() => at?.close());

/** The weakest role that may; those after it may too. */
const least: Readonly<Record<EndpointName, (typeof roles)[number] | 'stranger' | 'screen alone'>> = {
  signIn: 'stranger',
  askPairing: 'stranger',
  claimPairing: 'stranger',
  ownScreen: 'screen alone',
  whoAmI: 'display',
  signOut: 'display',
  openapi: 'display',
  docs: 'display',
  board: 'display',
  changePassword: 'agent',
  ownSessions: 'agent',
  endOwnSession: 'agent',
  call: 'agent',
  hangUp: 'agent',
  callById: 'agent',
  checkNumber: 'agent',
  transit: 'supervisor',
  transitAgent: 'supervisor',
  records: 'agent',
  recordsSummary: 'agent',
  relatedRecords: 'agent',
  putRecordNote: 'agent',
  outcomeCodes: 'agent',
  abandoned: 'supervisor',
  claimAbandoned: 'supervisor',
  releaseAbandoned: 'supervisor',
  closeAbandoned: 'supervisor',
  exportRecords: 'manager',
  recordSync: 'manager',
  startBackfill: 'manager',
  changeBackfill: 'manager',
  putOutcomeCodes: 'manager',
  agentSettingsList: 'supervisor',
  agentSettings: 'supervisor',
  exportAgents: 'supervisor',
  queueSettingsList: 'supervisor',
  queueSettings: 'supervisor',
  exportQueues: 'supervisor',
  screens: 'supervisor',
  pairingRequest: 'supervisor',
  pairScreen: 'supervisor',
  changeScreen: 'supervisor',
  identifyScreen: 'supervisor',
  revokeScreen: 'supervisor',
  revealNumber: 'supervisor',
  putAgentSettings: 'manager',
  importAgents: 'manager',
  putQueueSettings: 'manager',
  importQueues: 'manager',
  dialling: 'manager',
  putDialling: 'manager',
  totp: 'manager',
  beginTotp: 'manager',
  confirmTotp: 'manager',
  endTotp: 'manager',
  deadLetters: 'manager',
  replayDeadLetter: 'manager',
  replayDeadLetters: 'manager',
  connection: 'admin',
  audit: 'admin',
  findNumber: 'admin',
  eraseNumber: 'admin',
  lastErasure: 'admin',
  retention: 'admin',
  putRetention: 'admin',
  numbersSeen: 'admin',
  putNumbersSeen: 'admin',
  users: 'admin',
  createUser: 'admin',
  changeUser: 'admin',
  resetUser: 'admin',
  tokens: 'admin',
  createToken: 'admin',
  revokeToken: 'admin',
};
const mayHere = (role: (typeof roles)[number] | null, name: EndpointName) => {
  const wanted = least[name];
  if (wanted === 'screen alone') return role === 'display';
  return wanted === 'stranger' || (role !== null && roles.indexOf(role) >= roles.indexOf(wanted));
};

test('[A14] five roles and a stranger × every endpoint: no wrong cell', async () => {
  at = await house();
  const { ask, signIn, db } = at;
  const tables = db.$pickTables<never>().$extendTables<{ wall_user: { role: string } }>();
  const wrong: string[] = [];
  let cells = 0;
  for (const role of [null, ...roles]) {
    for (const [name, endpoint] of Object.entries<Endpoint>(endpoints) as [EndpointName, Endpoint][]) {
      // A session of its own for each cell: some of them end it.
      await tables.updateTable('wall_user').set({ role: 'admin' }).execute();
      const as = role === null ? undefined : await signIn();
      await tables
        .updateTable('wall_user')
        .set({ role: role ?? 'admin' })
        .execute();
      const path = endpoint.path.replace(/:\w+/g, '116');
      const { status, code } = await ask(endpoint.method, path, as ? { as } : {});
      // Past the door an endpoint may refuse the empty request for any other reason.
      const shut = status === 401 ? code === 'unauthorized' : status === 403 && code === 'not_permitted';
      // A board and orders for oneself need an extension, which this account has none of: the door is open all the same.
      const withoutExtension =
        status === 403 && ['board', 'hangUp', 'records', 'recordsSummary'].includes(name) && mayHere(role, name);
      cells += 1;
      if (shut !== !mayHere(role, name) && !withoutExtension) wrong.push(`${role ?? 'stranger'} ${name}: ${status}`);
    }
  }
  console.log(`permission matrix: ${cells} cells, ${wrong.length} wrong`);
  expect(wrong).toEqual([]);
  expect(cells).toBe((roles.length + 1) * Object.keys(endpoints).length);
}, 120_000);

test('[A14] every action of the table reaches no less for a stronger role', () => {
  const width = ['none', 'self', 'board', 'scope', 'all'];
  for (const [action, row] of Object.entries(permissions)) {
    if (action.startsWith('screen.')) continue; // Only a screen is given a board, and can say how large it is.
    const reach = roles.filter((role) => role !== 'display').map((role) => width.indexOf(row[role]));
    expect(
      [...reach].sort((a, b) => a - b),
      action,
    ).toEqual(reach);
  }
});
