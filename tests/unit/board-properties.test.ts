import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { nextDue } from '../../lib/board/advance.ts';
import { apply, applyOps } from '../../lib/board/apply.ts';
import { publicOps } from '../../lib/board/change.ts';
import type { BoardInput, CallHeard } from '../../lib/board/input.ts';
import { trimPoll } from '../../lib/board/reconcile.ts';
import { emptyBoardState, parseBoardState } from '../../lib/board/state.ts';
import { advanceTo, step } from '../../lib/board/step.ts';
import { fold, HOUSE, heard, house, legsOf, onlyCall, START, today } from '../support/board-events.ts';
import { stories } from '../support/board-stories.ts';

const numRuns = process.env.FULL ? 4_000 : 300;
/** The long runs outlast the usual limit. */
vi.setConfig({ testTimeout: 300_000 });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A story's events in any order, some of them twice or three times, received in that order. */
const shuffled = fc.constantFrom(...stories).chain((story) =>
  fc.record({
    story: fc.constant(story),
    order: fc.array(fc.nat(story.events.length - 1), { maxLength: 12 }).chain((more) =>
      fc.shuffledSubarray([...story.events.keys(), ...more], {
        minLength: story.events.length + more.length,
      }),
    ),
    gap: fc.integer({ min: 0, max: 3000 }),
  }),
);

const extensions = ['116', '117', '118', '200', '300', '999'];
const event = fc
  .record({
    phase: fc.constantFrom('ringing' as const, 'answered' as const, 'hung_up' as const, 'ring_ended' as const),
    extension: fc.option(fc.constantFrom(...extensions), { freq: 12 }),
    shortId: fc.constantFrom('1772442000', '1772442001', '1772442060', 'x'),
    sequence: fc.option(fc.constantFrom('1', '2')),
    ref: fc.option(fc.constantFrom('w1772442000', 'w1772442001-1', 'nobody'), { freq: 2 }),
    direction: fc.constantFrom('in' as const, 'in' as const, 'out' as const, null),
    party: fc.constantFrom('601620202', '699000111', null),
    ddi: fc.constantFrom('935955712', null),
    queue: fc.constantFrom<(string | null | undefined)[]>('200', '201', null, undefined),
    extensionIsQueue: fc.boolean(),
    final: fc.constantFrom<CallHeard['final'][]>('answered', 'missed', 'finished', 'lost', 'abandoned', null),
    info: fc.constantFrom<CallHeard['info'][]>(
      'answer',
      'busy',
      'cancel',
      'no_answer',
      'transfer',
      'attended_transfer',
      null,
    ),
    startedAt: fc.constantFrom(null, START, START - 90_000_000, START + 5_000_000),
    endedAt: fc.constantFrom(null, START + 10_000, START - 5000),
  })
  .map(({ phase, extension, sequence, queue, ...said }) =>
    heard(phase, extension, 0, {
      ...said,
      fullId: sequence === null ? null : `${said.shortId}.${sequence}`,
      extensionIsQueue: said.extensionIsQueue && extension === '200',
      ...(queue === undefined ? {} : { queue }),
    }),
  );
const agentSaid = fc.constantFrom(
  { state: 'free' as const, word: 'Libre' },
  { state: 'busy' as const, word: 'Ocupada' },
  { state: 'disconnected' as const, word: 'Desconectada' },
);
const members = fc.subarray(['116', '117', '118', '999']);
const poll = fc
  .record({
    agents: fc.dictionary(fc.constantFrom(...extensions), agentSaid, { noNullPrototype: true }),
    queues: fc.option(fc.dictionary(fc.constantFrom('200', '201', '118'), members, { noNullPrototype: true })),
    complete: fc.boolean(),
    lag: fc.constantFrom(0, 10, 4000),
  })
  .map(({ agents, queues, complete, lag }) => ({
    type: 'state_polled' as const,
    at: START,
    askedAt: START - lag,
    agents,
    complete,
    ...(queues === null
      ? {}
      : {
          queues: Object.fromEntries(
            Object.entries(queues).map(([number, list]) => [number, { name: null, members: list }]),
          ),
        }),
  }));
const asked = fc.record({
  type: fc.constant('call_asked' as const),
  at: fc.constant(START),
  askedAt: fc.constant(START),
  callId: fc.constantFrom('1772442000', '1772442001.1', 'none'),
  live: fc.boolean(),
});
const settings = fc.constantFrom<BoardInput[]>(
  { type: 'settings_changed', at: START, agents: { '300': { name: 'D', team: null, kind: 'service' } } },
  { type: 'settings_changed', at: START, agents: { '300': null, '116': { name: 'A', team: 'T', kind: 'agent' } } },
  {
    type: 'settings_changed',
    at: START,
    queues: { '201': { name: 'Q', targetSeconds: 2, shortAbandonSeconds: 9, ddis: ['935955712'], hours: null } },
  },
  { type: 'settings_changed', at: START, queues: { '201': null } },
  { type: 'source_changed', at: START, pbx: { state: 'down', why: 'timeout' } },
);

