import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../../components/actions/api.ts';
import { type CallFeedback, type CallOrder, idle, nextFeedback } from '../../components/actions/call-feedback.ts';
import { mayCut, seenCut, uncut } from '../../components/actions/cut-feedback.ts';
import { armedMs, type HoldEvent, type HoldState, lookIn, nextHold } from '../../components/actions/hold-machine.ts';
import { createKept } from '../../components/actions/kept.ts';
import { safeNext } from '../../components/actions/safe-next.ts';
import { isClosed } from '../../components/actions/use-closed.ts';
import { whyAsk } from '../../components/actions/why-ask.ts';
import { previewCsv } from '../../components/settings/csv-preview.ts';
import { readHours, writeHours } from '../../components/settings/hours-text.ts';

function hold(rules: { holdMs: number; pressTwice: boolean }, ...steps: [HoldEvent, number][]): HoldState['step'] {
  let state: HoldState = { step: 'idle' };
  for (const [event, at] of steps) state = nextHold(state, event, at, rules);
  return state.step;
}

describe('[A] holding to hang up', () => {
  const rules = { holdMs: 800, pressTwice: false };
  it('a click never hangs up', () => {
    expect(hold(rules, ['down', 0], ['up', 60])).toBe('idle');
  });
  it('held long enough, it does, by time alone', () => {
    expect(hold(rules, ['down', 0], ['look', 799])).toBe('holding');
    expect(hold(rules, ['down', 0], ['look', 800])).toBe('done');
  });
  it('sliding off cancels, even at the very end', () => {
    expect(hold(rules, ['down', 0], ['leave', 801])).toBe('idle');
    expect(hold(rules, ['down', 0], ['leave', 400], ['look', 900])).toBe('idle');
  });
  it('it acts once', () => {
    expect(hold(rules, ['down', 0], ['look', 800], ['up', 810], ['down', 900])).toBe('done');
  });
  it('pressing twice does it for those who cannot hold; a double click counts once, and arming ends after 3 s', () => {
    const twice = { holdMs: 800, pressTwice: true };
    expect(hold(twice, ['down', 0], ['up', 50])).toBe('armed');
    expect(hold(twice, ['down', 0], ['up', 50], ['down', 120])).toBe('armed');
    expect(hold(twice, ['down', 0], ['up', 50], ['down', 600])).toBe('done');
    expect(hold(twice, ['down', 0], ['up', 50], ['look', armedMs], ['down', armedMs + 1])).toBe('armed');
    expect(hold(twice, ['down', 0], ['look', armedMs])).toBe('idle');
  });
  it('says when to look again', () => {
    expect(lookIn({ step: 'holding', since: 100 }, 300, rules)).toBe(600);
    expect(lookIn({ step: 'idle' }, 300, rules)).toBe(null);
  });
});

