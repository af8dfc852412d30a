import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Access, Session } from '../../server/access/session.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { createHub, type Hub } from '../../server/hub.ts';
import { createLog } from '../../server/log.ts';
import { type BoardClient, boardClient, type ClientOptions, refusalOf } from '../support/board-client.ts';
import { agentRecord, type HandBoard, handBoard } from '../support/hand-board.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';

let clock: ManualClock;
let board: HandBoard;
let server: Server;
let hub: Hub;
let url: string;
let clients: BoardClient[];
let revoke: (sessionId: string) => void;
let known: Set<string>;

function session(name: string): Session {
  return {
    key: name,
    name,
    role: 'manager',
    extension: null,
    scope: null,
    screen: null,
    via: 'token',
    sessionId: `session-of-${name}`,
    mustChangePassword: name === 'new',
    numbers: 'whole',
  };
}

const nothing = () => undefined;

beforeEach(async () => {
  clock = manualClock();
  board = handBoard(clock);
  known = new Set(['open', 'other', 'new']);
  clients = [];
  const access: Access = {
    session: (headers) => {
      const token = String(headers.authorization ?? headers.cookie ?? '').replace(/^(Bearer |session=)/, '');
      return Promise.resolve(known.has(token) ? session(token) : null);
    },
    onRevoked(listener) {
      revoke = listener;
      return () => undefined;
    },
  };
  server = createServer((_request, response) => response.end('page'));
  hub = createHub({
    server,
    liveBoard: board,
    access,
    screens: { came: nothing, left: nothing, reported: nothing, onTold: () => nothing },
    clock,
    log: createLog({ level: 'silent', secrets: [] }),
    metrics: createMetrics(),
    audit: { refused: () => Promise.resolve() },
    isElsewhere: ({ headers }) => headers.origin !== undefined && headers.origin !== 'https://wall.example',
    waitOf: () => null,
    peerOf: () => '192.0.2.1',
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  for (const client of clients) client.close();
  await hub.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function open(options: ClientOptions = {}): BoardClient {
  const client = boardClient(url, options);
  clients.push(client);
  return client;
}
async function live(options: ClientOptions = {}): Promise<BoardClient> {
  const client = open(options);
  const arrived = client.until((c) => c.snapshots.length > 0 || c.deltas.length > 0);
  await connected(client);
  // Snapshots of one window go out together; time stands still here, so it must be moved on.
  await clock.advance(25);
  await arrived;
  return client;
}
const connected = (client: BoardClient) => client.until((c) => c.socket.connected);
const talk = (n: number) => board.publish(['put', 'agents', String(n), agentRecord(String(n), 'talking')]);

describe('who may connect', () => {
  test('a stranger, another protocol and a first password are refused by name', async () => {
    expect(await refusalOf(open({ auth: { token: 'unknown' } }))).toBe('unauthorized');
    expect(await refusalOf(open({ auth: { protocol: 2 } }))).toBe('protocol_mismatch');
    expect(await refusalOf(open({ auth: { protocol: 'one' } }))).toBe('protocol_mismatch');
    expect(await refusalOf(open({ auth: { token: 'new' } }))).toBe('unauthorized');
  });
  test('a page of another origin is refused, whatever its cookie', async () => {
    await refusalOf(
      open({ auth: { token: undefined }, headers: { origin: 'https://evil.example', cookie: 'session=open' } }),
    );
    const client = open({
      auth: { token: undefined },
      headers: { origin: 'https://wall.example', cookie: 'session=open' },
    });
    await connected(client);
    expect(hub.sockets()).toBe(1);
  });
  test('a foreign upgrade is destroyed without a word', async () => {
    for (const target of ['/wall', '/_next/webpack-hmr', 'http://other.example/socket.io/', '/socket.ioevil']) {
      const address = new URL(url);
      const socket = connect(Number(address.port), address.hostname);
      let answer = '';
      socket.on('data', (data) => {
        answer += String(data);
      });
      socket.on('error', () => undefined);
      const ended = once(socket, 'close');
      socket.write(
        `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      );
      await ended;
      expect(answer, target).toBe('');
    }
    expect(hub.sockets()).toBe(0);
  });
  test('[P17] a revoked session loses its sockets, the others keep theirs', async () => {
    const mine = await live();
    const theirs = await live({ auth: { token: 'other' } });
    const gone = mine.until((c) => c.socket.disconnected);
    revoke('session-of-open');
    await gone;
    expect(theirs.socket.connected).toBe(true);
  });
  test('[P17] a session that ended unheard is found within a minute', async () => {
    const client = await live();
    known.delete('open');
    const gone = client.until((c) => c.socket.disconnected);
    await clock.advance(60_000);
    await gone;
  });
});

describe('the chain of versions', () => {
  test('[P10] a snapshot, then deltas that chain to the same board', async () => {
    talk(1);
    const client = await live();
    expect(client.snapshots[0]).toMatchObject({ epoch: 'epoch-1', version: 1 });
    for (let n = 2; n < 20; n++) {
      talk(n);
      await clock.advance(n % 3 === 0 ? 30 : 5);
    }
    await clock.advance(25);
    await client.until((c) => c.version() === board.version());
    expect(client.gaps).toEqual([]);
    expect(client.board()).toEqual(board.board());
  });
  test('[P11] the first change goes at once, those of one window as one delta with one op a record', async () => {
    const client = await live();
    await clock.advance(100);
    board.publish(['put', 'agents', '116', agentRecord('116')]);
    await client.until((c) => c.deltas.length === 1);
    board.publish(['patch', 'agents', '116', { state: 'busy' }]);
    board.publish(['patch', 'agents', '116', { state: 'talking', since: 5 }]);
    board.publish(['put', 'agents', '117', agentRecord('117')], ['del', 'agents', '117']);
    await clock.advance(25);
    await client.until((c) => c.deltas.length === 2);
    expect(client.deltas[1]).toMatchObject({
      from: 1,
      to: 4,
      ops: [
        ['patch', 'agents', '116', { state: 'talking', since: 5 }],
        ['del', 'agents', '117'],
      ],
    });
  });
  test('[P12] one serialisation serves every socket of a room', async () => {
    const screens = [await live(), await live(), await live()];
    await clock.advance(100);
    let serialised = 0;
    const since = { toJSON: () => ++serialised };
    board.publish(['patch', 'agents', '116', Object.assign({}, { since: 0 }, { since })]);
    await Promise.all(screens.map((screen) => screen.until((c) => c.deltas.length === 1)));
    // Once when socket.io looks for binary parts, once when it writes; never once a socket.
    expect(serialised).toBe(2);
    expect(screens.map((screen) => screen.deltas[0]?.ops)).toEqual(
      Array(3).fill([['patch', 'agents', '116', { since: 2 }]]),
    );
  });
});

describe('resuming and doubt', () => {
  test('[P13] a client that comes back gets what it missed, or an empty delta', async () => {
    const first = await live();
    talk(1);
    await first.until((c) => c.version() === 1);
    first.close();
    const same = await live({ auth: { epoch: 'epoch-1', version: 1 } });
    expect(same.snapshots).toEqual([]);
    expect(same.deltas[0]).toMatchObject({ from: 1, to: 1, ops: [] });
    talk(2);
    talk(3);
    const missed = await live({ auth: { epoch: 'epoch-1', version: 1 } });
    expect(missed.snapshots).toEqual([]);
    expect(missed.deltas[0]).toMatchObject({ from: 1, to: 3 });
    expect(missed.deltas[0]?.ops).toHaveLength(2);
    await same.until((c) => c.version() === 3);
    expect(same.gaps).toEqual([]);
  });
  test('[P13] another epoch, a version ahead and a forgotten one get a snapshot', async () => {
    for (let n = 0; n < 6_100; n++) board.publish(['patch', 'agents', '1', { since: n }]);
    for (const auth of [
      { epoch: 'epoch-0', version: 6_100 },
      { epoch: 'epoch-1', version: 6_101 },
      { epoch: 'epoch-1', version: 3 },
    ]) {
      const client = await live({ auth });
      expect(client.snapshots).toHaveLength(1);
    }
  });
  test('[A28] what was told before something was erased is not told again', async () => {
    const first = await live();
    talk(1);
    await first.until((c) => c.version() === 1);
    board.redacted();
    const back = await live({ auth: { epoch: 'epoch-1', version: 0 } });
    expect([back.snapshots.length, back.deltas.length]).toEqual([1, 0]);
  });
  test('[P14] a client in doubt gets a snapshot; one in doubt too often is answered later', async () => {
    const client = await live();
    await clock.advance(5_000);
    client.socket.emit('board:resync');
    await client.until((c) => c.snapshots.length === 2);
    client.socket.emit('board:resync');
    client.socket.emit('board:resync');
    client.socket.emit('board:ack', { version: 0 });
    talk(1);
    await client.until((c) => c.version() === 1);
    expect(client.snapshots).toHaveLength(2);
    await clock.advance(1_000);
    await client.until((c) => c.snapshots.length === 3);
    talk(2);
    await clock.advance(25);
    await client.until((c) => c.version() === 2);
    expect(client.gaps).toEqual([]);
  });
  test('[P15] a screen that stops acknowledging gets one snapshot instead of deltas, and catches up', async () => {
    let acks = true;
    const slow = await live({ acks: () => acks });
    const quick = await live();
    talk(0);
    await clock.advance(25);
    await slow.until((c) => c.version() === 1);
    acks = false;
    for (let n = 1; n <= 300; n++) {
      board.publish(['patch', 'agents', '0', { since: n }]);
      await clock.advance(25);
      await quick.until((c) => c.version() === n + 1);
    }
    await slow.until((c) => c.snapshots.length === 2);
    expect(slow.deltas.length).toBeLessThan(120);
    expect(quick.deltas.length).toBe(301);
    acks = true;
    slow.socket.emit('board:ack', { version: slow.version() });
    await slow.until((c) => c.version() === board.version());
    board.publish(['patch', 'agents', '0', { since: 999 }]);
    await clock.advance(25);
    await slow.until((c) => c.version() === board.version());
    expect(slow.gaps).toEqual([]);
    expect(slow.snapshots).toHaveLength(2);
    expect(slow.board()).toEqual(board.board());
  });
  test('[P15] a program that never acknowledges is served as long as it reads', async () => {
    const program = await live({ acks: () => false });
    talk(0);
    for (let n = 1; n <= 300; n++) {
      board.publish(['patch', 'agents', '0', { since: n }]);
      await clock.advance(25);
    }
    await program.until((c) => c.version() === board.version());
    expect(program.snapshots).toHaveLength(1);
    expect(program.gaps).toEqual([]);
  });
});

describe('sources', () => {
  test('[P16] the age of a source is told at most every second and bumps no version', async () => {
    const client = await live();
    for (let n = 1; n <= 30; n++) {
      board.touchSource({ pbxAt: n });
      await clock.advance(100);
    }
    await client.until((c) => (c.sources.at(-1)?.pbxAt ?? 0) > 20);
    expect(client.sources.length).toBeLessThanOrEqual(5);
    expect(client.version()).toBe(0);
  });
});

test('a bad message disturbs nobody, a flood is cut', async () => {
  const good = await live();
  const bad = await live({ auth: { token: 'other' } });
  for (const message of [null, 'x', { version: 'y' }, { version: Number.NaN }]) {
    bad.socket.emit('board:ack', message as never);
  }
  const cut = bad.until((c) => c.socket.disconnected);
  for (let n = 0; n < 300; n++) bad.socket.emit('board:ack', { version: 0 });
  await cut;
  talk(1);
  await good.until((c) => c.version() === 1);
});
