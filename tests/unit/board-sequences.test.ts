// What sequences of events mean for calls, queues and counters (SPEC, D).
import { describe, expect, test } from 'vitest';
import { publicOps } from '../../lib/board/change.ts';
import { callFor, findCall } from '../../lib/board/find-call.ts';
import { advanceTo, step } from '../../lib/board/step.ts';
import { callsOf, fold, heard, house, legsOf, onlyCall, START, today } from '../support/board-events.ts';
import { stories } from '../support/board-stories.ts';

const q = { queue: '200' };
const at = (ms: number) => START + ms;

describe('[D2] what the sequences of the contract mean', () => {
  test.each(stories.map((story) => [story.name, story] as const))('%s', (_name, story) => {
    const state = fold(story.events, house());
    const call = onlyCall(state);
    expect(call).toMatchObject({
      state: 'ended',
      result: story.result,
      direction: story.direction,
      queue: story.queue,
    });
    expect([...new Set(legsOf(call))].sort()).toEqual(story.outcomes);
    expect(today(state)).toMatchObject({
      offered: story.offered,
      answered: story.answered,
      abandoned: story.abandoned,
    });
    for (const agent of Object.values(state.board.agents)) expect(agent.calls).toEqual([]);
    expect(state.board.queues['200']?.waiting).toEqual([]);
  });
});

describe('[D3] a ring that comes again', () => {
  const before = [
    heard('ringing', '116', 0, q),
    heard('ring_ended', '116', 15_000, { ...q, final: 'ring_ended' }),
    heard('ringing', '117', 15_500, q),
    heard('ring_ended', '117', 30_000, { ...q, final: 'ring_ended' }),
    heard('ringing', '116', 30_500, q),
  ];
  test('116, 117, 116 has two legs at 116, the second one ringing', () => {
    const state = fold(before, house());
    expect(legsOf(onlyCall(state))).toEqual(['116 missed', '117 missed', '116 ringing']);
    expect(state.board.agents['116']).toMatchObject({ state: 'ringing', since: at(30_500) });
  });
  test('a repetition of the same ring while it rings changes nothing that is shown', () => {
    const state = fold(before, house());
    const again = step(state, heard('ringing', '116', 30_900, q));
    expect(publicOps(again.changes)).toEqual([]);
  });
  test('nobody answers: both rings at 116 are there', () => {
    const state = fold([...before, heard('ring_ended', '116', 45_000, { ...q, final: 'ring_ended' })], house());
    expect(legsOf(onlyCall(state))).toEqual(['116 missed', '117 missed', '116 missed']);
    expect(onlyCall(state).state).toBe('waiting');
  });
});

describe('[D4] one leg, one end', () => {
  test('a second hang-up of one leg changes nothing', () => {
    const bye = heard('hung_up', '116', 60_000, { ...q, final: 'answered', info: 'answer' });
    const state = fold([heard('ringing', '116', 0, q), heard('answered', '116', 5000, q), bye], house());
    expect(publicOps(step(state, { ...bye, at: bye.at + 500 }).changes)).toEqual([]);
  });
  test('the end of one ring never frees a talking agent', () => {
    const other = { shortId: '1772442100', party: '699000111', ...q };
    const state = fold(
      [
        heard('ringing', '116', 0, q),
        heard('answered', '116', 5000, q),
        heard('ringing', '116', 10_000, other),
        heard('ring_ended', '116', 20_000, { ...other, final: 'ring_ended' }),
      ],
      house(),
    );
    expect(state.board.agents['116']).toMatchObject({ state: 'talking', since: at(5000), from: 'hook' });
    expect(state.board.agents['116']?.calls).toHaveLength(1);
  });
  test('an abandon closes the legs of its own call, not the extension’s other calls', () => {
    const other = { shortId: '1772442100', party: '699000111', ...q };
    const state = fold(
      [
        heard('ringing', '116', 0, q),
        heard('answered', '116', 5000, q),
        heard('ringing', '116', 10_000, other),
        heard('hung_up', '116', 20_000, { ...other, final: 'abandoned', info: 'no_answer' }),
      ],
      house(),
    );
    expect(state.board.agents['116']?.state).toBe('talking');
    expect(callsOf(state).map((call) => call.result)).toEqual([null, 'abandoned']);
  });
  test('the talking call stands first in the agent’s list', () => {
    const other = { shortId: '1772442100', party: '699000111', ...q };
    const state = fold(
      [heard('ringing', '116', 0, q), heard('ringing', '116', 1000, other), heard('answered', '116', 2000, other)],
      house(),
    );
    expect(state.board.agents['116']?.calls).toEqual(['1772442100', onlyId(state, '601620202')]);
  });
});