describe('[A] what a call button shows', () => {
  const order: CallOrder = { extension: '116', number: '912345678', wire: '912345678', shown: '912 345 678' };
  const action = { kind: 'call', extension: '116', number: '912345678', at: 1000 } as const;
  const sending = nextFeedback(idle, { type: 'press', order, why: [], key: 'k1' });
  const following = nextFeedback(sending, { type: 'accepted', action });
  const failed = (code: ConstructorParameters<typeof ApiFailure>[0]) =>
    nextFeedback(sending, { type: 'failed', failure: new ApiFailure(code, 'words') });

  it('one press sends at once; a second press while it is sent or rings places no second call', () => {
    expect(sending).toEqual({ step: 'sending', order, key: 'k1' });
    expect(nextFeedback(sending, { type: 'press', order, why: [], key: 'k2' })).toBe(sending);
    expect(following.step).toBe('following');
    expect(nextFeedback(following, { type: 'press', order, why: [], key: 'k2' })).toBe(following);
  });

  it('what is not routine is asked first', () => {
    const asking = nextFeedback(idle, { type: 'press', order, why: ['foreign'], key: 'k1' });
    expect(asking).toEqual({ step: 'asking', order, why: ['foreign'] });
    expect(nextFeedback(asking, { type: 'confirm', key: 'k2' })).toEqual({ step: 'sending', order, key: 'k2' });
    expect(nextFeedback(asking, { type: 'forget' })).toEqual(idle);
  });

  it('a refusal is told; an unknown outcome is not called a refusal', () => {
    expect(failed('number_not_allowed').step).toBe('refused');
    expect(failed('pbx_refused').step).toBe('refused');
    expect(failed('pbx_down').step).toBe('refused');
    for (const code of ['pbx_timeout', 'network', 'internal'] as const) expect(failed(code).step).toBe('unknown');
  });

  it('repeating what may be ringing always asks', () => {
    const unknown = failed('pbx_timeout');
    expect(nextFeedback(unknown, { type: 'press', order, why: [], key: 'k2' })).toEqual({
      step: 'asking',
      order,
      why: ['again'],
    });
    const unconfirmed = nextFeedback(following, {
      type: 'seen',
      progress: { step: 'unconfirmed', nextAt: null },
      at: 0,
    });
    expect(nextFeedback(unconfirmed, { type: 'press', order, why: [], key: 'k2' })).toEqual({
      step: 'asking',
      order,
      why: ['again'],
    });
    expect(nextFeedback(unconfirmed, { type: 'forget' })).toEqual(idle);
  });

  it('an end is told once, by the moment it was first seen', () => {
    const progress = {
      step: 'ended',
      callId: '1',
      answeredAt: 1,
      endedAt: 2,
      result: 'answered',
      nextAt: null,
    } as const;
    const first = nextFeedback(following, { type: 'seen', progress, at: 5_000 });
    expect(first).toMatchObject({ step: 'following', overAt: 5_000 });
    expect(nextFeedback(first, { type: 'seen', progress, at: 9_000 })).toMatchObject({ overAt: 5_000 });
  });

  it('a step is shown only while an order is followed', () => {
    const stray: CallFeedback = nextFeedback(idle, {
      type: 'seen',
      progress: { step: 'unconfirmed', nextAt: null },
      at: 0,
    });
    expect(stray).toBe(idle);
  });
});

describe('[A] what a hang-up shows', () => {
  const action = { extension: '116', at: 1_000, callIds: ['1'] };
  const sent = { step: 'following', action, progress: { step: 'sent', nextAt: 6_000 }, overAt: null } as const;
  const confirmed = { step: 'confirmed', callId: '1', nextAt: null } as const;
  it('a second press sends no second order; what failed or was not confirmed may be tried again', () => {
    expect(mayCut({ step: 'sending' })).toBe(false);
    expect(mayCut(sent)).toBe(false);
    expect(mayCut(seenCut(sent, confirmed, 2_000))).toBe(false);
    expect(mayCut(uncut)).toBe(true);
    expect(mayCut(seenCut(sent, { step: 'unconfirmed', nextAt: null }, 6_000))).toBe(true);
    expect(mayCut({ step: 'failed', failure: new ApiFailure('network', 'words') })).toBe(true);
  });
  it('it is over when the board says so, a late word included', () => {
    const late = seenCut(seenCut(sent, { step: 'unconfirmed', nextAt: null }, 6_000), confirmed, 9_000);
    expect(late).toMatchObject({ overAt: 9_000 });
    expect(seenCut(late, confirmed, 10_000)).toMatchObject({ overAt: 9_000 });
    expect(seenCut(uncut, confirmed, 10_000)).toBe(uncut);
  });
});

describe('[A] what is kept above the sheets', () => {
  it('stays until it is at rest again, and each change is told', () => {
    const kept = createKept(uncut);
    let told = 0;
    const stop = kept.subscribe(() => {
      told += 1;
    });
    kept.set('116', { step: 'sending' });
    expect([kept.get('116').step, kept.get('117').step, kept.keys()]).toEqual(['sending', 'idle', '116']);
    kept.set('116', uncut);
    expect([kept.keys(), told]).toEqual(['', 2]);
    stop();
    kept.set('116', { step: 'sending' });
    expect(told).toBe(2);
  });
});

