// The pure rules behind the pages of the records: periods, bars, addresses, links of reports, and the story of a call.
import { describe, expect, it } from 'vitest';
import type { CallRecord, Figures } from '../../lib/protocol/record-shapes.ts';
import { callStory, filled } from '../../lib/records/call-story.ts';
import { addressOf, filterQuery, spanOfView, toggled, viewOf } from '../../lib/records/explorer-view.ts';
import { binOf, scaleEnd, slotsOf } from '../../lib/records/histogram.ts';
import { instantOfLocal, localText, spanBefore, spanOf } from '../../lib/records/period.ts';
import { reportLink } from '../../lib/records/report-link.ts';
import { callRecord, legRecord } from '../support/call-record.ts';

const zone = 'Europe/Lisbon';
const hourMs = 3_600_000;
const at = (text: string) => instantOfLocal(text, zone) ?? Number.NaN;
const figures = (fields: Partial<Figures>): Figures => ({
  ...{ count: 0, offered: 0, answered: 0, abandoned: 0, shortAbandoned: 0, withinTarget: 0 },
  ...{ serviceLevel: null, asaMs: null, ahtMs: null, longestWaitMs: null, waitMsTotal: 0, talkMsTotal: 0 },
  ...fields,
});
const start = at('2026-11-23T14:57');
const record = (fields: Partial<CallRecord>): CallRecord => ({
  ...{ id: '1.1', key: '1-1', kind: 'calls', startedAt: start, endedAt: null, durationMs: null, direction: 'in' },
  ...{ caller: '912345678', called: '116', party: '912345678', agent: null, queue: null, ddi: null },
  ...{ status: 'answered', word: '', waitMs: null, talkMs: null, short: false, extra: {}, note: null },
  ...fields,
});

describe('a period', () => {
  it('has 23 hours on the day clocks go forward, 25 on the day they go back', () => {
    const length = (day: string) => {
      const { from, to } = spanOf('today', at(`${day}T12:00`), zone);
      return (to - from) / hourMs;
    };
    expect([length('2026-03-29'), length('2026-10-25'), length('2026-11-23')]).toEqual([23, 25, 24]);
  });

  it('of seven days holds today, and of this month all of it', () => {
    const now = at('2026-11-23T12:00');
    const texts = (preset: 'week' | 'month' | 'yesterday') => {
      const { from, to } = spanOf(preset, now, zone);
      return [localText(from, zone), localText(to, zone)];
    };
    expect(texts('week')).toEqual(['2026-11-17T00:00', '2026-11-24T00:00']);
    expect(texts('month')).toEqual(['2026-11-01T00:00', '2026-12-01T00:00']);
    expect(texts('yesterday')).toEqual(['2026-11-22T00:00', '2026-11-23T00:00']);
  });

  it('is compared with as many days before; while it runs, with as much of them', () => {
    const comparedWith = (span: { from: number; to: number }, now: string) => {
      const found = spanBefore(span, at(now), zone);
      return [localText(found.from, zone), localText(found.to, zone)];
    };
    const now = '2026-11-23T12:30';
    expect(comparedWith(spanOf('today', at(now), zone), now)).toEqual(['2026-11-22T00:00', '2026-11-22T12:30']);
    expect(comparedWith(spanOf('yesterday', at(now), zone), now)).toEqual(['2026-11-21T00:00', '2026-11-22T00:00']);
    expect(comparedWith(spanOf('week', at(now), zone), now)).toEqual(['2026-11-10T00:00', '2026-11-16T12:30']);
    expect(comparedWith(spanOf('month', at(now), zone), now)).toEqual(['2026-10-01T00:00', '2026-10-23T12:30']);
    // The morning after clocks went back is compared with a morning, not with the hour 24 hours ago.
    expect(comparedWith(spanOf('today', at('2026-10-26T09:00'), zone), '2026-10-26T09:00')).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T09:00',
    ]);
    // The 31st has no like in a month of 30: the whole month it is.
    expect(comparedWith(spanOf('month', at('2026-12-31T10:00'), zone), '2026-12-31T10:00')).toEqual([
      '2026-11-01T00:00',
      '2026-12-01T00:00',
    ]);
    const odd = { from: at('2026-11-20T09:15'), to: at('2026-11-20T10:00') };
    expect(comparedWith(odd, now)).toEqual(['2026-11-20T08:30', '2026-11-20T09:15']);
  });
});

