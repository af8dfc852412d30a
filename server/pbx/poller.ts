// Asks the PBX for the state of agents and queues, again and again, and says how fresh the answers are. One round at a
// time. An answer that is empty or unreadable changes the source's state and nothing else.
import type { Logger } from 'pino';
import type { StatePolled } from '../../lib/board/input.ts';
import type { PbxWhy } from '../../lib/protocol/board.ts';
import type { Clock, Timer } from '../clock.ts';
import { type Pbx, PbxReadError } from './pbx.ts';
import { type PbxSource, sourceOf } from './source-state.ts';

export interface PollerOptions {
  readonly pbx: Pick<Pbx, 'agentsStatus' | 'queueAgentsStatus'>;
  readonly clock: Clock;
  /** Period of a poll while somebody watches; otherwise five times that, at most 15 s. */
  readonly pollMs: number;
  readonly watched: () => boolean;
  /** May take its time: the next round waits for it. */
  readonly onPolled: (input: StatePolled) => unknown;
  readonly onSource: (change: { readonly pbx: PbxSource }) => unknown;
  /** Instant of a good answer about agents, Unix ms. */
  readonly onGood: (at: number) => unknown;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** 0 to 1; spreads the rounds after a failure. */
  readonly random?: () => number;
}
export interface Poller {
  start(): void;
  stop(): void;
  /** Settled after the first round, however it went, or by `stop`. */
  readonly firstPollTried: Promise<void>;
  state(): PbxSource;
  /** Somebody began to watch: look now instead of within 250 ms. */
  nudge(): void;
}

/** How often the poller looks up from its waiting: whether somebody came, whether an answer is overdue. */
const lookMs = 250;
const longestBackOffMs = 10_000;

export function createPoller(options: PollerOptions): Poller {
  const { clock, log, pbx, pollMs } = options;
  const random = options.random ?? Math.random;
  const slowMs = Math.max(pollMs, Math.min(5 * pollMs, 15_000));
  const firstTried = Promise.withResolvers<void>();
  let running = false;
  let busy = false;
  let looking: Timer | null = null;
  let fast = false;
  let startedAt = clock.now();
  let roundAt = 0;
  let dueAt = 0;
  let goodAt: number | null = null;
  let paceAt = 0;
  let missed = 0;
  let failedRounds = 0;
  let why: PbxWhy | null = null;
  let queuesWhy: PbxWhy | null = null;
  let queuesEverGood = false;
  let told: PbxSource = { state: 'stale', why: 'starting' };
  /** One after the other, so that the last one told is the last one known. */
  let telling: Promise<void> = Promise.resolve();

  const periodMs = () => (fast ? pollMs : slowMs);
  const call = async (what: string, work: () => unknown) => {
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, `the poller could not hand on ${what}`);
    }
  };
  function tellSource(always = false): void {
    const next = sourceOf({ startedAt, goodAt, paceAt, missed, why, queuesWhy }, clock.now(), periodMs());
    if (!always && next.state === told.state && next.why === told.why) return;
    if (next.state !== told.state) log.info({ from: told.state, to: next.state, why: next.why }, 'state of the PBX');
    told = next;
    telling = telling.then(() => call('the state of the source', () => options.onSource({ pbx: next })));
  }

  function look(): void {
    looking?.cancel();
    looking = null;
    if (!running) return;
    const now = clock.now();
    const wasFast = fast;
    fast = options.watched();
    if (fast !== wasFast) {
      paceAt = now;
      if (fast) dueAt = Math.min(dueAt, now);
      else if (failedRounds === 0) dueAt = roundAt + slowMs;
    }
    tellSource();
    // A clock that was set back must not put the next round off for hours.
    if (dueAt - now > longestBackOffMs + slowMs) dueAt = now;
    if (!busy && now >= dueAt) void round();
    looking = clock.after(busy || !running ? lookMs : Math.max(1, Math.min(lookMs, dueAt - clock.now())), look);
  }

  async function round(): Promise<void> {
    busy = true;
    roundAt = clock.now();
    // At first the queues: until their numbers are known, a queue's extension would pass for an agent.
    const first = goodAt === null;
    if (first) await pollQueues();
    const agentsWell = running && (await pollAgents());
    if (running && agentsWell && !first) await pollQueues();
    busy = false;
    firstTried.resolve();
    if (!running) return;
    failedRounds = agentsWell ? 0 : failedRounds + 1;
    dueAt = agentsWell ? Math.max(roundAt + periodMs(), clock.now()) : clock.now() + backOffMs();
    look();
  }

  /** Doubling from one period, half of it by chance, so that many walls do not return to an ill PBX in step. */
  function backOffMs(): number {
    const full = Math.min(periodMs() * 2 ** Math.min(failedRounds - 1, 6), Math.max(longestBackOffMs, periodMs()));
    return full / 2 + (full / 2) * random();
  }

  async function pollAgents(): Promise<boolean> {
    try {
      const { value, askedAt, at } = await pbx.agentsStatus();
      if (!running) return false;
      if (Object.keys(value).length === 0) throw new PbxReadError('empty', 'no agents in the answer');
      goodAt = at;
      missed = 0;
      why = null;
      await call('agents', () =>
        options.onPolled({ type: 'state_polled', at, askedAt, agents: value, complete: true }),
      );
      await call('the instant of a good answer', () => options.onGood(at));
      tellSource();
      return true;
    } catch (error) {
      missed += 1;
      why = whyOf(error);
      if (missed === 1) log.warn({ why }, 'a poll of the agents brought nothing');
      if (running) tellSource();
      return false;
    }
  }

  async function pollQueues(): Promise<void> {
    try {
      const { value, askedAt, at } = await pbx.queueAgentsStatus();
      if (!running) return;
      // Queues do not vanish all at once; a PBX that never had any may well say so.
      if (Object.keys(value).length === 0) throw new PbxReadError('empty', 'no queues in the answer');
      queuesEverGood = true;
      queuesWhy = null;
      await call('queues', () =>
        options.onPolled({ type: 'state_polled', at, askedAt, queues: value, complete: false }),
      );
    } catch (error) {
      const reason = whyOf(error);
      if (reason !== queuesWhy && queuesWhy === null) log.warn({ why: reason }, 'a poll of the queues brought nothing');
      queuesWhy = reason === 'empty' && !queuesEverGood ? null : reason;
    }
    if (running) tellSource();
  }

  function whyOf(error: unknown): PbxWhy {
    if (error instanceof PbxReadError) return error.why;
    log.error({ err: error }, 'a poll failed in a way nobody foresaw');
    return 'unreachable';
  }

  return {
    start() {
      if (running) return;
      running = true;
      startedAt = clock.now();
      paceAt = startedAt;
      dueAt = startedAt;
      fast = options.watched();
      // A board restored from yesterday may still say "live".
      tellSource(true);
      look();
    },
    stop() {
      running = false;
      looking?.cancel();
      looking = null;
      firstTried.resolve();
    },
    firstPollTried: firstTried.promise,
    state: () => told,
    nudge: look,
  };
}
