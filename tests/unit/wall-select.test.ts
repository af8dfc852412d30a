import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAlarms, noAlarms, shownAlarms } from '../../lib/board/alarms.ts';
import type { Condition } from '../../lib/board/attention.ts';
import { chooseDensity, densityFor } from '../../lib/board/density.ts';
import { shortNames } from '../../lib/board/display-name.ts';
import { abandonRate, averageSpeedOfAnswerMs, serviceLevel, sumOfDays } from '../../lib/board/metrics.ts';
import { countStates } from '../../lib/board/select.ts';
import { type Agent, agentStates, type QueueToday } from '../../lib/protocol/board.ts';

const day = (fields: Partial<QueueToday>): QueueToday => ({ ...sumOfDays([]), ...fields });

describe('metrics', () => {
  it('[M2] service level leaves short abandons out and needs ten decided calls', () => {
    expect(serviceLevel(day({ offered: 14, answered: 8, abandoned: 2, shortAbandoned: 4, withinTarget: 6 }))).toBe(0.6);
    expect(serviceLevel(day({ offered: 9, answered: 9, withinTarget: 9 }))).toBeNull();
  });
  it('[M3] without an answered call there is no ASA, not 0', () => {
    expect(averageSpeedOfAnswerMs(day({ offered: 3, abandoned: 3 }))).toBeNull();
    expect(averageSpeedOfAnswerMs(day({ answered: 2, waitMsTotal: 9_000 }))).toBe(4_500);
  });
  it('[M5] abandon rate leaves short abandons out of both sides', () => {
    expect(abandonRate(day({ offered: 12, abandoned: 1, shortAbandoned: 2 }))).toBe(0.1);
    expect(abandonRate(day({ offered: 2, shortAbandoned: 2 }))).toBeNull();
  });
  it('[M6] the house is the sum of its queues, its longest wait the longest of them', () => {
    const sum = sumOfDays([day({ offered: 2, longestWaitMs: 5 }), day({ offered: 3, longestWaitMs: 9 })]);
    expect(sum).toMatchObject({ offered: 5, longestWaitMs: 9 });
  });
});

describe('[M7] counts', () => {
  it('always add up to the total', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...agentStates)), (states) => {
        const agents = states.map((state, i) => ({ extension: `${i}`, state }) as Agent);
        const counts = countStates(agents);
        expect(agentStates.reduce((sum, state) => sum + counts[state], 0)).toBe(states.length);
        expect(counts.total).toBe(states.length);
        expect(counts.connected + counts.disconnected).toBe(counts.total);
      }),
    );
  });
});

describe('display names', () => {
  const named = (...names: (string | null)[]) => [
    ...shortNames(names.map((name, i) => ({ extension: String(100 + i), name }))).values(),
  ];
  it('are the first name and an initial', () => {
    expect(named('Beatriz Nogueira', 'João Pedro da Silva', 'Ana', null).sort()).toEqual(
      ['Beatriz N.', 'João S.', 'Ana', '103'].sort(),
    );
  });
  it('grow until they tell people apart, and never end in an ellipsis', () => {
    expect(named('Beatriz Nunes', 'Beatriz Nogueira')).toEqual(['Beatriz Nu.', 'Beatriz No.']);
    expect(named('Ana Sá', 'Ana Salgado')).toEqual(['Ana Sá', 'Ana Sa.']);
  });
  it('that are wholly the same carry the extension', () => {
    expect(named('Rita Melo', 'Rita Melo')).toEqual(['Rita Melo 100', 'Rita Melo 101']);
  });
  it('are all different, for any names', () => {
    const name = fc.array(fc.constantFrom('Ana', 'Rui', 'da', 'Sá', 'Sousa', 'Soares', 'Ñuñez'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        const short = named(...names.map((words) => words.join(' ')));
        expect(new Set(short.map((text) => text.toLowerCase())).size).toBe(short.length);
      }),
    );
  });
});

describe('density', () => {
  it.each([
    [5, 'xl'],
    [12, 'xl'],
    [13, 'l'],
    [24, 'l'],
    [40, 'm'],
    [64, 's'],
    [80, 's'],
    [81, 'grid'],
    [500, 'grid'],
  ])('%i agents: %s', (count, density) => {
    expect(densityFor(count)).toBe(density);
  });
  it('does not flap when one agent comes and goes, and never keeps what cannot hold them', () => {
    let choice = chooseDensity(null, 13, 0);
    choice = chooseDensity(choice, 12, 1_000);
    expect(choice.density).toBe('l');
    expect(chooseDensity(choice, 12, 61_000).density).toBe('xl');
    expect(chooseDensity(chooseDensity(null, 12, 0), 13, 1).density).toBe('l');
    expect(chooseDensity(chooseDensity(null, 24, 0), 9, 1).density).toBe('xl');
  });
});

describe('[M10] alarms', () => {
  const wait = (over: boolean): Condition => ({
    key: 'wait 200',
    code: 'wait_over_limit',
    severity: 1,
    kind: 'queue',
    id: '200',
    since: 0,
    share: null,
    over,
  });
  const noFree: Condition = { ...wait(true), key: 'free 200', code: 'no_free_agents' };
  it('a condition must last before it is believed', () => {
    let alarms = nextAlarms(noAlarms, [noFree], 0);
    expect(shownAlarms(alarms)).toEqual([]);
    alarms = nextAlarms(alarms, [noFree], 9_999);
    expect(shownAlarms(alarms)).toEqual([]);
    expect(shownAlarms(nextAlarms(alarms, [noFree], 10_000))).toHaveLength(1);
    expect(shownAlarms(nextAlarms(nextAlarms(alarms, [], 10_000), [noFree], 11_000))).toEqual([]);
  });
  it('goes off at its lower threshold only, and not sooner than it can be read', () => {
    let alarms = nextAlarms(noAlarms, [wait(true)], 0);
    alarms = nextAlarms(alarms, [wait(false)], 30_000);
    expect(shownAlarms(alarms)).toHaveLength(1);
    expect(shownAlarms(nextAlarms(alarms, [], 31_000))).toEqual([]);
    expect(shownAlarms(nextAlarms(nextAlarms(noAlarms, [wait(true)], 0), [], 5_000))).toHaveLength(1);
    expect(nextAlarms(noAlarms, [wait(false)], 0).size).toBe(0);
  });
  it('the most severe first, then the oldest', () => {
    const list = [
      { ...wait(true), key: 'b', since: 5 },
      { ...wait(true), key: 'c', severity: 2 as const, since: 1 },
      wait(true),
    ];
    expect(shownAlarms(nextAlarms(noAlarms, list, 0)).map((c) => c.key)).toEqual(['wait 200', 'b', 'c']);
  });
});
