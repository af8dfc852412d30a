// A number taken out of the board leaves the very state that its events would have made without it.
import { expect, it, test } from 'vitest';
import type { CallHeard } from '../../lib/board/input.ts';
import { redactBoard } from '../../lib/board/redact.ts';
import { type BoardState, emptyBoardState } from '../../lib/board/state.ts';
import { step } from '../../lib/board/step.ts';
import { sameNumber } from '../../lib/dialling/same-number.ts';
import { createTrace } from '../../server/privacy/trace.ts';
import { HOUSE } from '../support/board-events.ts';
import { stories } from '../support/board-stories.ts';

const number = '601620202';
const trace = createTrace({
  text: `+34${number}`,
  international: { callingCode: '34', rest: number },
  national: [number],
});
const fold = (events: readonly CallHeard[]) =>
  events.reduce((state, event) => step(state, event).state, emptyBoardState(HOUSE));
/** Without the shards in which nothing is left. */
const tidy = ({ board, memory }: BoardState) => ({
  board,
  memory: {
    ...memory,
    keys: Object.fromEntries(Object.entries(memory.keys).filter(([, shard]) => Object.keys(shard).length > 0)),
  },
});
/** The last event writes the number in another way, and every second before it. */
const mixed = (events: readonly CallHeard[]) =>
  events.map((event, n) =>
    event.party === number && (n % 2 === 1 || n === events.length - 1) ? { ...event, party: `+34${number}` } : event,
  );

test.each(stories.map((story) => [story.name, story] as const))('[A28] %s', (_, story) => {
  const events = mixed(story.events);
  const before = fold(events);
  const after = redactBoard(before, trace.hideIn);
  expect(tidy(after.state)).toEqual(tidy(fold(events.map((event) => trace.hideIn(event)))));
  expect(JSON.stringify(after.state)).not.toContain(number.slice(-8));
  expect(after.calls).toBeGreaterThan(0);
  expect(redactBoard(after.state, trace.hideIn)).toEqual({ state: after.state, changes: [], calls: 0 });
});

it('[A28] masks are one number only when they are one text', () => {
  expect(sameNumber('••• ••• 678 bcdfg', '(••• ••• 678 bcdfg)')).toBe(true);
  expect(sameNumber('••• ••• 678 bcdfg', '••• ••• 678 zzzzz')).toBe(false);
  expect(sameNumber('••• ••• 678', '••• ••• 678 bcdfg')).toBe(false);
  expect(sameNumber('••• ••• 678', '678')).toBe(false);
});
