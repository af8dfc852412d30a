import { describe, expect, it } from 'vitest';
import { stagePlace } from '../../components/wall/burn-in.ts';
import { pageShown } from '../../components/wall/page-shown.ts';
import { acknowledgeAll, isPressing, nextAlarms, noAlarms, shownAlarms, watchBoard } from '../../lib/board/alarms.ts';
import type { Condition } from '../../lib/board/attention.ts';
import { agent, board, waiting } from '../e2e/made-board.ts';

const severe: Condition = {
  key: 'wait 200',
  code: 'wait_over_limit',
  severity: 1,
  kind: 'queue',
  id: '200',
  since: 0,
  share: null,
  over: true,
};
const mild: Condition = { ...severe, key: 'talk 110', code: 'talk_over_limit', severity: 2, kind: 'agent', id: '110' };

describe('[M11] an acknowledged alarm', () => {
  it('presses no more and is still shown; what is not severe never presses', () => {
    const before = nextAlarms(noAlarms, [severe, mild], 0);
    expect(shownAlarms(before).map(isPressing)).toEqual([true, false]);
    const after = shownAlarms(nextAlarms(acknowledgeAll(before, 5), [severe, mild], 6));
    expect(after.map(({ key, acknowledgedAt }) => [key, acknowledgedAt])).toEqual([
      ['wait 200', 5],
      ['talk 110', null],
    ]);
    expect(after.some(isPressing)).toBe(false);
  });
  it('must be acknowledged anew when it comes back', () => {
    const known = acknowledgeAll(nextAlarms(noAlarms, [severe], 0), 1);
    const gone = nextAlarms(known, [], 60_000);
    expect(gone.size).toBe(0);
    expect(shownAlarms(nextAlarms(gone, [severe], 61_000)).map(isPressing)).toEqual([true]);
  });
});

describe('[M11] without an answer of the PBX', () => {
  const now = Date.now();
  const busy = board([agent('110', 'busy', 16 * 60_000), agent('111', 'talking')], [waiting('w', 50_000)]);
  const keys = (alarms: ReturnType<typeof watchBoard>) => shownAlarms(alarms).map((one) => one.key);
  it('what only its polls tell begins nothing', () => {
    let alarms = watchBoard(noAlarms, busy, now, true);
    alarms = watchBoard(alarms, busy, now + 9_000, true);
    expect(keys(alarms)).toEqual([]);
  });
  it('what was shown before stays, as nobody told its end', () => {
    const before = watchBoard(noAlarms, busy, now, false);
    expect(keys(before)).toEqual(['busy 110']);
    expect(keys(watchBoard(before, busy, now + 60_000, true))).toContain('busy 110');
  });
  it('a caller who waits too long is still told by events', () => {
    expect(keys(watchBoard(noAlarms, busy, now + 20_000, true))).toEqual(['wait 200']);
  });
});

describe('the page that is shown', () => {
  const all = [0, 1, 2, 3, 4, 5, 6];
  const none = () => false;
  it('turns by itself when there are several', () => {
    expect([0, 1, 2].map((turned) => pageShown(all, 3, turned, false, none).page)).toEqual([0, 1, 2]);
    expect(pageShown(all, 3, 3, false, none)).toEqual({ page: 0, turns: true });
    expect(pageShown(all, 7, 5, false, none)).toEqual({ page: 0, turns: false });
  });
  it('stands still while an alarm presses, at what it is about', () => {
    expect(pageShown(all, 3, 1, true, none)).toEqual({ page: 1, turns: false });
    expect(pageShown(all, 3, 1, true, (item) => item === 6)).toEqual({ page: 2, turns: false });
  });
  it('turns among the pages of several alarms', () => {
    const pages = [0, 1, 2].map((turned) => pageShown(all, 3, turned, true, (item) => item === 0 || item === 6));
    expect(pages).toEqual([0, 2, 0].map((page) => ({ page, turns: true })));
  });
});

describe('the place of the picture', () => {
  const minutes = Array.from({ length: 24 * 60 }, (_, minute) => stagePlace(minute * 60_000));
  it('strays by 0.4 % of the height at most, over seven places', () => {
    for (const { x, y } of minutes) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(0.4);
    expect(new Set(minutes.map(({ x, y }) => `${x} ${y}`)).size).toBe(7);
  });
  it('changes the sides of the header every hour', () => {
    expect(minutes.filter(({ mirrored }) => mirrored)).toHaveLength(12 * 60);
    expect(stagePlace(0).mirrored).not.toBe(stagePlace(3_600_000).mirrored);
  });
});
