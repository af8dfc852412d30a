// Who may say what on a socket, and who is told what: every role and a stranger. The expectation is written here by hand
// from the roles' description, not read from the tables, so that a wrong cell of either turns this red.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientEvent } from '../../lib/protocol/realtime.ts';
import { type Role, roles } from '../../lib/protocol/roles.ts';
import { type BoardClient, boardClient, refusalOf } from '../support/board-client.ts';
import { enter, pairScreen } from '../support/people.ts';
import { type WholeApp, wholeApp } from '../support/whole-app.ts';

let house: WholeApp;
let screenId: string;
const cookies = new Map<Role, string>();
const clients: BoardClient[] = [];
beforeAll(async () => {
  house = await wholeApp();
  house.pbx.words.set('118', 'Libre');
  house.pbx.queues.set('300_Apoio', ['118']);
  const screen = await pairScreen(house, 'Sala', '/wall/queues/200');
  screenId = screen.id;
  cookies.set('display', screen.cookie);
  cookies.set('agent', (await enter(house, 'ana', 'agent', { extension: '116' })).cookie);
  cookies.set(
    'supervisor',
    (await enter(house, 'rui', 'supervisor', { scope: { queues: ['200'], agents: [] } })).cookie,
  );
  cookies.set('manager', (await enter(house, 'eva', 'manager')).cookie);
  cookies.set('admin', (await enter(house, 'luz', 'admin')).cookie);
});
afterAll(async () => {
  for (const client of clients) client.close();
  await house.close();
});

/** Acknowledges nothing by itself: what it says, the test says. */
function socketOf(role: Role | null): BoardClient {
  const cookie = role && cookies.get(role);
  const client = boardClient(house.url, {
    auth: { token: undefined },
    acks: () => false,
    ...(cookie ? { headers: { cookie } } : {}),
  });
  clients.push(client);
  return client;
}
const denials = async () => {
  const rows = await house.app.services.db.selectFrom('audit').selectAll().where('kind', '=', 'denied').execute();
  return rows.map(({ who_name, subject }) => [who_name, subject]);
};

/** Who may say it; a missing event fails the types. */
const mayHere: Readonly<Record<ClientEvent, readonly Role[]>> = {
  'board:ack': ['display', 'agent', 'supervisor', 'manager', 'admin'],
  'board:resync': ['display', 'agent', 'supervisor', 'manager', 'admin'],
  'screen:report': ['display'],
};
/** Of the server, of the library, of the language, and of nobody. */
const foreign = [
  'board:snapshot',
  'board:delta',
  'screen:identify',
  'screen:changed',
  'toString',
  '__proto__',
  'constructor',
  'board:Ack',
  'call',
  'admin:reset',
  '',
];
const messageOf = (name: string, role: Role | null): unknown => {
  if (name === 'board:ack') return { version: 1 };
  return name === 'screen:report'
    ? { width: role === 'display' ? 800 : 700, height: 600, build: 'x', dataAt: null }
    : undefined;
};
async function heard(): Promise<Map<string, number>> {
  const { values } = await house.app.services.metrics.socketEvents.get();
  return new Map(values.map(({ labels, value }) => [`${labels.event} ${labels.outcome}`, value]));
}

test('[P19] five roles and a stranger × every event of a socket: no wrong cell, and no event beside the table', async () => {
  const wrong: string[] = [];
  let cells = 0;
  const names: readonly string[] = [...Object.keys(mayHere), ...foreign];
  const stranger = socketOf(null);
  expect(await refusalOf(stranger)).toBe('unauthorized');
  for (const name of names) stranger.socket.emit(name as ClientEvent, messageOf(name, null) as never);
  for (const role of roles) {
    const client = socketOf(role);
    await client.until((c) => c.board() !== null);
    for (const name of names) {
      const known = Object.hasOwn(mayHere, name);
      const before = await heard();
      const shown = client.snapshots.length;
      client.socket.emit(name as ClientEvent, messageOf(name, role) as never);
      const label = known ? name : 'unknown';
      const count = (now: Map<string, number>, outcome: string) =>
        (now.get(`${label} ${outcome}`) ?? 0) - (before.get(`${label} ${outcome}`) ?? 0);
      await expect.poll(async () => count(await heard(), 'accepted') + count(await heard(), 'refused')).toBe(1);
      const accepted = count(await heard(), 'accepted') === 1;
      const wanted = known && mayHere[name as ClientEvent].includes(role);
      cells += 1;
      if (accepted !== wanted) wrong.push(`${role} ${name}: ${accepted ? 'accepted' : 'refused'}`);
      if (name === 'board:resync') await client.until((c) => c.snapshots.length > shown);
    }
    // What was refused changed nothing: the screen alone says how large it is.
    const [screen] = await house.app.services.access.screens.list({ key: 'x', scope: null } as never);
    expect(screen?.report?.width, role).toBe(800);
    client.close();
  }
  // The stranger's words are cells too: nothing of them was heard.
  cells += names.length;
  const total = [...(await heard()).values()].reduce((sum, value) => sum + value, 0);
  if (total !== cells - names.length) wrong.push(`a stranger was heard ${total - cells + names.length} times`);
  console.info(`socket permission matrix: ${cells} cells, ${wrong.length} wrong`);
  expect(wrong).toEqual([]);
});

