// Filtered views over real sockets: each caller's copy, kept by deltas alone, is what that caller may see, and nothing
// else ever travels. The board changes at random; the projection under test is compared with rules written out here.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyOps } from '../../lib/board/apply.ts';
import { opsBetween } from '../../lib/board/ops-between.ts';
import type { Agent, Board, Call, Queue } from '../../lib/protocol/board.ts';
import type { Session } from '../../server/access/session.ts';
import { viewOf } from '../../server/view.ts';
import { type BoardClient, boardClient } from '../support/board-client.ts';
import { agentRecord } from '../support/hand-board.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';

const who = (more: Partial<Session>): Session => ({
  key: 'user:1',
  name: 'somebody',
  role: 'manager',
  extension: null,
  scope: null,
  screen: null,
  via: 'cookie',
  sessionId: 's',
  mustChangePassword: false,
  numbers: 'whole',
  ...more,
});
const agent116 = who({ role: 'agent', extension: '116' });
const scoped = who({ role: 'supervisor', scope: { queues: ['200'], agents: ['119'] } });
const screen = who({ role: 'display', screen: { id: 'x', name: 'Hall', queue: '200', scope: null } });

const extensions = ['116', '117', '118', '119'];
const queues = ['200', '201'];
const source = { pbx: 'live', pbxAt: 1, pbxWhy: null, hooks: 'live', hooksAt: 1, hooksWhy: null } as const;
const today = { offered: 0, answered: 0, abandoned: 0, shortAbandoned: 0, withinTarget: 0 };
const times = { waitMsTotal: 0, longestWaitMs: 0, talkMsTotal: 0 };
const number = '912345678';

