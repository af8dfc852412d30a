import { describe, expect, it } from 'vitest';
import { timerText } from '../../components/live/timer-text.ts';
import { columnCount, columnsOf, linesInColumn } from '../../components/wall/columns-of.ts';
import { wallKey } from '../../components/wall/wall-keys.ts';
import { type ConditionCode, conditions, limits } from '../../lib/board/attention.ts';
import { sumOfDays } from '../../lib/board/metrics.ts';
import { callsInOrder, spellOf, stateOrder, waitingIn } from '../../lib/board/select.ts';
import { formatOpening } from '../../lib/i18n/days.ts';
import { formatAge } from '../../lib/i18n/numbers.ts';
import type { Agent, AgentState, Board, Call, Queue } from '../../lib/protocol/board.ts';
import { callRecord } from '../support/call-record.ts';

const now = 1_000_000_000;
const agent = (extension: string, state: AgentState, ageMs = 0): Agent => ({
  extension,
  name: null,
  team: null,
  state,
  word: null,
  since: now - ageMs,
  queues: ['200'],
  calls: [],
  from: 'poll',
});
const waiting = (id: string, ageMs: number) =>
  callRecord({ id, pbxIds: [], ref: '', party: null, queue: '200', startedAt: now - ageMs, state: 'waiting' });
function board(agents: readonly Agent[], calls: readonly Call[] = [], today: Partial<Queue['today']> = {}): Board {
  const queue: Queue = {
    number: '200',
    name: null,
    members: agents.map((one) => one.extension),
    waiting: calls.map((call) => call.id),
    waitingKnown: true,
    today: { ...sumOfDays([]), ...today },
    targetSeconds: 20,
    shortAbandonSeconds: 5,
    hours: null,
  };
  return {
    source: { pbx: 'live', pbxAt: now, pbxWhy: null, hooks: 'live', hooksAt: now, hooksWhy: null },
    agents: Object.fromEntries(agents.map((one) => [one.extension, one])),
    queues: { '200': queue },
    calls: Object.fromEntries(calls.map((call) => [call.id, call])),
  };
}
const codes = (found: Board): ConditionCode[] => conditions(found, now).map((one) => one.code);

describe('[M9] worth attention', () => {
  it('is nothing on a calm floor', () => {
    expect(codes(board([agent('110', 'free'), agent('111', 'talking', 60_000)], [waiting('a', 5_000)]))).toEqual([]);
  });
  it('is a wait from its limit on, and lives on down to the lower one', () => {
    const at = (ms: number) => conditions(board([agent('110', 'free')], [waiting('a', ms)]), now);
    expect(at(limits.wait.off - 1)).toEqual([]);
    expect(at(limits.wait.off)).toMatchObject([{ code: 'wait_over_limit', over: false }]);
    expect(at(limits.wait.on)).toMatchObject([{ code: 'wait_over_limit', severity: 1, over: true }]);
  });
  it('is a caller whom nobody free can answer, and not a queue without callers', () => {
    const agents = [agent('110', 'talking'), agent('111', 'disconnected')];
    expect(codes(board(agents, [waiting('a', 0)]))).toEqual(['no_free_agents']);
    expect(codes(board(agents))).toEqual([]);
  });
  it('is a low service level, but not of a handful of calls', () => {
    expect(codes(board([], [], { answered: 10, withinTarget: 7 }))).toEqual(['service_level_low']);
    expect(codes(board([], [], { answered: 9, withinTarget: 0 }))).toEqual([]);
    expect(codes(board([], [], { answered: 10, withinTarget: 8 }))).toEqual([]);
  });
  it.each([
    ['talking', limits.talk.on, 'talk_over_limit'],
    ['busy', limits.busy.on, 'busy_without_call'],
    ['ringing', limits.ringing.on, 'ringing_long'],
  ] as const)('is an agent who is %s for longer than its limit', (state, limitMs, code) => {
    expect(codes(board([agent('110', state, limitMs - 1)]))).toEqual([]);
    expect(codes(board([agent('110', state, limitMs)]))).toEqual([code]);
  });
  it('is a word of the PBX that nobody knows', () => {
    expect(codes(board([{ ...agent('110', 'unknown'), word: 'Em pausa' }]))).toEqual(['unknown_word']);
    expect(codes(board([agent('110', 'unknown')]))).toEqual([]);
  });
});