/** Any inputs, seconds, minutes or a day apart. */
const inputs = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 6, arbitrary: event }, { weight: 3, arbitrary: poll }, asked, settings),
      fc.constantFrom(0, 20, 2000, 2000, 2000, 15_000, 61_000, 2_000_000, 50_000_000, -3000),
    ),
    { maxLength: 40 },
  )
  .map((list) => {
    let now = START;
    return list.map(([input, gap]): BoardInput => {
      now += gap;
      const at = now;
      if (input.type === 'state_polled') return { ...input, at, askedAt: at - (START - input.askedAt) };
      if (input.type === 'call_asked') return { ...input, at, askedAt: at - 30 };
      return { ...input, at };
    });
  });

describe('[D1] a call’s facts are a set', () => {
  test('any order and repetition of its events gives the same result, legs and counts', () => {
    fc.assert(
      fc.property(shuffled, ({ story, order, gap }) => {
        const events = order.flatMap((index, place) => {
          const one = story.events[index];
          return one ? [{ ...one, at: START + 60_000 + place * gap }] : [];
        });
        const state = fold(events, house());
        const call = onlyCall(state);
        expect(call).toMatchObject({
          state: 'ended',
          result: story.result,
          direction: story.direction,
          queue: story.queue,
        });
        expect([...new Set(legsOf(call))].sort()).toEqual(story.outcomes);
        const counts = today(state);
        expect([counts.offered, counts.answered, counts.abandoned + counts.shortAbandoned]).toEqual([
          story.offered,
          story.answered,
          story.abandoned,
        ]);
        for (const agent of Object.values(state.board.agents)) expect(agent.calls).toEqual([]);
        expect(state.board.queues['200']?.waiting).toEqual([]);
      }),
      { numRuns },
    );
  });

  test('any set of events, contract or not, gives one result however it is ordered', () => {
    const set = fc.array(event, { minLength: 1, maxLength: 7 }).map((events) =>
      events.map((one) => ({
        ...one,
        shortId: '1772442000',
        fullId: '1772442000.1',
        ref: null,
        queue: { said: 'number', number: '200', name: null } as const,
      })),
    );
    const pair = set.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events.slice(0, 3)], {
          minLength: events.length + Math.min(3, events.length),
        }),
      ),
    );
    fc.assert(
      fc.property(pair, ([events, other]) => {
        const settle = (list: readonly CallHeard[]) => {
          let state = fold(
            list.map((one, index) => ({ ...one, at: START + 20_000 + index })),
            house(),
          );
          // An open call may show a ring that came again; once silence has ended it, the outcome is the same.
          for (let looks = 0; looks < 9 && onlyCall(state).state !== 'ended'; looks++) {
            state = advanceTo(state, nextDue(state) ?? 0).state;
          }
          const call = onlyCall(state);
          const counts = today(state);
          return {
            result: call.result,
            legs: [...new Set(legsOf(call))].sort(),
            counts: [counts.offered, counts.answered, counts.abandoned + counts.shortAbandoned],
          };
        };
        expect(settle(other)).toEqual(settle(events));
      }),
      { numRuns },
    );
  });
});

