// What polls, questions and time do to calls and agents (SPEC, R): conclusions and what undoes them.
import { describe, expect, test } from 'vitest';
import { publicOps } from '../../lib/board/change.ts';
import { doubts, findCall } from '../../lib/board/find-call.ts';
import { busyWithoutEvent, trimPoll } from '../../lib/board/reconcile.ts';
import { emptyBoardState } from '../../lib/board/state.ts';
import { advanceTo, step } from '../../lib/board/step.ts';
import { callsOf, fold, HOUSE, heard, house, legsOf, onlyCall, polled, START, today } from '../support/board-events.ts';

const q = { queue: '200' };
const at = (ms: number) => START + ms;

describe('[R1] polls and agents', () => {
  test('agents come with the first poll, queues and services are none', () => {
    const service = {
      type: 'settings_changed' as const,
      at: START,
      agents: { '300': { name: null, team: null, kind: 'service' as const } },
    };
    const state = fold(
      [service, polled(100, { '116': 'free', '200': 'disconnected', '300': 'free' }, { '200': ['116'] })],
      emptyBoardState(HOUSE),
    );
    expect(Object.keys(state.board.agents)).toEqual(['116']);
    expect(state.board.agents['116']).toMatchObject({ state: 'free', word: 'Libre', queues: ['200'], from: 'poll' });
    expect(state.board.queues['200']?.members).toEqual(['116']);
  });
  test('busy without a known call is busy', () => {
    const state = fold([polled(1000, { '116': 'busy', '117': 'free', '118': 'free', '119': 'free' })], house());
    expect(state.board.agents['116']).toMatchObject({
      state: 'busy',
      word: 'Ocupada',
      since: at(1000),
      calls: [],
      from: 'poll',
    });
  });
  test('an unknown word is kept and shown', () => {
    const state = fold([polled(1000, { '116': 'unknown' })], house());
    expect(state.board.agents['116']).toMatchObject({ state: 'unknown', word: 'Rara' });
  });
  test('settings name an agent, and a service becomes an agent again', () => {
    const settle = (kind: 'agent' | 'service') => ({
      type: 'settings_changed' as const,
      at: START,
      agents: { '116': { name: 'Beatriz Nunes', team: 'Norte', kind } },
    });
    const service = fold([settle('service')], house());
    expect(service.board.agents['116']).toBeUndefined();
    const agent = fold([settle('agent')], service);
    expect(agent.board.agents['116']).toMatchObject({
      name: 'Beatriz Nunes',
      team: 'Norte',
      state: 'free',
      queues: ['200'],
    });
  });
  test('an empty list empties nothing', () => {
    const before = house();
    expect(fold([{ ...polled(1000, {}), queues: {} }], before).board).toEqual(before.board);
  });
  test('an extension that is gone is disconnected, and leaves after five minutes without a call', () => {
    const rest = { '117': 'free', '118': 'free', '119': 'free' } as const;
    let state = fold([polled(1000, rest)], house());
    expect(state.board.agents['116']).toMatchObject({ state: 'disconnected', word: null });
    state = fold([polled(200_000, rest)], state);
    expect(state.board.agents['116']).toBeDefined();
    state = fold([polled(301_000, rest)], state);
    expect(state.board.agents['116']).toBeUndefined();
    expect(fold([polled(400_000, { ...rest, '116': 'free' })], state).board.agents['116']?.state).toBe('free');
  });
  test('an unknown extension that sends an event becomes an agent', () => {
    const state = fold([heard('ringing', '999', 0, q)], house());
    expect(state.board.agents['999']).toMatchObject({ state: 'ringing', word: null, from: 'hook' });
  });
});

