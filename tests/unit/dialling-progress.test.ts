import { describe, expect, test } from 'vitest';
import {
  type BoardPart,
  type CallAction,
  followCall,
  followHangUp,
  type HangUpAction,
  openCallsAt,
} from '../../lib/dialling/progress.ts';
import type { Agent, Call, Leg } from '../../lib/protocol/board.ts';
import { callRecord, legRecord } from '../support/call-record.ts';

const at = 1_000_000;
const action: CallAction = { kind: 'call', extension: '116', number: '912345678', at };

const leg = (fields: Partial<Leg> = {}) => legRecord({ ringAt: at + 3000, ...fields });
const call = (fields: Partial<Call> = {}) =>
  callRecord({ direction: 'out', party: '+351912345678', startedAt: at + 2900, legs: [leg()], ...fields });
const agent = (fields: Partial<Agent> = {}): Agent => ({
  extension: '116',
  name: null,
  team: null,
  state: 'free',
  word: 'Libre',
  since: at - 60_000,
  queues: [],
  calls: [],
  from: 'poll',
  ...fields,
});
const board = (calls: Call[], who: Agent = agent()): BoardPart => ({
  agents: { '116': who },
  calls: Object.fromEntries(calls.map((each) => [each.id, each])),
});

describe('an order to call', () => {
  test('[A7] goes accepted → lifted → ringing → live → ended as the board shows it', () => {
    let step = followCall(action, board([]), at + 100);
    expect(step).toEqual({ step: 'accepted', nextAt: at + 15_000 });
    step = followCall(action, board([], agent({ state: 'busy', since: at + 2000 })), at + 2000, step);
    expect(step).toMatchObject({ step: 'lifted', since: at + 2000 });
    step = followCall(action, board([call()]), at + 3000, step);
    expect(step).toMatchObject({ step: 'ringing', callId: '1.1' });
    const answered = call({ state: 'talking', answeredAt: at + 9000 });
    step = followCall(action, board([answered]), at + 9000, step);
    expect(step).toMatchObject({ step: 'live', answeredAt: at + 9000 });
    const ended = call({ state: 'ended', answeredAt: at + 9000, endedAt: at + 30_000, result: 'answered' });
    step = followCall(action, board([ended]), at + 30_000, step);
    expect(step).toMatchObject({ step: 'ended', result: 'answered', endedAt: at + 30_000 });
    expect(followCall(action, board([]), at + 99_000, step)).toBe(step);
  });

  test('[A7] nothing seen for 15 s is unconfirmed, and a call that comes later is still its own', () => {
    expect(followCall(action, board([]), at + 14_999)).toMatchObject({ step: 'accepted' });
    const silent = followCall(action, board([]), at + 15_000);
    expect(silent).toMatchObject({ step: 'unconfirmed' });
    const late = call({ legs: [leg({ ringAt: at + 40_000 })] });
    expect(followCall(action, board([late]), at + 40_000, silent)).toMatchObject({ step: 'ringing' });
  });

  test.each([
    ['an older leg', call({ legs: [leg({ ringAt: at - 1 })] })],
    ['a leg later than 60 s', call({ legs: [leg({ ringAt: at + 60_001 })] })],
    ['another number', call({ party: '+351912345679' })],
    ['another extension', call({ legs: [leg({ extension: '117' })] })],
    ['an inbound call', call({ direction: 'in' })],
    ['a withheld party', call({ party: null })],
  ])('[A7] %s is not its call', (_what, other) => {
    expect(followCall(action, board([other]), at + 61_000)).toMatchObject({ step: 'unconfirmed' });
  });

  test('[A7] the first new leg counts when there are two', () => {
    const second = call({ id: '2.2', legs: [leg({ ringAt: at + 20_000 })] });
    expect(followCall(action, board([second, call()]), at + 21_000)).toMatchObject({ callId: '1.1' });
  });

  test('[A7] an agent who took an inbound call has not lifted for the order', () => {
    const inbound = call({ id: '3.3', direction: 'in', party: '960000000' });
    const taken = board([inbound], agent({ state: 'talking', since: at + 1000, calls: ['3.3'] }));
    expect(followCall(action, taken, at + 2000)).toMatchObject({ step: 'accepted' });
  });
});

describe('an order to hang up', () => {
  const order: HangUpAction = { extension: '116', at, callIds: ['1.1'] };
  const open = call({ state: 'talking', legs: [leg({ state: 'talking' })] });

  test('[A8] is confirmed by the end of a leg there, unconfirmed at 5 s', () => {
    expect(openCallsAt(board([open]), '116')).toEqual(['1.1']);
    expect(followHangUp(order, board([open]), at + 4999)).toMatchObject({ step: 'sent', nextAt: at + 5000 });
    const late = followHangUp(order, board([open]), at + 5000);
    expect(late).toMatchObject({ step: 'unconfirmed' });
    const ended = call({ state: 'ended', legs: [leg({ state: 'ended', endAt: at + 6000 })] });
    const done = followHangUp(order, board([ended]), at + 6000, late);
    expect(done).toEqual({ step: 'confirmed', callId: '1.1', nextAt: null });
    expect(followHangUp(order, board([]), at + 90_000, done)).toBe(done);
  });

  test('[A8] a call that had ended before is said so', () => {
    const ended = (endAt: number) => board([call({ state: 'ended', legs: [leg({ state: 'ended', endAt })] })]);
    expect(followHangUp(order, ended(at - 2001), at + 10)).toMatchObject({ step: 'already_ended' });
    // The PBX rounds the end down to its second.
    expect(followHangUp(order, ended(at - 900), at + 10)).toMatchObject({ step: 'confirmed' });
  });

  test('[A8] without a known call, the agent turning free confirms it', () => {
    const blind: HangUpAction = { ...order, callIds: [] };
    expect(followHangUp(blind, board([], agent({ state: 'busy' })), at + 10)).toMatchObject({ step: 'sent' });
    expect(followHangUp(blind, board([], agent({ since: at + 900 })), at + 900)).toMatchObject({ step: 'confirmed' });
  });
});