describe('the bars', () => {
  it('leave no slot out, and put each group where it belongs', () => {
    const day = spanOf('today', at('2026-10-25T12:00'), zone);
    expect(binOf(day)).toBe('quarter_hour');
    const key = String(at('2026-10-25T15:15'));
    const slots = slotsOf('quarter_hour', day, [{ key, ...figures({ count: 5, answered: 3, abandoned: 1 }) }], zone);
    expect(slots).toHaveLength(100);
    expect(slots.filter(({ count }) => count > 0)).toEqual([
      { from: Number(key), to: Number(key) + 900_000, count: 5, answered: 3, abandoned: 1, rest: 1 },
    ]);
    expect(slots.at(-1)?.to).toBe(day.to);
  });

  it('are days of the house for a month, hours for a week, and cut at both ends of the span', () => {
    const month = spanOf('month', at('2026-10-10T12:00'), zone);
    expect(binOf(month)).toBe('day');
    const days = slotsOf('day', month, [{ key: '2026-10-25', ...figures({ count: 7 }) }], zone);
    expect(days).toHaveLength(31);
    expect(days[24]).toMatchObject({ count: 7, from: at('2026-10-25T00:00'), to: at('2026-10-26T00:00') });
    expect(binOf(spanOf('week', at('2026-11-23T12:00'), zone))).toBe('hour');
    const cut = slotsOf('hour', { from: at('2026-11-23T09:20'), to: at('2026-11-23T11:10') }, [], zone);
    expect(cut.map(({ from, to }) => (to - from) / 60_000)).toEqual([40, 60, 10]);
  });

  it('of years are put together, and lose no call', () => {
    const span = { from: at('2023-01-01T00:00'), to: at('2026-01-01T00:00') };
    const groups = ['2023-01-01', '2024-02-29', '2025-12-31'].map((key) => ({ key, ...figures({ count: 2 }) }));
    const slots = slotsOf('day', span, groups, zone);
    expect(slots.length).toBeLessThanOrEqual(366);
    expect(slots.reduce((all, { count }) => all + count, 0)).toBe(6);
  });

  it('end their scale at a round whole number', () => {
    expect([0, 4, 5, 11, 21, 230, 700, 999].map(scaleEnd)).toEqual([4, 4, 5, 15, 25, 250, 800, 1_000]);
  });
});

describe('a view', () => {
  it('is one address, and read again it is the same view', () => {
    const text = 'period=week&queue=200%2C201&status=abandoned&number=912&sort=-waitMs&row=1-1&peek=1';
    expect(addressOf(viewOf(new URLSearchParams(text))).toString()).toBe(text);
    expect(addressOf(viewOf(new URLSearchParams(''))).toString()).toBe('period=today');
    expect(viewOf(new URLSearchParams('period=never&sort=nonsense'))).toMatchObject({
      preset: 'today',
      sort: '-startedAt',
    });
  });

  it('asks the API for instants, whichever way the period was named', () => {
    const now = at('2026-11-23T12:00');
    const named = viewOf(new URLSearchParams('period=yesterday&agent=116'));
    const span = spanOfView(named, now, zone);
    expect(filterQuery(named, span).toString()).toBe(`from=${span.from}&to=${span.to}&agent=116`);
    const free = viewOf(new URLSearchParams(`from=${span.from}&to=${new Date(span.to).toISOString()}`));
    expect(spanOfView(free, now, zone)).toEqual(span);
    expect(spanOfView(viewOf(new URLSearchParams('to=1000')), now, zone).from).toBeLessThan(1_000);
  });

  it('takes a value of a list in and out', () => {
    expect(toggled(undefined, 'missed')).toBe('missed');
    expect(toggled('missed', 'busy')).toBe('missed,busy');
    expect(toggled('missed,busy', 'missed')).toBe('busy');
    expect(toggled('busy', 'busy')).toBeUndefined();
  });
});