describe('[P] states, ops and checkpoints', () => {
  test('[P1] untouched records and collections keep their reference', () => {
    fc.assert(
      fc.property(inputs, (list) => {
        let state = house();
        for (const input of list) {
          const { state: next, changes } = step(state, input);
          const ops = publicOps(changes);
          for (const kind of ['agents', 'queues', 'calls'] as const) {
            const touched = new Set(ops.filter((op) => op[1] === kind).map((op) => op[2]));
            if (touched.size === 0) expect(next.board[kind]).toBe(state.board[kind]);
            for (const [id, record] of Object.entries(next.board[kind])) {
              if (!touched.has(id)) expect(record).toBe(state.board[kind][id]);
              else expect(record).not.toBe(state.board[kind][id]);
            }
          }
          if (changes.length === 0) expect(next).toBe(state);
          state = next;
        }
      }),
      { numRuns },
    );
  });

  test('[P2] a snapshot with the ops after it is the board', () => {
    fc.assert(
      fc.property(inputs, (list) => {
        let state = emptyBoardState(HOUSE);
        let client = state.board;
        for (const input of list) {
          const stepped = step(state, input);
          state = stepped.state;
          const next = applyOps(client, publicOps(stepped.changes));
          if (next === null) throw new Error('the client was in doubt');
          client = next;
        }
        expect({ ...client, source: state.board.source }).toEqual(state.board);
      }),
      { numRuns },
    );
  });

  test('[P3] a checkpoint at any point with the rest of the log is the whole fold', () => {
    fc.assert(
      fc.property(inputs, fc.nat(40), (list, cut) => {
        const whole = fold(list);
        const saved = parseBoardState(plain(fold(list.slice(0, cut))));
        if (saved === null) throw new Error('a checkpoint was refused');
        expect(fold(list.slice(cut), saved)).toEqual(whole);
      }),
      { numRuns },
    );
  });

  test('[P4] a trimmed poll changes what the whole one changes', () => {
    fc.assert(
      fc.property(inputs, poll, fc.constantFrom(100, 3000, 62_000, 400_000), (list, last, gap) => {
        const state = fold(list);
        const at = Math.max(START, ...list.map((input) => input.at)) + gap;
        const whole = { ...last, at, askedAt: at - (START - last.askedAt) };
        const trimmed = trimPoll(state, whole);
        const after = step(state, whole).state;
        if (trimmed === null) expect(advanceTo(state, at).state).toEqual(after);
        else expect(step(state, trimmed).state).toEqual(after);
      }),
      { numRuns: numRuns * 2 },
    );
  });

  test('[P5] no input makes it throw, and no counter is ever negative', () => {
    fc.assert(
      fc.property(inputs, (list) => {
        let state = emptyBoardState(HOUSE);
        for (const input of list) {
          state = step(state, input).state;
          for (const queue of Object.values(state.board.queues)) {
            const counts = queue.today;
            for (const value of Object.values(counts)) expect(value).toBeGreaterThanOrEqual(0);
            expect(counts.answered + counts.abandoned + counts.shortAbandoned).toBeLessThanOrEqual(counts.offered);
            for (const id of queue.waiting) expect(state.board.calls[id]?.queue).toBe(queue.number);
          }
          for (const agent of Object.values(state.board.agents)) {
            for (const id of agent.calls) expect(state.board.calls[id]).toBeDefined();
          }
          for (const call of Object.values(state.board.calls)) {
            expect(call.startedAt).toBeLessThanOrEqual(call.answeredAt ?? call.startedAt);
            expect(call.answeredAt ?? 0).toBeLessThanOrEqual(call.endedAt ?? Number.POSITIVE_INFINITY);
            for (const leg of call.legs) {
              if (leg.state === 'ended') continue;
              const agent = state.board.agents[leg.extension];
              if (agent) expect(agent.calls).toContain(call.id);
            }
          }
        }
      }),
      { numRuns },
    );
  });

  test('[R6] it does not matter how often time is looked at', () => {
    fc.assert(
      fc.property(inputs, fc.array(fc.integer({ min: 1, max: 100_000_000 }), { maxLength: 8 }), (list, looks) => {
        const state = fold(list);
        const end = Math.max(START, ...list.map((input) => input.at)) + 100_000_000;
        const base = end - 100_000_000;
        let often = state;
        for (const look of [...looks].sort((a, b) => a - b)) often = advanceTo(often, base + look).state;
        expect(advanceTo(often, end).state).toEqual(advanceTo(state, end).state);
      }),
      { numRuns },
    );
  });

  test('[P6] a patch of an unknown record is a doubt, and keys of the prototype reach nothing', () => {
    const { board } = house();
    expect(applyOps(board, [['patch', 'agents', 'nobody', { state: 'free' }]])).toBeNull();
    const evil = JSON.parse('{"__proto__":{"polluted":1},"constructor":1}');
    const after = applyOps(board, [
      ['put', 'agents', '__proto__', evil],
      ['patch', 'agents', '116', evil],
    ]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(after?.agents['116'] ?? {}, 'polluted')).toBeUndefined();
    expect(Object.keys(after?.agents ?? {})).toEqual(Object.keys(board.agents));
  });

  test('[P7] a checkpoint of another shape is refused', () => {
    const state = house();
    expect(parseBoardState(plain(state))).toEqual(state);
    expect(parseBoardState({ ...state, memory: { ...state.memory, shape: 0 } })).toBeNull();
    expect(parseBoardState({})).toBeNull();
    expect(parseBoardState(null)).toBeNull();
  });

  test('[P1] no change at all is the same state', () => {
    const state = house();
    expect(apply(state, [])).toBe(state);
  });
});
