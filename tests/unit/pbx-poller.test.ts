import { describe, expect, test } from 'vitest';
import type { CallAsked, StatePolled } from '../../lib/board/input.ts';
import type { PbxWhy } from '../../lib/protocol/board.ts';
import { createAsker } from '../../server/pbx/asker.ts';
import { type AgentWords, PbxReadError, type QueueMembers, type Timed } from '../../server/pbx/pbx.ts';
import { createPoller } from '../../server/pbx/poller.ts';
import { manualClock } from '../support/manual-clock.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const free: AgentWords = { '116': { state: 'free', word: 'Libre' } };
const sales: QueueMembers = { '200': { name: 'Ventas', members: ['116'] } };

type Mood<T> = T | PbxWhy | 'hang';

function setUp(pollMs = 2000) {
  const clock = manualClock();
  const begin = clock.now();
  const mood: { agents: Mood<AgentWords>; queues: Mood<QueueMembers>; watched: boolean } = {
    agents: free,
    queues: sales,
    watched: true,
  };
  const asks: number[] = [];
  const polled: StatePolled[] = [];
  const sources: string[] = [];
  let open = 0;
  let mostOpen = 0;
  async function answer<T extends object>(what: Mood<T>): Promise<Timed<T>> {
    const askedAt = clock.now();
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    try {
      if (what === 'hang') {
        await new Promise<void>((resolve) => clock.after(5000, resolve));
        throw new PbxReadError('timeout', 'test');
      }
      if (typeof what === 'string') throw new PbxReadError(what, 'test');
      return { value: what, askedAt, at: clock.now() };
    } finally {
      open -= 1;
    }
  }
  const poller = createPoller({
    pbx: {
      agentsStatus: () => {
        asks.push(clock.now() - begin);
        return answer(mood.agents);
      },
      queueAgentsStatus: () => answer(mood.queues),
    },
    clock,
    pollMs,
    watched: () => mood.watched,
    onPolled: (input) => void polled.push(input),
    onSource: ({ pbx }) => void sources.push(`${pbx.state}${pbx.why ? ` ${pbx.why}` : ''} @${clock.now() - begin}`),
    onGood: () => undefined,
    log: silent,
    random: () => 1,
  });
  return { clock, mood, asks, polled, sources, poller, mostOpen: () => mostOpen };
}