test('[A24] what was refused on a socket is written once, and no name a stranger typed', async () => {
  const rows = await denials();
  for (const name of ['ana', 'rui', 'eva', 'luz']) {
    expect(rows.filter(([who]) => who === name)).toEqual([
      [name, 'socket screen:report'],
      [name, 'socket unknown event'],
    ]);
  }
  const evil = boardClient(house.url, {
    auth: { token: undefined },
    headers: { origin: 'https://evil.example', cookie: cookies.get('admin') ?? '' },
  });
  clients.push(evil);
  await refusalOf(evil);
  const again = boardClient(house.url, { auth: { token: undefined }, headers: { origin: 'https://evil.example' } });
  clients.push(again);
  await refusalOf(again);
  await expect
    .poll(async () => (await denials()).filter(([, subject]) => subject === 'socket'))
    .toEqual([[null, 'socket']]);
});

/** Calls seen with their number whole or masked, agents and queues of the room, and words for screens alone. */
interface Told {
  readonly whole: readonly string[];
  readonly masked: readonly string[];
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly words: readonly string[];
}
const rooms: Readonly<Record<Role, Told>> = {
  display: { whole: [], masked: ['1', '2'], agents: ['116', '117'], queues: ['200'], words: ['screen:identify'] },
  agent: { whole: ['1'], masked: ['2'], agents: ['116', '117'], queues: ['200'], words: [] },
  supervisor: { whole: ['1', '2'], masked: [], agents: ['116', '117'], queues: ['200'], words: [] },
  manager: { whole: ['1', '2', '3'], masked: [], agents: ['116', '117', '118'], queues: ['200', '300'], words: [] },
  admin: { whole: ['1', '2', '3'], masked: [], agents: ['116', '117', '118'], queues: ['200', '300'], words: [] },
};

test('[P18] what each role is told in its room, to the last byte: no wrong cell', async () => {
  const open = await Promise.all(
    roles.map(async (role) => {
      const client = socketOf(role);
      const words: string[] = [];
      const frames: string[] = [];
      client.socket.onAny((event: string, ...rest: unknown[]) => {
        if (event.startsWith('screen:')) words.push(event);
        frames.push(JSON.stringify(rest));
      });
      await client.until((c) => c.board()?.agents['117'] !== undefined && c.board()?.queues['200'] !== undefined);
      return { role, client, words, frames };
    }),
  );
  const id = `${Math.floor(Date.now() / 1000)}`;
  const event = (n: number, state: string, queue: string, extension: string) =>
    house.hook({
      Id_llamada: `${id}.${n}`,
      Extension: extension,
      Tipo: 'entrante',
      Estado_llamado: state,
      Telefono_contacto: `91234567${n}`,
      Cola: queue,
    });
  await event(3, 'timbre', '300_Apoio', '118');
  await event(1, 'timbre', '200_Ventas', '116');
  await event(1, 'descolgado', '200_Ventas', '116');
  await event(2, 'timbre', '200_Ventas', '117');
  expect(house.app.services.access.screens.tell(screenId, 'identify')).toBe(true);
  const wrong: string[] = [];
  let cells = 0;
  for (const { role, client, words, frames } of open) {
    await client.until((c) => c.board()?.calls[`${id}.2`] !== undefined);
    if (role === 'display') await expect.poll(() => words).toHaveLength(1);
    const board = client.board();
    const wanted = rooms[role];
    const bytes = frames.join('\n');
    const cell = (name: string, is: unknown, should: unknown) => {
      cells += 1;
      if (JSON.stringify(is) !== JSON.stringify(should)) wrong.push(`${role} ${name}: ${JSON.stringify(is)}`);
    };
    for (const n of ['1', '2', '3']) {
      const known = wanted.whole.includes(n) || wanted.masked.includes(n);
      cell(`call ${n}`, board?.calls[`${id}.${n}`] !== undefined, known);
      cell(`number ${n} in its bytes`, bytes.includes(`91234567${n}`), wanted.whole.includes(n));
      cell(`id ${n} in its bytes`, bytes.includes(`${id}.${n}`), known);
    }
    cell('agents', Object.keys(board?.agents ?? {}).sort(), wanted.agents);
    cell('queues', Object.keys(board?.queues ?? {}).sort(), wanted.queues);
    cell('words', words, wanted.words);
    cell('source', client.board()?.source.pbx, 'live');
  }
  console.info(`socket rooms: ${cells} cells, ${wrong.length} wrong`);
  expect(wrong).toEqual([]);
});