const onlyId = (state: ReturnType<typeof house>, party: string) =>
  callsOf(state).find((call) => call.party === party)?.id;

describe('[D5] which call an event belongs to', () => {
  test('two calls of one second are told apart by party, and a blank matches', () => {
    const state = fold(
      [
        heard('ringing', '116', 0),
        heard('ringing', '117', 10, { party: '699000111' }),
        heard('answered', '116', 3000, { party: null, ddi: null }),
      ],
      house(),
    );
    const ids = callsOf(state).map((call) => call.id);
    expect(ids).toHaveLength(2);
    expect(ids[1]).toBe(`${ids[0]}~2`);
    expect(callsOf(state).map((call) => call.ref)).toHaveLength(new Set(callsOf(state).map((call) => call.ref)).size);
  });
  test('two calls of one second are told apart by the called number', () => {
    const state = fold(
      [
        heard('ringing', '116', 0, { party: null, ddi: '935955712' }),
        heard('ringing', '117', 10, { party: null, ddi: '935955713' }),
      ],
      house(),
    );
    expect(callsOf(state)).toHaveLength(2);
  });
  test('our reference comes first, and two calls that turn out to be one are both meant by both', () => {
    const first = heard('ringing', '116', 0, { fullId: '1772442000.1', ...q });
    const second = heard('ringing', '117', 500, { fullId: '1772442000.2', party: null, ...q });
    const apart = fold([first, second], house());
    expect(callsOf(apart)).toHaveLength(2);
    const refs = callsOf(apart).map((call) => call.ref);
    const state = fold([{ ...second, at: at(900), ref: refs[0] ?? null }], apart);
    expect(onlyCall(state)).toMatchObject({ id: '1772442000.1', pbxIds: ['1772442000.1', '1772442000.2'] });
    for (const ref of refs)
      expect(callFor(state, heard('answered', '116', 2000, { ref, shortId: '5' }))).toBe('1772442000.1');
    expect(findCall(state, '1772442000.2')?.id).toBe('1772442000.1');
    expect(today(state).offered).toBe(1);
    expect(state.board.queues['200']?.waiting).toEqual(['1772442000.1']);
  });
  test('neighbouring ids of two customers are two calls', () => {
    const state = fold(
      [
        heard('answered', '116', 0, { shortId: '1772442001', party: '699000111' }),
        heard('ringing', '200', 0, { shortId: '1772442000', extensionIsQueue: true }),
      ],
      house(),
    );
    expect(callsOf(state)).toHaveLength(2);
  });
  test('neighbouring ids without a party are two calls', () => {
    const state = fold(
      [
        heard('answered', '116', 0, { shortId: '1772442001', party: null }),
        heard('ringing', '200', 0, { shortId: '1772442000', party: null, extensionIsQueue: true }),
      ],
      house(),
    );
    expect(callsOf(state)).toHaveLength(2);
  });
  test('one customer with two calls in two seconds has two calls: no queue’s own event joins them', () => {
    const second = { shortId: '1772442002', startedAt: at(2000) };
    const state = fold([heard('ringing', '116', 0, q), heard('ringing', '117', 2000, { ...q, ...second })], house());
    expect(callsOf(state)).toHaveLength(2);
    const queue = { extensionIsQueue: true };
    const own = fold(
      [heard('ringing', '200', 0, queue), heard('ringing', '200', 2000, { ...queue, ...second })],
      house(),
    );
    expect(callsOf(own)).toHaveLength(2);
    expect(today(own).offered).toBe(2);
  });
  test('neighbouring ids minutes apart are two calls', () => {
    const state = fold(
      [
        heard('ringing', '200', 0, { extensionIsQueue: true }),
        heard('ringing', '116', 6000, { shortId: '1772442006', startedAt: at(6000) }),
      ],
      house(),
    );
    expect(callsOf(state)).toHaveLength(2);
  });
  test('the id never changes when a full one arrives later', () => {
    const state = fold(
      [heard('ringing', '116', 0), heard('answered', '116', 900, { fullId: '1772442000.7' })],
      house(),
    );
    expect(onlyCall(state)).toMatchObject({ id: '1772442000', pbxIds: ['1772442000.7'] });
    expect(findCall(state, '1772442000.7')?.id).toBe('1772442000');
  });
});