const boards = fc
  .record({
    memberships: fc.array(fc.subarray(queues), { minLength: 4, maxLength: 4 }),
    calls: fc.array(
      fc.record({
        id: fc.constantFrom('1.1', '2.2', '3.3', '4.4'),
        queue: fc.option(fc.constantFrom(...queues)),
        at: fc.subarray(extensions, { maxLength: 2 }),
        waiting: fc.boolean(),
        party: fc.constantFrom(number, '34600111222', null),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ memberships, calls }): Board => {
    const open = new Map(calls.map((call) => [call.id, call]));
    const agents: Record<string, Agent> = {};
    for (const [index, extension] of extensions.entries()) {
      const ids = [...open.values()].filter(({ at }) => at.includes(extension)).map(({ id }) => id);
      agents[extension] = { ...agentRecord(extension), queues: memberships[index] ?? [], calls: ids };
    }
    const queueRecords: Record<string, Queue> = {};
    for (const queue of queues) {
      const waiting = [...open.values()].filter((call) => call.waiting && call.queue === queue).map(({ id }) => id);
      queueRecords[queue] = {
        number: queue,
        name: null,
        members: extensions.filter((_, index) => memberships[index]?.includes(queue)),
        waiting,
        waitingKnown: true,
        targetSeconds: 20,
        shortAbandonSeconds: 5,
        hours: null,
        today: { ...today, ...times },
      };
    }
    const records: Record<string, Call> = {};
    for (const { id, queue, at, waiting, party } of open.values()) {
      records[id] = {
        id,
        pbxIds: [id],
        ref: id,
        direction: 'in',
        party,
        ddi: null,
        queue,
        startedAt: 1,
        state: waiting ? 'waiting' : 'talking',
        answeredAt: null,
        endedAt: null,
        result: null,
        cause: null,
        inferred: null,
        legs: at.map((extension) => ({
          extension,
          state: 'talking',
          ringAt: 1,
          answerAt: 1,
          endAt: null,
          result: null,
          cause: null,
          transfer: null,
        })),
      };
    }
    return { source, agents, queues: queueRecords, calls: records };
  });

describe('projections', () => {
  test('[P18] ops between two projections lead from one to the other, for every view', () => {
    fc.assert(
      fc.property(fc.array(boards, { minLength: 2, maxLength: 6 }), (history) => {
        for (const session of [agent116, scoped, screen]) {
          const view = viewOf(session);
          if (!view) throw new Error('everybody here has a view');
          let shown = view.board(history[0] ?? expect.fail());
          for (const board of history) {
            const wanted = view.board(board);
            const applied = applyOps(shown, opsBetween(shown, wanted));
            expect(applied).toEqual(wanted);
            shown = wanted;
          }
        }
      }),
      { numRuns: process.env.FULL ? 5_000 : 200 },
    );
  });

  test('[P18] an agent sees own calls whole, own queues masked, colleagues by state only, and nothing else', () => {
    fc.assert(
      fc.property(boards, (board) => {
        const seen = viewOf(agent116)?.board(board) ?? expect.fail();
        const mine = board.agents['116']?.queues ?? [];
        expect(Object.keys(seen.queues).sort()).toEqual([...mine].sort());
        for (const agent of Object.values(seen.agents)) {
          if (agent.extension === '116') continue;
          expect(agent.calls).toEqual([]);
          expect(agent.queues.some((queue) => mine.includes(queue))).toBe(true);
        }
        for (const call of Object.values(seen.calls)) {
          const own = call.legs.some(({ extension }) => extension === '116');
          const waits = mine.some((queue) => board.queues[queue]?.waiting.includes(call.id));
          expect(own || waits).toBe(true);
          if (!own && call.party !== null) expect(call.party).toMatch(/^•/);
          if (own) expect(call).toEqual(board.calls[call.id]);
        }
      }),
    );
  });

  test('[A27] where the house masks by queues, people see whole the numbers of their own queues and calls alone', () => {
    const masked = { numbers: 'own_queues' } as const;
    const cases = [
      { session: who({ ...masked, role: 'manager', scope: { queues: ['200'], agents: [] } }), queues: () => ['200'] },
      { session: who({ ...masked, role: 'admin' }), queues: () => [] },
      {
        session: who({ ...masked, role: 'supervisor', extension: '116' }),
        queues: (board: Board) => board.agents['116']?.queues ?? [],
      },
      { session: who({ ...masked, ...{ role: 'supervisor', scope: scoped.scope } }), queues: () => ['200'] },
    ];
    fc.assert(
      fc.property(boards, (board) => {
        for (const { session, queues } of cases) {
          const seen = viewOf(session)?.board(board) ?? expect.fail();
          for (const call of Object.values(seen.calls)) {
            const rang = call.legs.some(({ extension }) => extension === session.extension);
            const own = rang || queues(board).includes(call.queue ?? '');
            const party = board.calls[call.id]?.party ?? null;
            if (own) expect(call.party).toBe(party);
            else if (party !== null) expect(call.party).toMatch(/^•/);
          }
        }
        // Nobody's room is another's.
        const keys = cases.map(({ session }) => viewOf(session)?.key);
        expect(new Set([...keys, viewOf(who({}))?.key, viewOf(scoped)?.key]).size).toBe(cases.length + 2);
      }),
    );
  });

  test('[P18] no whole number is in anything a screen may see, and a queue’s screen holds that queue alone', () => {
    fc.assert(
      fc.property(boards, (board) => {
        const text = JSON.stringify(viewOf(screen)?.board(board));
        expect(text).not.toMatch(/912345678|34600111222/);
        const seen = viewOf(screen)?.board(board) ?? expect.fail();
        expect(Object.keys(seen.queues)).toEqual(['200']);
        for (const call of Object.values(seen.calls)) expect(call.queue).toBe('200');
        for (const agent of Object.values(seen.agents)) {
          for (const id of agent.calls) expect(seen.calls[id]).toBeDefined();
        }
      }),
    );
  });
});

describe('over sockets', () => {
  let house: WholeApp;
  let clients: BoardClient[];
  beforeEach(async () => {
    clients = [];
    house = await wholeApp();
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await house.close();
  });

  test('[P18] a scope’s socket follows its part of the board and is told nothing of the rest', async () => {
    const { secret } = await house.app.services.access.tokens.create({
      name: 'queue 200',
      role: 'supervisor',
      scope: { queues: ['200'], agents: [] },
      expiresAt: null,
    });
    const part = boardClient(house.url, { auth: { token: secret } });
    const whole = boardClient(house.url, { auth: { token: tokens.api } });
    clients.push(part, whole);
    await whole.until((c) => c.board()?.queues['200'] !== undefined);
    await part.until((c) => c.board()?.queues['200'] !== undefined);
    const id = `${Math.floor(Date.now() / 1000)}`;
    const event = (n: number, state: string, queue: string, extension: string) => ({
      Id_llamada: `${id}.${n}`,
      Extension: extension,
      Tipo: 'entrante',
      Estado_llamado: state,
      Telefono_contacto: `91234567${n}`,
      Cola: queue,
    });
    await house.hook(event(1, 'timbre', '999_Outra', '555'));
    await house.hook(event(2, 'timbre', '200_Ventas', '116'));
    await house.hook(event(2, 'descolgado', '200_Ventas', '116'));
    await whole.until((c) => c.board()?.calls[`${id}.2`]?.state === 'talking');
    await part.until((c) => c.board()?.calls[`${id}.2`]?.state === 'talking');
    expect(whole.board()?.calls[`${id}.1`]).toBeDefined();
    const told = JSON.stringify([part.snapshots, part.deltas]);
    expect(told).not.toContain('912345671');
    expect(told).toContain('912345672');
    expect(part.gaps).toEqual([]);
    expect(Object.keys(part.board()?.queues ?? {})).toEqual(['200']);
    const headers = { authorization: `Bearer ${secret}` };
    const http = await (await fetch(`${house.url}/api/v1/board`, { headers })).json();
    expect(http).toMatchObject({ epoch: part.epoch(), calls: part.board()?.calls, agents: part.board()?.agents });
    const resumed = boardClient(house.url, { auth: { token: secret, epoch: part.epoch(), version: part.version() } });
    clients.push(resumed);
    await resumed.until((c) => c.deltas.length + c.snapshots.length > 0);
  });

  test('[P18] a revoked token is cut off at once', async () => {
    const { access } = house.app.services;
    const { token, secret } = await access.tokens.create({ name: 'x', role: 'manager', scope: null, expiresAt: null });
    const client = boardClient(house.url, { auth: { token: secret } });
    clients.push(client);
    await client.until((c) => c.board() !== null);
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve));
    await access.tokens.revoke(token.id);
    expect(await gone).toBe('io server disconnect');
  });
});