describe('a number of a report', () => {
  const span = spanOf('yesterday', at('2026-11-23T12:00'), zone);
  const link = (address: string, ...rest: [Parameters<typeof reportLink>[2], Parameters<typeof reportLink>[3]]) =>
    reportLink(viewOf(new URLSearchParams(address)), span, ...rest, zone);

  it('leads to what it counted', () => {
    const lost = 'kind=queue&queue=200&status=abandoned&short=no';
    expect(link('period=yesterday', 'abandoned', { group: 'queue', key: '200' })).toBe(`period=yesterday&${lost}`);
    expect(link('period=yesterday', 'shortAbandoned', null)).toBe(
      'period=yesterday&kind=queue&status=abandoned&short=yes',
    );
    expect(link('period=yesterday&kind=calls', 'answered', null)).toBe(
      'period=yesterday&kind=calls&direction=in&status=answered',
    );
    expect(link('period=yesterday', 'offered', { group: 'weekday_hour', key: '2-09' })).toBe(
      'period=yesterday&kind=queue&weekday=2&hour=9',
    );
    const hour = at('2026-11-22T09:00');
    expect(link('period=yesterday', 'count', { group: 'hour', key: String(hour) })).toBe(
      `from=${hour}&to=${hour + hourMs}`,
    );
    expect(link('period=yesterday', 'count', { group: 'day', key: '2026-11-22' })).toBe(
      `from=${span.from}&to=${span.to}`,
    );
  });

  it('leads nowhere when no filter says what it counted', () => {
    expect(link('period=yesterday', 'count', { group: 'agent', key: '' })).toBeNull();
    expect(link('period=yesterday&status=missed', 'answered', null)).toBeNull();
    expect(link('period=yesterday', 'answered', { group: 'status', key: 'missed' })).toBeNull();
  });
});

describe('the story of a call', () => {
  it('joins both tickets of a call: who waited how long, who talked, and when it ended', () => {
    const told = { waitMs: 72_000, talkMs: 120_000, agent: '116' };
    const story = callStory(
      [record({ ...told, ddi: '210000000' }), record({ ...told, kind: 'queue', queue: '200', key: '1-2' })],
      null,
    );
    expect(story?.steps.map(({ kind }) => kind)).toEqual(['called', 'waited', 'answered', 'ended']);
    expect(story).toMatchObject({ queue: '200', endedAt: start + 192_000, status: 'answered', running: false });
    expect(story?.lanes.map(({ kind, id }) => [kind, id])).toEqual([
      ['party', '912345678'],
      ['queue', '200'],
      ['agent', '116'],
    ]);
    expect(story?.lanes[0]?.segments).toEqual([
      { kind: 'waiting', from: start, to: start + 72_000 },
      { kind: 'talking', from: start + 72_000, to: start + 192_000 },
    ]);
  });

  it('closes no gap silently, and a lane sums to the whole', () => {
    const story = callStory([record({ agent: '116', durationMs: 60_000 })], null);
    expect(story?.lanes[0]?.segments).toEqual([{ kind: 'unknown', from: start, to: start + 60_000 }]);
    expect(
      filled(
        [
          { kind: 'talking', from: 10, to: 20 },
          { kind: 'talking', from: 15, to: 30 },
        ],
        0,
        50,
      ),
    ).toEqual([
      { kind: 'unknown', from: 0, to: 10 },
      { kind: 'talking', from: 10, to: 20 },
      { kind: 'talking', from: 20, to: 30 },
      { kind: 'unknown', from: 30, to: 50 },
    ]);
  });

  it('says that an end was never sent, and invents none', () => {
    const story = callStory([record({ agent: '116' })], null);
    expect(story?.endedAt).toBeNull();
    expect(story?.steps.at(-1)?.kind).toBe('endless');
  });

  it('of an abandoned call ends with its wait', () => {
    const lost = record({ kind: 'queue', queue: '200', status: 'abandoned', waitMs: 161_000 });
    const story = callStory([lost], null);
    expect(story?.steps).toEqual([
      { kind: 'called', at: start, to: null },
      { kind: 'waited', at: start, queue: '200', ms: 161_000 },
      { kind: 'ended', at: start + 161_000, status: 'abandoned' },
    ]);
  });

  it('tells legs in their order, a transfer too, and a running call has no end', () => {
    const legs = [
      legRecord({ extension: '116', state: 'ended', ringAt: start + 10_000, endAt: start + 24_000, result: 'missed' }),
      legRecord({
        ...{ extension: '117', state: 'ended', ringAt: start + 24_000, answerAt: start + 30_000 },
        ...{ endAt: start + 90_000, result: 'transferred' },
      }),
      legRecord({ extension: '118', state: 'talking', ringAt: start + 90_000, answerAt: start + 95_000 }),
    ];
    const call = callRecord({ startedAt: start, state: 'talking', answeredAt: start + 30_000, queue: '200', legs });
    const story = callStory([], call);
    expect(story?.steps.map(({ kind }) => kind)).toEqual([
      'called',
      'waited',
      'rang',
      'answered',
      'transferred',
      'talking',
    ]);
    expect(story).toMatchObject({ running: true, endedAt: null });
    expect(story?.lanes[0]?.segments.map(({ kind, to }) => [kind, to])).toEqual([
      ['waiting', start + 30_000],
      ['talking', start + 90_000],
      ['unknown', start + 95_000],
      ['talking', null],
    ]);
    expect(callStory([], null)).toBeNull();
  });
});