describe('[A] outside the hours of the house', () => {
  const monday = Date.UTC(2024, 0, 8, 8, 0);
  const office = { hours: { mon: [['09:00', '18:00']] } as Record<string, [string, string][]> };
  const always = { hours: null };
  const closed = (queues: Record<string, { hours: Record<string, [string, string][]> | null }>, number = '912345678') =>
    isClosed(
      { agents: { '116': { queues: ['200', '201'] } }, queues },
      '116',
      number,
      number.length < 6,
      monday,
      'UTC',
    );
  it('is when every queue of the one who calls is closed', () => {
    expect(closed({ '200': office, '201': office })).toBe(true);
    expect(closed({ '200': office, '201': always })).toBe(false);
    expect(closed({})).toBe(false);
  });
  it('is when the queue that is called is closed, and never between colleagues', () => {
    expect(closed({ '200': office, '201': always }, '200')).toBe(true);
    expect(closed({ '200': office, '201': always }, '201')).toBe(false);
    expect(closed({ '200': office, '201': office }, '117')).toBe(false);
  });
});

describe('[A] when a call is asked about', () => {
  const routine = {
    wire: '912345678',
    kind: 'mobile',
    state: 'free',
    forOther: false,
    closed: false,
    lastAt: null,
  } as const;
  it('routine calls are not', () => {
    expect(whyAsk(routine, 0)).toEqual([]);
  });
  it('foreign, premium, repeated, busy, late and somebody else’s are', () => {
    expect(whyAsk({ ...routine, wire: '00442012345678' }, 0)).toEqual(['foreign']);
    expect(whyAsk({ ...routine, kind: 'premium' }, 0)).toEqual(['premium']);
    expect(whyAsk({ ...routine, lastAt: 1000 }, 60_999)).toEqual(['again']);
    expect(whyAsk({ ...routine, lastAt: 1000 }, 61_000)).toEqual([]);
    expect(whyAsk({ ...routine, state: 'busy', forOther: true }, 0)).toEqual(['busy', 'for_other']);
    expect(whyAsk({ ...routine, closed: true }, 0)).toEqual(['closed']);
  });
});

describe('after signing in', () => {
  it('one goes to a page of this site only', () => {
    expect(safeNext('/wall/agents?density=m')).toBe('/wall/agents?density=m');
    for (const trick of [
      null,
      '',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/\t/evil.example',
      '/sign-in',
    ]) {
      expect(safeNext(trick)).toBe('/');
    }
  });
});

describe('the settings tables', () => {
  const names = { mon: 'seg', tue: 'ter', wed: 'qua', thu: 'qui', fri: 'sex', sat: 'sáb', sun: 'dom' };
  it('hours go to text and back', () => {
    const text = 'seg-sex 09:00-13:00 14:00-18:00, sáb 10:00-24:00';
    const read = readHours(text, names);
    expect(read.ok && read.hours && Object.keys(read.hours)).toEqual(['mon', 'tue', 'wed', 'thu', 'fri', 'sat']);
    expect(read.ok && writeHours(read.hours, names)).toBe(text);
    expect(readHours('', names)).toEqual({ ok: true, hours: null });
    expect(readHours('-', names)).toEqual({ ok: true, hours: {} });
    expect(writeHours({}, names)).toBe('-');
  });
  it('hours that cannot be read are said to be that', () => {
    for (const text of [
      'seg',
      'xyz 09:00-18:00',
      'seg 9-18',
      'seg 18:00-09:00',
      'sex-seg 09:00-18:00',
      'seg 09:00-10:00, seg 11:00-12:00',
    ]) {
      expect([text, readHours(text, names)]).toEqual([text, { ok: false }]);
    }
  });
  it('a file is shown with its own separator, quotes and byte order mark', () => {
    expect(previewCsv('\uFEFFextension;name\r\n116;"Ana ""A""; F."\r\n\r\n117;Rita\n')).toEqual({
      columns: ['extension', 'name'],
      rows: [
        ['116', 'Ana "A"; F.'],
        ['117', 'Rita'],
      ],
      rowCount: 2,
    });
  });
});
