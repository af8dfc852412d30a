// Asks the PBX about single calls the board has doubts about. Decides how often and when its answers may be trusted: a
// PBX that never knew a call which was surely alive says nothing by not knowing another.
import type { Logger } from 'pino';
import type { CallAsked } from '../../lib/board/input.ts';
import { isLive } from '../../lib/pbx/rest/call-info.ts';
import type { Clock, Timer } from '../clock.ts';
import { type Pbx, PbxReadError } from './pbx.ts';

export interface Doubt {
  /** Our id. */
  readonly callId: string;
  /** What the PBX knows it by, the full id if there is one. */
  readonly pbxId: string;
}
export interface AskerOptions {
  readonly pbx: Pick<Pbx, 'callInfo'>;
  readonly clock: Clock;
  /** Calls that nothing was heard of for long, the most doubtful first. */
  readonly doubts: () => readonly Doubt[];
  /** A call that is surely alive, to learn whether this PBX answers at all; null when there is none. */
  readonly proof: () => Doubt | null;
  readonly onAnswer: (input: CallAsked) => unknown;
  readonly log: Pick<Logger, 'info' | 'error'>;
}
export interface Asker {
  start(): void;
  stop(): void;
  /** This PBX has answered for a live call. */
  trusted(): boolean;
}

/** Four a second at most, over all calls. */
const spacingMs = 250;
const sameCallMs = 10_000;
const proofMs = 30_000;

export function createAsker(options: AskerOptions): Asker {
  const { clock, log } = options;
  const askedAt = new Map<string, number>();
  let timer: Timer | null = null;
  let running = false;
  let trusted = false;
  let provedAt = Number.NEGATIVE_INFINITY;

  function next(): Doubt | null {
    const now = clock.now();
    for (const [id, at] of askedAt) if (now - at >= sameCallMs) askedAt.delete(id);
    if (trusted) return options.doubts().find((doubt) => !askedAt.has(doubt.callId)) ?? null;
    if (now - provedAt < proofMs) return null;
    const proof = options.proof();
    if (proof) provedAt = now;
    return proof;
  }

  async function turn(): Promise<void> {
    try {
      const doubt = next();
      if (doubt) await ask(doubt);
    } catch (error) {
      // An ill PBX is the poller's to tell; the doubt stays and comes again.
      if (!(error instanceof PbxReadError)) log.error({ err: error }, 'a question about a call failed');
    }
    if (running) timer = clock.after(spacingMs, () => void turn());
  }

  async function ask(doubt: Doubt): Promise<void> {
    askedAt.set(doubt.callId, clock.now());
    const answer = await options.pbx.callInfo(doubt.pbxId);
    const live = isLive(answer.value);
    if (!running || live === null) return;
    if (!trusted && !live) return;
    if (!trusted) log.info('the PBX answers questions about single calls');
    trusted = true;
    await options.onAnswer({
      type: 'call_asked',
      at: answer.at,
      askedAt: answer.askedAt,
      callId: doubt.callId,
      live,
    });
  }

  return {
    start() {
      if (running) return;
      running = true;
      timer = clock.after(spacingMs, () => void turn());
    },
    stop() {
      running = false;
      timer?.cancel();
    },
    trusted: () => trusted,
  };
}