describe('[R2] polls and talking legs', () => {
  const talking = () => fold([heard('ringing', '116', 0, q), heard('answered', '116', 5000, q)], house());
  const free = (ms: number) => polled(ms, { '116': 'free', '117': 'free', '118': 'free', '119': 'free' });
  test('a poll older than the last event says nothing', () => {
    const before = talking();
    expect(fold([free(5040), free(5045)], before).board).toEqual(before.board);
  });
  test('a poll asked before the hang-up does not make the agent busy again', () => {
    const ended = fold([heard('hung_up', '116', 30_000, { ...q, final: 'answered' })], talking());
    const late = polled(30_040, { '116': 'busy', '117': 'free', '118': 'free', '119': 'free' });
    expect(fold([late], ended).board).toEqual(ended.board);
  });
  test('one free poll closes nothing, the second in a row does, as inferred', () => {
    const one = fold([free(7000)], talking());
    expect(one.board.agents['116']?.state).toBe('talking');
    const two = fold([free(9000)], one);
    expect(onlyCall(two)).toMatchObject({ state: 'ended', result: 'answered', endedAt: at(7000), inferred: ['end'] });
    expect(two.board.agents['116']).toMatchObject({ state: 'free', from: 'poll', calls: [] });
  });
  test('a busy poll in between starts the count anew', () => {
    const state = fold([free(7000), polled(9000, { '116': 'busy', '117': 'free' }), free(11_000)], talking());
    expect(state.board.agents['116']?.state).toBe('talking');
  });
  test('an event in between starts the count anew', () => {
    const state = fold([free(7000), heard('answered', '116', 8000, q), free(9000)], talking());
    expect(state.board.agents['116']?.state).toBe('talking');
    expect(fold([free(11_000)], state).board.agents['116']?.state).toBe('free');
  });
  test('a later event of the call undoes the conclusion', () => {
    const closed = fold([free(7000), free(9000)], talking());
    const state = fold([heard('hung_up', '116', 30_000, { ...q, final: 'answered', info: 'answer' })], closed);
    expect(onlyCall(state)).toMatchObject({ endedAt: at(30_000), inferred: null });
  });
  test('free says nothing of a ringing leg', () => {
    const state = fold([free(7000), free(9000), free(11_000)], fold([heard('ringing', '116', 0, q)], house()));
    expect(state.board.agents['116']?.state).toBe('ringing');
  });
  test('after a hang-up the busy of before is about the call that is over', () => {
    const state = fold(
      [
        polled(7000, { '116': 'busy', '117': 'free', '118': 'free', '119': 'free' }),
        heard('hung_up', '116', 30_000, { ...q, final: 'answered' }),
      ],
      talking(),
    );
    expect(state.board.agents['116']).toMatchObject({ state: 'free', from: 'hook', since: at(30_000) });
    const wrap = fold([polled(31_000, { '116': 'busy' })], state);
    expect(wrap.board.agents['116']).toMatchObject({ state: 'busy', from: 'poll' });
  });
});

describe('[R3] the dialler never tells that an agent answered', () => {
  const busy = (ms: number) => polled(ms, { '116': 'busy', '117': 'free', '118': 'free', '119': 'free' });
  test('ringing and busy is talking, inferred', () => {
    const state = fold([heard('ringing', '116', 0, { party: '601620202' }), busy(4000)], emptyBoardState(HOUSE));
    expect(onlyCall(state)).toMatchObject({ state: 'talking', answeredAt: at(4000), inferred: ['answer'] });
    expect(state.board.agents['116']).toMatchObject({ state: 'talking', from: 'inferred' });
    const ended = fold([heard('hung_up', '116', 22_000, { info: 'answer' })], state);
    expect(onlyCall(ended)).toMatchObject({ state: 'ended', result: 'answered' });
    expect(legsOf(onlyCall(ended))).toEqual(['116 answered']);
  });
  test('a queue’s call that rings is not answered by "busy": it may be the ring', () => {
    const state = fold([heard('ringing', '116', 0, q), busy(4000)], house());
    expect(onlyCall(state).state).toBe('ringing');
  });
  test('nor that a blind transfer was taken', () => {
    const state = fold(
      [
        heard('answered', '117', 0, q),
        heard('hung_up', '117', 9000, { ...q, final: 'finished', info: 'answer' }),
        heard('ringing', '116', 9500, { ...q, info: 'transfer' }),
        busy(12_000),
      ],
      house(),
    );
    expect(onlyCall(state)).toMatchObject({ state: 'talking', inferred: ['answer'] });
    expect(legsOf(onlyCall(state))).toEqual(['117 transferred', '116 talking blind']);
    const ended = fold([heard('hung_up', '116', 30_000, { ...q, final: 'missed', info: 'no_answer' })], state);
    expect(legsOf(onlyCall(ended))).toEqual(['117 transferred', '116 missed blind']);
  });
  test('a ring told to have ended was not answered', () => {
    const state = fold(
      [heard('ringing', '116', 0, {}), busy(4000), heard('ring_ended', '116', 9000)],
      emptyBoardState(HOUSE),
    );
    expect(legsOf(onlyCall(state))).toEqual(['116 missed']);
  });
});

