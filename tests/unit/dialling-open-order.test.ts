import { describe, expect, test } from 'vitest';
import { longestMs, openOrderUntil, silentMs } from '../../lib/dialling/open-order.ts';
import type { BoardPart } from '../../lib/dialling/progress.ts';
import type { Agent, Call, Leg } from '../../lib/protocol/board.ts';
import { callRecord, legRecord } from '../support/call-record.ts';

const at = 1_000_000;
const leg = (fields: Partial<Leg> = {}) => legRecord({ ringAt: at + 3000, ...fields });
const call = (fields: Partial<Call> = {}) =>
  callRecord({ direction: 'out', startedAt: at + 2900, legs: [leg()], ...fields });
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
const until = (now: number, calls: Call[] = [], who: Agent = agent()) => {
  const board: BoardPart = { agents: { '116': who }, calls: Object.fromEntries(calls.map((each) => [each.id, each])) };
  return openOrderUntil('116', at, board, now);
};

describe('[A17] an ordered call is open', () => {
  test('while nothing is heard of it, for 30 s and no longer', () => {
    expect(until(at)).toBe(at + silentMs);
    expect(until(at + silentMs - 1)).toBe(at + silentMs);
    expect(until(at + silentMs)).toBeNull();
  });

  test('while its leg rings or talks, also when it was seen late', () => {
    expect(until(at + 40_000, [call()])).toBe(at + longestMs);
    expect(until(at + 3_000_000, [call({ state: 'talking', legs: [leg({ state: 'talking' })] })])).not.toBeNull();
    expect(until(at + 61_000, [call({ legs: [leg({ ringAt: at + 60_000 })] })])).not.toBeNull();
  });

  test('no more once it was seen to end, within the 30 s too', () => {
    const ended = call({ state: 'ended', endedAt: at + 5000, legs: [leg({ state: 'ended', endAt: at + 5000 })] });
    expect(until(at + 6000, [ended])).toBeNull();
    // Handed over: it goes on without this extension.
    const handedOver = call({ state: 'talking', legs: [leg({ state: 'ended' }), leg({ extension: '117' })] });
    expect(until(at + 6000, [handedOver])).toBeNull();
  });

  test('though the call before it ended just then', () => {
    const before = call({ state: 'ended', legs: [leg({ state: 'ended', ringAt: at - 1500, endAt: at - 500 })] });
    expect(until(at + 1000, [before])).toBe(at + silentMs);
  });

  test('while the telephone is off the hook and no event tells of any call', () => {
    const lifted = agent({ state: 'busy', since: at + 4000 });
    expect(until(at + 600_000, [], lifted)).toBe(at + longestMs);
    expect(until(at + 600_000, [], agent({ state: 'free', since: at + 500_000 }))).toBeNull();
    expect(until(at + 600_000, [], agent({ state: 'busy', since: at + 400_000 }))).toBeNull();
    expect(until(at + 600_000, [], { ...lifted, calls: ['3.3'] })).toBeNull();
  });

  test.each([
    ['another extension', call({ legs: [leg({ extension: '117' })] })],
    ['an inbound call', call({ direction: 'in' })],
    ['a leg from before the order', call({ legs: [leg({ ringAt: at - 2001 })] })],
    ['a leg later than 60 s', call({ legs: [leg({ ringAt: at + 60_001 })] })],
  ])('%s is not its call', (_what, other) => {
    expect(until(at + 100_000, [other])).toBeNull();
  });

  test('never longer than four hours, though its end was lost', () => {
    expect(until(at + longestMs - 1, [call()])).toBe(at + longestMs);
    expect(until(at + longestMs, [call()])).toBeNull();
    expect(until(at + longestMs, [], agent({ state: 'busy', since: at + 4000 }))).toBeNull();
  });
});