describe('[D6] the queue of a call', () => {
  const settings = (ddis: string[]) => ({
    type: 'settings_changed' as const,
    at: at(-5000),
    queues: { '201': { name: 'Apoio', targetSeconds: 30, shortAbandonSeconds: 5, ddis, hours: null } },
  });
  test('a name beats the DDI', () => {
    const state = fold([settings(['935955712']), heard('ringing', '116', 0, { ...q, ddi: '935955712' })], house());
    expect(onlyCall(state)).toMatchObject({ queue: '200', inferred: null });
  });
  test('a blank name ends the search', () => {
    const state = fold(
      [settings(['935955712']), heard('ringing', '116', 0, { queue: null, ddi: '935955712' })],
      house(),
    );
    expect(onlyCall(state).queue).toBeNull();
  });
  test('else the DDI', () => {
    const state = fold([settings(['+34935955712']), heard('ringing', '116', 0, { ddi: '935955712' })], house());
    expect(onlyCall(state)).toMatchObject({ queue: '201', inferred: null });
  });
  test('else the only queue with every extension rung, marked as inferred', () => {
    const state = fold([heard('ringing', '116', 0), heard('ringing', '118', 0)], house());
    expect(onlyCall(state)).toMatchObject({ queue: '200', inferred: ['queue'] });
    expect(today(state).offered).toBe(1);
  });
  test('else none, and then nothing is counted', () => {
    const state = fold([heard('ringing', '118', 0)], house());
    expect(onlyCall(state).queue).toBeNull();
    expect(today(state).offered + today(state, '201').offered).toBe(0);
  });
  test('a queue learned from an event is no agent', () => {
    const state = fold([heard('answered', '301', 0), heard('ringing', '301', 10, { extensionIsQueue: true })], house());
    expect(state.board.agents['301']).toBeUndefined();
    expect(state.board.queues['301']).toMatchObject({ waitingKnown: true });
    expect(onlyCall(state)).toMatchObject({ queue: '301', legs: [], state: 'waiting' });
  });
});

describe('[D7] waiting', () => {
  test('a call that rings at agents still waits for the queue; an answered one does not', () => {
    const ring = fold([heard('ringing', '116', 0, q)], house());
    expect(ring.board.queues['200']?.waiting).toEqual([onlyCall(ring).id]);
    const hop = fold([heard('ring_ended', '116', 15_000, { ...q, final: 'ring_ended' })], ring);
    expect(onlyCall(hop).state).toBe('waiting');
    expect(hop.board.queues['200']?.waiting).toHaveLength(1);
    const answer = fold([heard('answered', '116', 20_000, q)], hop);
    expect(answer.board.queues['200']?.waiting).toEqual([]);
  });
  test('oldest first, and only a queue that rings itself is known to show its callers', () => {
    const state = fold(
      [
        heard('ringing', '116', 9000, { ...q, shortId: '1772442009', party: '2', startedAt: at(9000) }),
        heard('ringing', '117', 9500, { ...q, shortId: '1772442003', party: '3', startedAt: at(3000) }),
      ],
      house(),
    );
    expect(state.board.queues['200']).toMatchObject({ waiting: ['1772442003', '1772442009'], waitingKnown: false });
  });
});

