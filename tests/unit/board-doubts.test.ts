import { describe, expect, test } from 'vitest';
import { doubts } from '../../lib/board/find-call.ts';
import { fold, heard, house, START } from '../support/board-events.ts';

const at = (ms: number) => START + ms;
const q = { queue: '200' };
const second = { shortId: '1772442090', fullId: '1772442090.7', ...q };

describe('[R5] a talk whose end was lost', () => {
  const first = [heard('ringing', '116', 0, q), heard('answered', '116', 5_000, q)];
  const next = [heard('ringing', '116', 90_000, second), heard('answered', '116', 95_000, second)];

  test('is doubted once its agent has answered a later call', () => {
    const alone = fold(first, house());
    expect(doubts(alone, at(600_000))).toEqual([]);
    const both = fold(next, alone);
    expect(doubts(both, at(100_000))).toEqual(['1772442000']);
  });

  test('is not doubted while the later one only rings, nor at somebody else’s phone', () => {
    const [ring] = next;
    if (!ring) throw new Error('there is a ring');
    expect(doubts(fold([ring], fold(first, house())), at(100_000))).toEqual([]);
    const elsewhere = [heard('ringing', '117', 90_000, second), heard('answered', '117', 95_000, second)];
    expect(doubts(fold(elsewhere, fold(first, house())), at(100_000))).toEqual([]);
  });

  test('ends by "no such call", and the later one goes on', () => {
    const asked = { type: 'call_asked', at: at(101_000), askedAt: at(100_960), callId: '1772442000' } as const;
    const live = { ...asked, callId: '1772442090.7', at: at(99_000), askedAt: at(98_960), live: true } as const;
    const state = fold([live, { ...asked, live: false }], fold(next, fold(first, house())));
    expect(Object.values(state.board.calls).map((call) => [call.id, call.state])).toEqual([
      ['1772442000', 'ended'],
      ['1772442090.7', 'talking'],
    ]);
    expect(state.board.agents['116']).toMatchObject({ state: 'talking', calls: ['1772442090.7'] });
  });
});
