// The board in memory, and what is about to be stored from it: the calls it shows, and those it remembers for an hour.
import type { Place } from './place.ts';

export const placeBoard: Place = {
  name: 'board',
  find: ({ board }, { trace }) => Promise.resolve(board.callsWith((value) => trace.hideIn(value) !== value)),
  erase: ({ board }, { trace }) => board.redact(trace.hideIn),
};