describe('[D8] counters', () => {
  test('waits, target and talk follow the instants known', () => {
    const state = fold(
      [
        heard('ringing', '116', 2000, q),
        heard('answered', '116', 12_000, q),
        heard('hung_up', '116', 72_000, { ...q, final: 'answered', info: 'answer' }),
      ],
      house(),
    );
    expect(today(state)).toEqual({
      offered: 1,
      answered: 1,
      abandoned: 0,
      shortAbandoned: 0,
      withinTarget: 1,
      waitMsTotal: 12_000,
      longestWaitMs: 12_000,
      talkMsTotal: 60_000,
    });
  });
  test('an abandon sooner than 5 s is a short one', () => {
    const leave = (ms: number) =>
      fold([heard('ringing', '116', 0, q), heard('hung_up', '116', ms, { ...q, final: 'abandoned' })], house());
    expect(today(leave(4999))).toMatchObject({ offered: 1, abandoned: 0, shortAbandoned: 1 });
    expect(today(leave(5000))).toMatchObject({ offered: 1, abandoned: 1, shortAbandoned: 0 });
  });
  test('a late answer turns an abandon into an answered call, long after the call left the board', () => {
    const events = [heard('ringing', '116', 0, q), heard('hung_up', '116', 30_000, { ...q, final: 'missed' })];
    const left = advanceTo(fold(events, house()), at(600_000)).state;
    expect(left.board.calls).toEqual({});
    expect(today(left)).toMatchObject({ abandoned: 1, answered: 0 });
    const state = fold([heard('answered', '116', 700_000, q)], left);
    expect(today(state)).toMatchObject({ offered: 1, abandoned: 0, answered: 1 });
    expect(state.board.calls).toEqual({});
    expect(findCall(state, '1772442000')?.result).toBe('answered');
  });
  test('a call that started yesterday is not counted today', () => {
    const evening = Date.UTC(2026, 2, 2, 23, 59, 30);
    const event = { ...heard('ringing', '116', 0, q), at: evening, startedAt: evening };
    let state = fold([event], house());
    expect(today(state).offered).toBe(1);
    state = advanceTo(state, evening + 40_000).state;
    expect(today(state).offered).toBe(0);
    state = fold([{ ...heard('answered', '116', 0, q), at: evening + 45_000, startedAt: evening }], state);
    expect(today(state)).toMatchObject({ offered: 0, answered: 0 });
  });
  test('midnight is the house’s', () => {
    const state = fold([heard('ringing', '116', 0, q)], house());
    expect(advanceTo(state, Date.UTC(2026, 2, 2, 23, 59, 59)).state.board.queues['200']?.today.offered).toBe(1);
    expect(advanceTo(state, Date.UTC(2026, 2, 3, 0, 0, 0)).state.board.queues['200']?.today.offered).toBe(0);
  });
});

describe('[D9] starts and ends', () => {
  test('a start after the first receipt is the receipt: no wait is negative', () => {
    const state = fold([heard('ringing', '116', 0, { ...q, startedAt: at(60_000) })], house());
    expect(onlyCall(state).startedAt).toBe(at(0));
  });
  test('a start a day before the first receipt is no start of a live call', () => {
    const state = fold([heard('ringing', '116', 0, { ...q, startedAt: at(-86_400_001) })], house());
    expect(onlyCall(state).startedAt).toBe(at(0));
    expect(today(state).offered).toBe(1);
  });
  test('the end is the PBX’s time of it when it can be true', () => {
    const bye = (endedAt: number) =>
      onlyCall(
        fold([heard('answered', '116', 0), heard('hung_up', '116', 9000, { info: 'answer', endedAt })], house()),
      );
    expect(bye(at(8000)).endedAt).toBe(at(8000));
    expect(bye(at(8_000_000)).endedAt).toBe(at(9000));
    expect(bye(at(-8_000_000)).endedAt).toBe(at(9000));
  });
});

describe('[D10] bad names', () => {
  test.each(['__proto__', 'constructor', 'prototype', ''])('an event about %j touches nothing', (name) => {
    const before = house();
    const state = fold([heard('ringing', name, 0), heard('ringing', '116', 0, { shortId: name })], before);
    expect(state.board).toEqual(before.board);
  });
});