describe('the poller', () => {
  test('[T30] asks by its period while somebody watches, and hands agents and queues on', async () => {
    const { clock, asks, polled, sources, poller } = setUp();
    poller.start();
    await clock.advance(6000);
    expect(asks).toEqual([0, 2000, 4000, 6000]);
    expect(sources).toEqual(['stale starting @0', 'live @0']);
    expect(polled.slice(0, 2).map(({ agents, queues, complete }) => ({ agents, queues, complete }))).toEqual([
      { agents: undefined, queues: sales, complete: false },
      { agents: free, queues: undefined, complete: true },
    ]);
    poller.stop();
    await clock.advance(60_000);
    expect(asks).toHaveLength(4);
    expect(clock.pending()).toBe(0);
  });
  test('[T30] slows down to five periods with nobody there, and looks at once when somebody comes', async () => {
    const { clock, mood, asks, poller, sources } = setUp();
    mood.watched = false;
    poller.start();
    await clock.advance(13_000);
    expect(asks).toEqual([0, 10_000]);
    mood.watched = true;
    poller.nudge();
    await clock.advance(2000);
    expect(asks).toEqual([0, 10_000, 13_000, 15_000]);
    mood.watched = false;
    await clock.advance(12_000);
    expect(asks).toEqual([0, 10_000, 13_000, 15_000, 25_000]);
    mood.watched = true;
    await clock.advance(250);
    expect(asks.length).toBe(6);
    expect(sources).toEqual(['stale starting @0', 'live @0']);
    poller.stop();
  });
  test('[T30] five periods are 15 s at most, and never less than one', async () => {
    for (const [pollMs, expected] of [
      [5000, 15_000],
      [60_000, 60_000],
    ] as const) {
      const { clock, mood, asks, poller } = setUp(pollMs);
      mood.watched = false;
      poller.start();
      await clock.advance(expected);
      expect(asks).toEqual([0, expected]);
      poller.stop();
    }
  });
  test('[T31] stale after two missed polls, down without a good answer for 30 s, live again at once', async () => {
    const { clock, mood, polled, sources, poller } = setUp();
    poller.start();
    await clock.advance(2000);
    const before = polled.length;
    for (const why of ['empty', 'unreadable'] as const) {
      mood.agents = why;
      await clock.advance(20_000);
    }
    expect(polled).toHaveLength(before);
    mood.agents = free;
    await clock.advance(15_000);
    expect(sources.map((line) => line.replace(/@.*/, '').trim())).toEqual([
      'stale starting',
      'live',
      'stale empty',
      'stale unreadable',
      'down unreadable',
      'live',
    ]);
    expect(sources).toContain('stale empty @6000');
    expect(sources).toContain('down unreadable @32000');
    poller.stop();
  });
  test('[T31] an answer that hangs is stale when two polls were due, and never two are asked at once', async () => {
    const { clock, mood, sources, poller, mostOpen } = setUp();
    poller.start();
    await clock.advance(1000);
    mood.agents = 'hang';
    await clock.advance(40_000);
    expect(sources.slice(2)).toEqual(['stale timeout @6000', 'down timeout @30000']);
    expect(mostOpen()).toBe(1);
    poller.stop();
  });
  test('[T30] an ill PBX is asked less and less, but at least every 10 s', async () => {
    const { clock, mood, asks, poller } = setUp();
    mood.agents = 'server_error';
    poller.start();
    await clock.advance(60_000);
    expect(asks).toEqual([0, 2000, 6000, 14_000, 24_000, 34_000, 44_000, 54_000]);
    poller.stop();
  });
  test('[T31] without the queues the source stays live and says what is missing', async () => {
    const { clock, mood, polled, poller } = setUp();
    mood.queues = {};
    poller.start();
    await clock.advance(2000);
    expect(poller.state()).toEqual({ state: 'live', why: null });
    mood.queues = 'unknown_action';
    await clock.advance(2000);
    expect(poller.state()).toEqual({ state: 'live', why: 'unknown_action' });
    mood.queues = sales;
    await clock.advance(2000);
    expect(poller.state()).toEqual({ state: 'live', why: null });
    mood.queues = {};
    await clock.advance(2000);
    expect(poller.state()).toEqual({ state: 'live', why: 'empty' });
    expect(polled.filter((input) => input.queues)).toHaveLength(1);
    poller.stop();
  });
  test('[T30] the first round is over however it went, or when the poller stops', async () => {
    const ill = setUp();
    ill.mood.agents = 'unreachable';
    ill.poller.start();
    await ill.poller.firstPollTried;
    expect(ill.polled.filter((input) => input.agents)).toEqual([]);
    ill.poller.stop();
    const stopped = setUp();
    stopped.mood.agents = 'hang';
    stopped.poller.start();
    stopped.poller.stop();
    await stopped.poller.firstPollTried;
    // Stopped while the queues were asked: the agents are not asked any more.
    expect(stopped.asks).toEqual([]);
  });
});

describe('questions about single calls', () => {
  function asker(answers: Record<string, Record<string, string> | null>) {
    const clock = manualClock();
    const begin = clock.now();
    const asked: string[] = [];
    const heard: CallAsked[] = [];
    const state = { proof: 'live', doubts: [] as string[] };
    const made = createAsker({
      pbx: {
        callInfo: async (id) => {
          asked.push(`${id} @${clock.now() - begin}`);
          const value = answers[id];
          if (value === undefined) throw new PbxReadError('timeout', 'test');
          return { value, askedAt: clock.now(), at: clock.now() };
        },
      },
      clock,
      doubts: () => state.doubts.map((id) => ({ callId: `our-${id}`, pbxId: id })),
      proof: () => ({ callId: `our-${state.proof}`, pbxId: state.proof }),
      onAnswer: (input) => void heard.push(input),
      log: silent,
    });
    return { clock, asked, heard, state, made };
  }
  test('[T32] a PBX that does not know a live call is never believed about another', async () => {
    const { clock, asked, heard, state, made } = asker({ live: null, gone: null });
    state.doubts = ['gone'];
    made.start();
    await clock.advance(60_000);
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['live', 'live']);
    expect(heard).toEqual([]);
    expect(made.trusted()).toBe(false);
    made.stop();
    expect(clock.pending()).toBe(0);
  });
  test('[T32] once it has, doubts are settled, four a second at most, each again after 10 s', async () => {
    const { clock, asked, heard, state, made } = asker({ live: { estado: 'descolgado' }, a: null, b: null });
    state.doubts = ['a', 'b', 'silent'];
    made.start();
    await clock.advance(1000);
    expect(asked).toEqual(['live @250', 'a @500', 'b @750', 'silent @1000']);
    expect(heard.map(({ callId, live }) => [callId, live])).toEqual([
      ['our-live', true],
      ['our-a', false],
      ['our-b', false],
    ]);
    await clock.advance(9000);
    expect(asked).toHaveLength(4);
    await clock.advance(1000);
    expect(asked.slice(4)).toEqual(['a @10500', 'b @10750', 'silent @11000']);
    made.stop();
  });
});