describe('[R4] silence', () => {
  test('a ring without an event for 60 s has ended, at the instant it was due', () => {
    const state = fold([heard('ringing', '116', 0, q)], house());
    expect(advanceTo(state, at(59_999)).changes.filter((change) => change[1] === 'calls')).toEqual([]);
    const after = advanceTo(state, at(90_000)).state;
    expect(onlyCall(after)).toMatchObject({
      state: 'ended',
      result: 'unknown',
      endedAt: at(60_000),
      inferred: ['end'],
    });
    expect(after.board.agents['116']).toMatchObject({ state: 'free', since: at(60_000) });
  });
  test('a waiting call has 30 minutes', () => {
    const events = [heard('ringing', '116', 0, q), heard('ring_ended', '116', 10_000, { ...q, final: 'ring_ended' })];
    const state = fold(events, house());
    expect(onlyCall(advanceTo(state, at(1_809_999)).state).state).toBe('waiting');
    expect(onlyCall(advanceTo(state, at(1_810_000)).state)).toMatchObject({ state: 'ended', inferred: ['end'] });
  });
  test('nothing after an inbound transfer: ended, answered, the rest concluded', () => {
    const state = fold([heard('hung_up', '116', 0, { ...q, final: 'finished', info: 'answer' })], house());
    expect(onlyCall(state).state).toBe('waiting');
    expect(state.board.queues['200']?.waiting).toEqual([]);
    const after = advanceTo(state, at(30_000)).state;
    expect(onlyCall(after)).toMatchObject({ state: 'ended', result: 'answered', inferred: ['end'] });
  });
  test('a call transferred into a queue waits there once its rings have told so', () => {
    const to = { queue: '201' };
    const state = fold(
      [
        heard('answered', '116', 0, q),
        heard('hung_up', '116', 9000, { ...q, final: 'finished', info: 'answer' }),
        heard('ringing', '118', 10_000, to),
        heard('ring_ended', '118', 25_000, { ...to, final: 'ring_ended' }),
      ],
      house(),
    );
    expect(onlyCall(advanceTo(state, at(300_000)).state)).toMatchObject({ state: 'waiting', queue: '200' });
    expect(today(state, '201').offered).toBe(0);
  });
  test('an ended call leaves the board after 60 s and can be found for an hour', () => {
    const state = fold(
      [heard('answered', '116', 0, q), heard('hung_up', '116', 5000, { ...q, final: 'answered' })],
      house(),
    );
    expect(callsOf(advanceTo(state, at(64_999)).state)).toHaveLength(1);
    const repeated = fold([heard('hung_up', '116', 40_000, { ...q, final: 'answered' })], state);
    expect(callsOf(advanceTo(repeated, at(65_000)).state)).toHaveLength(0);
    const left = advanceTo(state, at(65_000)).state;
    expect(callsOf(left)).toHaveLength(0);
    expect(findCall(left, '1772442000')?.result).toBe('answered');
    const later = advanceTo(left, at(2 * 3_600_000)).state;
    expect(findCall(later, '1772442000')).toBeNull();
    expect(Object.values(later.memory.keys).flatMap((shard) => Object.keys(shard))).toEqual([]);
    expect(later.memory.past).toEqual({});
  });
});

