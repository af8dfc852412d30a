// [K] reading windows page by page, filters in a URL, figures and the clock of a house.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { locales } from '../../lib/i18n/locale.ts';
import { messagesOf } from '../../lib/i18n/messages.ts';
import { RecordsQuery } from '../../lib/protocol/record-shapes.ts';
import { askedSpan, windowsOf } from '../../lib/records/asked-span.ts';
import { addTallies, countsAsOffered, figureNames, figuresOf, nothing, type Tally } from '../../lib/records/figures.ts';
import { filterOf, filterToQuery } from '../../lib/records/filter.ts';
import { houseClock } from '../../lib/records/group-key.ts';
import { beginPass, isSettled, type Oddity, type Pass, passAfter } from '../../lib/records/page-pass.ts';
import { wallTime } from '../../lib/time/zone.ts';

const hourMs = 3_600_000;
const zone = 'Europe/Madrid';
// Clocks turn at 01:00 UTC.
const spring = Date.UTC(2026, 2, 29, 1);
const autumn = Date.UTC(2026, 9, 25, 1);

describe('[K6] the local times that are asked for', () => {
  const localMinute = (at: number) => {
    const { year, month, day, hour, minute } = wallTime(at, zone);
    return Date.UTC(year, month - 1, day, hour, minute);
  };
  /** Both instants a local minute may stand for. */
  const readings = (local: number) =>
    [1, 2].map((hours) => local - hours * hourMs).filter((at) => localMinute(at) === local);

  it('never leave a minute of the window out, however a repeated hour is read', () => {
    const around = fc.oneof(fc.constant(spring), fc.constant(autumn));
    fc.assert(
      fc.property(
        around,
        fc.integer({ min: -400, max: 400 }),
        fc.integer({ min: 1, max: 600 }),
        (day, begin, length) => {
          const from = day + begin * 60_000;
          const to = from + length * 60_000;
          const asked = askedSpan(from, to, zone);
          const firsts = readings(localMinute(asked.from));
          const lasts = readings(localMinute(asked.to));
          expect(firsts.length).toBe(1);
          expect(lasts.length).toBe(1);
          expect(firsts[0]).toBeLessThanOrEqual(from);
          expect(lasts[0]).toBeGreaterThanOrEqual(to);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of a back-fill are windows that join without a gap, none across a change of clocks, newest first', () => {
    const from = Date.UTC(2026, 9, 23, 7, 30);
    const to = Date.UTC(2026, 9, 26, 9, 15);
    const windows = windowsOf(from, to, zone);
    expect(windows[0]?.to).toBe(to);
    expect(windows.at(-1)?.from).toBe(from);
    windows.forEach((window, i) => {
      if (i > 0) expect(window.to).toBe(windows[i - 1]?.from);
      expect(window.to - window.from).toBeLessThanOrEqual(7 * hourMs);
    });
    expect(
      windows
        .map((window) => wallTime(window.from, zone).hour)
        .slice(0, -1)
        .every((hour) => hour % 6 === 0),
    ).toBe(true);
  });
});

describe('[K7] a window is read page by page', () => {
  interface Answer {
    readonly rows: readonly number[];
    readonly totalPages: number | null;
  }
  /** Reads until settled, as the sync does; returns what was found and how. */
  function readAll(ask: (page: number) => Answer, passes = 12) {
    const stored = new Set<number>();
    const odd: Oddity[][] = [];
    let [asked, quiet] = [0, 0];
    for (let n = 0; n < passes; n++) {
      let pass: Pass = beginPass(25);
      const met = new Set<number>();
      const before = stored.size;
      while (!pass.done) {
        const answer = ask(pass.page);
        asked++;
        const fresh = answer.rows.filter((row) => !met.has(row));
        for (const row of answer.rows) {
          met.add(row);
          stored.add(row);
        }
        pass = passAfter(pass, {
          page: pass.page,
          rows: answer.rows.length,
          fresh: new Set(fresh).size,
          totalPages: answer.totalPages,
        });
      }
      odd.push([...pass.odd]);
      quiet = stored.size === before ? quiet + 1 : 0;
      if (isSettled(pass, stored.size, quiet)) return { stored, odd, asked, settled: true };
    }
    return { stored, odd, asked, settled: false };
  }
  const pager =
    (rows: readonly number[], size: number) =>
    (page: number): Answer => ({
      rows: rows.slice((page - 1) * size, page * size),
      totalPages: Math.ceil(rows.length / size),
    });
  const rowsOf = (count: number) => Array.from({ length: count }, (_, i) => i);

  it('an honest PBX is asked once for each page and once for the end', () => {
    expect(readAll(pager(rowsOf(60), 25))).toMatchObject({ asked: 4, odd: [[]], settled: true });
    expect(readAll(pager(rowsOf(50), 25)).asked).toBe(3);
    expect(readAll(pager([], 25))).toMatchObject({ asked: 3, odd: [['empty_window']], settled: true });
  });

  it.each([
    ['tells of one page too few', (a: Answer) => ({ ...a, totalPages: 1 })],
    ['tells of no pages at all', (a: Answer) => ({ ...a, totalPages: 0 })],
    ['tells of a hundred pages', (a: Answer) => ({ ...a, totalPages: 100 })],
    ['does not tell', (a: Answer) => ({ ...a, totalPages: null })],
    ['prints every row twice', (a: Answer) => ({ ...a, rows: [...a.rows, ...a.rows] })],
    ['prints rows in any order', (a: Answer) => ({ ...a, rows: [...a.rows].reverse() })],
  ])('nothing is lost when the PBX always %s', (_, spoil) => {
    const honest = pager(rowsOf(90), 25);
    const read = readAll((page) => spoil(honest(page)));
    expect([read.stored.size, read.settled]).toEqual([90, true]);
  });

  it('a PBX that gives its last page for ever does not hold us for ever', () => {
    const honest = pager(rowsOf(60), 25);
    const read = readAll((page) => honest(Math.min(page, 3)));
    expect([read.stored.size, read.settled]).toEqual([60, true]);
  });

  it('[K7] pages that are now and then empty, doubled or cut are read again until nothing is missing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.infiniteStream(fc.noBias(fc.integer({ min: 0, max: 99 }))),
        (count, luck) => {
          const honest = pager(rowsOf(count), 25);
          let last: Answer = { rows: [], totalPages: 0 };
          const read = readAll((page) => {
            const drawn = luck.next().value;
            const right = honest(page);
            // A last page that is cut looks like a shorter one: nobody can tell, but the overlap sees it again.
            const cut = page < (right.totalPages ?? 0) ? { ...right, rows: right.rows.slice(0, 9) } : right;
            const spoilt = drawn < 3 ? { ...right, rows: [] } : drawn < 6 ? last : drawn < 9 ? cut : right;
            last = spoilt;
            return spoilt;
          }, 60);
          expect(read.stored.size).toBeLessThanOrEqual(count);
          // Three spoilt looks in a row at the one page of a small window may pass for the truth; the overlap sees it again.
          if (count > 25) expect(read.stored.size).toBe(count);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('[K8] a filter stands in the URL', () => {
  test.each([
    ['from', { from: 'yesterday' }],
    ['to', { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }],
    ['kind', { kind: 'both' }],
    ['agent', { agent: '1' }],
    ['number', { number: '12' }],
    ['number', { number: 'abc912' }],
    ['status', { status: 'answered,lost' }],
    ['direction', { direction: 'sideways' }],
    ['minDuration', { minDuration: '-1' }],
    ['maxDuration', { minDuration: '10', maxDuration: '5' }],
    ['maxWait', { minWait: '10', maxWait: '5' }],
    ['pageSize', { pageSize: '201' }],
    ['page', { page: '201', pageSize: '50' }],
    ['sort', { sort: 'caller' }],
    ['hour', { hour: '24' }],
    ['weekday', { weekday: '0' }],
  ])('one that makes no sense is refused by its name: %s', (field, query) => {
    const parsed = RecordsQuery.safeParse(query);
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toContain(field);
  });

  it('written and read again is the same filter', () => {
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const seconds = fc.integer({ min: 0, max: 5_000 }).map(String);
    const lists = (item: fc.Arbitrary<string>) =>
      fc.uniqueArray(item, { minLength: 1, maxLength: 3 }).map((l) => l.join(','));
    const query = fc.record({
      from: optional(fc.integer({ min: 1, max: 2e12 }).map(String)),
      kind: optional(fc.constantFrom('calls', 'queue')),
      agent: optional(lists(fc.constantFrom('116', '117', '1000'))),
      queue: optional(lists(fc.constantFrom('200', '201'))),
      number: optional(fc.constantFrom('912345678', '+351912345678', '3456')),
      status: optional(lists(fc.constantFrom('answered', 'abandoned', 'unknown'))),
      short: optional(fc.constantFrom('yes', 'no')),
      minWait: optional(seconds),
      maxDuration: optional(seconds),
      weekday: optional(lists(fc.constantFrom('1', '7'))),
      hour: optional(lists(fc.constantFrom('0', '23'))),
    });
    fc.assert(
      fc.property(query, (fields) => {
        const filter = filterOf(fields, '351');
        expect(filterOf(filterToQuery(filter), '351')).toEqual(filter);
        expect(RecordsQuery.safeParse(filterToQuery(filter)).success).toBe(true);
      }),
    );
  });
});

describe('[K9] figures', () => {
  const tally: Tally = {
    ...{ count: 57, offered: 22, answered: 16, abandoned: 6, short: 2, withinTarget: 12 },
    ...{ waitCount: 16, waitMs: 160_000, longestWaitMs: 40_000, talkCount: 8, talkMs: 800_000 },
  };

  it('leave short abandons out of both sides, and average over those that told', () => {
    expect(figuresOf(tally)).toEqual({
      count: 57,
      offered: 22,
      answered: 16,
      abandoned: 4,
      shortAbandoned: 2,
      withinTarget: 12,
      serviceLevel: 12 / 20,
      asaMs: 10_000,
      ahtMs: 100_000,
      longestWaitMs: 40_000,
      waitMsTotal: 160_000,
      talkMsTotal: 800_000,
    });
  });

  it('are named and explained in every language', () => {
    for (const locale of locales) {
      const { figures } = messagesOf(locale).records;
      expect(Object.keys(figures)).toEqual([...figureNames]);
      for (const name of figureNames) expect(figures[name].formula.length).toBeGreaterThan(20);
    }
  });

  it('know no wait and no talk that was not told', () => {
    const untold = { ...tally, withinTarget: 0, waitCount: 0, waitMs: 0, longestWaitMs: 0, talkCount: 0, talkMs: 0 };
    expect(figuresOf(untold)).toMatchObject({ serviceLevel: null, asaMs: null, ahtMs: null, longestWaitMs: null });
  });

  it('add up in any order, and count a call on one side only', () => {
    expect(addTallies(addTallies(nothing, tally), tally)).toEqual(addTallies(tally, tally));
    expect(addTallies(tally, tally)).toMatchObject({ offered: 44, longestWaitMs: 40_000 });
    expect(countsAsOffered({ kind: 'queue', direction: 'in' }, null)).toBe(true);
    expect(countsAsOffered({ kind: 'calls', direction: 'in' }, null)).toBe(false);
    expect(countsAsOffered({ kind: 'calls', direction: 'in' }, 'calls')).toBe(true);
    expect(countsAsOffered({ kind: 'calls', direction: 'out' }, 'calls')).toBe(false);
  });
});

describe('[K10] the clock of the house', () => {
  it('has 23 hours on one Sunday and 25 on another', () => {
    const clock = houseClock('Europe/Lisbon');
    const hoursOf = (day: string, from: number) =>
      new Set(
        Array.from({ length: 60 * 4 }, (_, i) => from + i * 900_000)
          .filter((at) => clock.day(at) === day)
          .map(clock.hourStart),
      ).size;
    expect(hoursOf('2026-03-29', Date.UTC(2026, 2, 28, 12))).toBe(23);
    expect(hoursOf('2026-10-25', Date.UTC(2026, 9, 24, 12))).toBe(25);
    expect(hoursOf('2026-06-10', Date.UTC(2026, 5, 9, 12))).toBe(24);
    expect([clock.weekday(Date.UTC(2026, 2, 29, 12)), clock.hour(Date.UTC(2026, 2, 29, 12))]).toEqual([7, 13]);
  });

  it('begins its hours where the zone’s begin', () => {
    expect(houseClock('Asia/Kolkata').hourStart(Date.UTC(2026, 0, 1, 12, 40))).toBe(Date.UTC(2026, 0, 1, 12, 30));
  });
});
