// Boards made by hand for pages that are told them: one queue, or as many people as it takes. Times are ages, ms.
import { sumOfDays } from '../../lib/board/metrics.ts';
import type { Agent, AgentState, Board, Call, Queue, Source } from '../../lib/protocol/board.ts';

export const live = (): Source => ({
  pbx: 'live',
  pbxAt: Date.now(),
  pbxWhy: null,
  hooks: 'live',
  hooksAt: Date.now(),
  hooksWhy: null,
});
/** The PBX has not answered for so long. */
export const ill = (pbx: 'stale' | 'down', agoMs: number): Source => ({
  ...live(),
  pbx,
  pbxAt: Date.now() - agoMs,
  pbxWhy: 'timeout',
});
export const agent = (extension: string, state: AgentState, ageMs = 0, more: Partial<Agent> = {}): Agent => ({
  extension,
  name: null,
  team: null,
  state,
  word: null,
  since: Date.now() - ageMs,
  queues: ['200'],
  calls: [],
  from: 'poll',
  ...more,
});
export const waiting = (id: string, ageMs: number, queue = '200'): Call => ({
  id,
  pbxIds: [id],
  ref: '',
  direction: 'in',
  party: '912345678',
  ddi: null,
  queue,
  startedAt: Date.now() - ageMs,
  state: 'waiting',
  answeredAt: null,
  endedAt: null,
  result: null,
  cause: null,
  inferred: null,
  legs: [],
});
/** Every agent is a member of every queue; a call waits in its own. */
export function board(agents: readonly Agent[], calls: readonly Call[] = [], queues = ['200']): Board {
  const queue = (number: string): Queue => ({
    number,
    name: null,
    members: agents.map(({ extension }) => extension),
    waiting: calls.filter((call) => call.queue === number).map(({ id }) => id),
    waitingKnown: true,
    today: { ...sumOfDays([]), offered: 20, answered: 19, abandoned: 1, withinTarget: 19 },
    targetSeconds: 20,
    shortAbandonSeconds: 5,
    hours: null,
  });
  return {
    source: live(),
    agents: Object.fromEntries(agents.map((one) => [one.extension, one])),
    queues: Object.fromEntries(queues.map((number) => [number, queue(number)])),
    calls: Object.fromEntries(calls.map((call) => [call.id, call])),
  };
}