describe('[R5] asking about one call', () => {
  const asked = (ms: number, live: boolean) => ({
    type: 'call_asked' as const,
    at: at(ms),
    askedAt: at(ms - 40),
    callId: '1772442000',
    live,
  });
  test('a quiet ring is doubted', () => {
    const state = fold([heard('ringing', '116', 0, q)], house());
    expect(doubts(state, at(19_999))).toEqual([]);
    expect(doubts(state, at(20_000))).toEqual(['1772442000']);
    expect(doubts(fold([asked(20_000, true)], state), at(30_000))).toEqual([]);
  });
  test('"no such call" means nothing until a live call was answered for', () => {
    const ring = fold([heard('ringing', '116', 0, q)], house());
    expect(onlyCall(fold([asked(20_000, false)], ring)).state).toBe('ringing');
    const known = fold([asked(20_000, true)], ring);
    expect(onlyCall(advanceTo(known, at(75_000)).state).state).toBe('ringing');
    expect(onlyCall(fold([asked(40_000, false)], known))).toMatchObject({ state: 'ended', inferred: ['end'] });
  });
});

describe('[R7] silent events', () => {
  const rest = { '117': 'free', '118': 'free', '119': 'free' } as const;
  const busy = (ms: number) => polled(ms, { '116': 'busy', ...rest });
  test('an agent busy in two polls with no event of any call', () => {
    const one = fold([busy(60_000)], house());
    expect(busyWithoutEvent(one)).toBe(false);
    const trimmed = trimPoll(one, busy(62_000));
    expect(trimmed?.agents).toEqual({ '116': { state: 'busy', word: 'Ocupada' } });
    const two = fold([busy(62_000)], one);
    expect(busyWithoutEvent(two)).toBe(true);
    expect(trimPoll(two, busy(64_000))).toBeNull();
    expect(busyWithoutEvent(fold([polled(70_000, { '116': 'free', ...rest })], two))).toBe(false);
  });
  test('not while events of other calls arrive', () => {
    const state = fold([heard('ringing', '117', 55_000, q), busy(60_000), busy(62_000)], house());
    expect(busyWithoutEvent(state)).toBe(false);
  });
});

describe('[R8] what a poll leaves in the log', () => {
  const same = polled(5000, { '116': 'free', '117': 'free', '118': 'free', '119': 'free' });
  test('nothing when nothing changed', () => {
    expect(trimPoll(house(), same)).toBeNull();
  });
  test('the one agent that did, and who is gone', () => {
    const poll = polled(5000, { '116': 'busy', '117': 'free', '118': 'free' });
    expect(trimPoll(house(), poll)).toEqual({
      type: 'state_polled',
      at: poll.at,
      askedAt: poll.askedAt,
      complete: false,
      agents: { '116': { state: 'busy', word: 'Ocupada' } },
      gone: ['119'],
    });
  });
  test('a free that counts against a talking leg, though the word is the same', () => {
    const state = fold([heard('answered', '116', 1000, q)], house());
    expect(trimPoll(state, same)?.agents).toEqual({ '116': { state: 'free', word: 'Libre' } });
  });
});

describe('[R9] sources', () => {
  test('their state changes no record', () => {
    const { state, changes } = step(house(), {
      type: 'source_changed',
      at: START,
      pbx: { state: 'down', why: 'timeout' },
    });
    expect(publicOps(changes)).toEqual([]);
    expect(state.board.source).toMatchObject({ pbx: 'down', pbxWhy: 'timeout' });
  });
});