describe('[M8] who waits', () => {
  it('counts a caller in two lists once, and takes the oldest of all', () => {
    const one = board([], [waiting('a', 9_000), waiting('b', 30_000)]);
    const [queue] = Object.values(one.queues);
    if (!queue) throw new Error('no queue');
    expect(waitingIn(one, [queue, queue])).toEqual({ count: 2, oldestAt: now - 30_000, known: true });
  });
  it('is not known, rather than nobody, where no queue can show its callers', () => {
    const one = board([]);
    const queues = Object.values(one.queues).map((queue) => ({ ...queue, waitingKnown: false }));
    expect(waitingIn(one, queues).known).toBe(false);
  });
});

describe('live calls', () => {
  it('stand with the longest wait on top and what ended last, the newest first', () => {
    const ended = (id: string, endedAt: number): Call => ({ ...waiting(id, 0), state: 'ended', endedAt });
    const calls: Call[] = [
      ended('e1', 1),
      ended('e2', 2),
      waiting('w1', 1_000),
      { ...waiting('r', 5_000), state: 'ringing' },
    ];
    expect(callsInOrder([...calls, waiting('w2', 2_000)]).map((call) => call.id)).toEqual([
      'w2',
      'w1',
      'r',
      'e2',
      'e1',
    ]);
  });
});

describe('the timer of an agent', () => {
  it('starts anew in a later spell of the same state, even if nothing was seen in between', () => {
    expect(spellOf(agent('110', 'free', 3_600_000))).not.toBe(spellOf(agent('110', 'free', 10_000)));
  });
  it('goes on while one call lasts, however its start is corrected', () => {
    const talking = { ...agent('110', 'talking', 9_000), calls: ['a'] };
    expect(spellOf({ ...talking, since: talking.since + 2_000 })).toBe(spellOf(talking));
  });
  it('stands still with a plus while its data is old, and is a dash once that is dead', () => {
    expect(timerText(161_000, null, 'wall')).toBe('2:41');
    expect(timerText(161_000, 0, 'wall')).toBe('2:41+');
    expect(timerText(161_000, 300_000, 'wall')).toBe('2:41+');
    expect(timerText(161_000, 300_001, 'wall')).toBe('—');
    expect(timerText(3_720_000, null, 'desk')).toBe('1:02:00');
  });
});

describe('lines in columns', () => {
  const names = Array.from({ length: 80 }, (_, i) => String(110 + i));
  it('hold everybody once, with heads that count what stands under them', () => {
    const state = (extension: string) => stateOrder[Number(extension) % stateOrder.length] ?? 'unknown';
    const lines = columnsOf(names, state).flat();
    expect(lines.flatMap((line) => (line.kind === 'agent' ? line.extension : [])).sort()).toEqual(names);
    const heads = lines.flatMap((line) => (line.kind === 'head' && !line.continued ? line.count : []));
    expect(heads.reduce((sum, count) => sum + count, 0)).toBe(80);
  });
  it('fit five columns, say where a group goes on, and leave no head alone at a foot', () => {
    const columns = columnsOf(names, (extension) => (Number(extension) < 127 ? 'ringing' : 'free'));
    expect(columns).toHaveLength(columnCount);
    for (const column of columns) expect(column.length).toBeLessThanOrEqual(linesInColumn);
    for (const column of columns.slice(1)) expect(column[0]).toMatchObject({ kind: 'head' });
    for (const column of columns) expect(column.at(-1)?.kind).toBe('agent');
  });
});

describe('the age of data', () => {
  it('is told in the unit a person would use', () => {
    expect(formatAge('pt-PT', -5)).toBe('0 s');
    expect(formatAge('pt-PT', 89_999)).toBe('89 s');
    expect(formatAge('es-ES', 90_000)).toBe('1 min');
    expect(formatAge('pt-PT', 3 * 3_600_000)).toBe('3 h');
  });
});

describe('the next opening', () => {
  it('has its weekday when it is more than a day away', () => {
    const friday = Date.UTC(2026, 10, 20, 20);
    expect(formatOpening('es-ES', Date.UTC(2026, 10, 23, 9), friday, 'Europe/Lisbon')).toBe('09:00 (lun)');
    expect(formatOpening('es-ES', Date.UTC(2026, 10, 21, 9), friday, 'Europe/Lisbon')).toBe('09:00');
    expect(formatOpening('es-ES', null, friday, 'Europe/Lisbon')).toBe('—');
  });
});

describe('keys', () => {
  const press = { ctrlKey: false, metaKey: false, altKey: false, typing: false, single: true };
  it('do nothing while something is typed, with a modifier, or when switched off', () => {
    expect(wallKey({ ...press, key: 's' })).toEqual({ do: 'search' });
    for (const but of [{ typing: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }, { single: false }]) {
      expect(wallKey({ ...press, ...but, key: 's' })).toBeNull();
    }
    expect(wallKey({ ...press, key: '#' })).toBeNull();
  });
});
