// A house of 5,000: what it costs to read one poll, compare it with the board, and put the difference on the wire.
// Also the bytes of one polled change and of one answered call.

import { publicOps } from '../../lib/board/change.ts';
import type { CallHeard, StatePolled } from '../../lib/board/input.ts';
import { trimPoll } from '../../lib/board/reconcile.ts';
import { type BoardState, emptyBoardState } from '../../lib/board/state.ts';
import { step } from '../../lib/board/step.ts';
import { readAgents } from '../../lib/pbx/rest/agents.ts';
import type { Delta } from '../../lib/protocol/realtime.ts';
import { quantile } from './figures.ts';

const agentCount = 5_000;
const changed = 50;
const rounds = 60;

function answerText(round: number): string {
  const words: Record<string, string> = {};
  for (let i = 0; i < agentCount; i++) {
    const moved = (i + round * changed) % agentCount < changed;
    words[String(10_000 + i)] = moved ? 'Ocupada' : 'Libre';
  }
  return JSON.stringify(words);
}

function wire(ops: ReturnType<typeof publicOps>): string {
  const delta: Delta = {
    epoch: 'x'.repeat(12),
    from: 1_000,
    to: 1_001,
    now: 1_770_000_000_000,
    ops: JSON.parse(JSON.stringify(ops)),
  };
  return JSON.stringify(['board:delta', delta]);
}

export interface Reach {
  /** Text of the answer to text on the wire, ms, median. */
  readonly wholeMs: number;
  readonly wholeP99Ms: number;
  /** JSON.parse of the same text alone, ms, median. */
  readonly parseFloorMs: number;
  readonly bytesPerChange: number;
  readonly bytesPerAnswer: number;
}

export function reachOf(): Reach {
  let now = Date.UTC(2026, 2, 2, 9);
  let state: BoardState = emptyBoardState({ timezone: 'Europe/Lisbon' });
  const poll = (text: string): { ms: number; bytes: number; count: number } => {
    now += 2_000;
    const started = performance.now();
    const reading = readAgents(text);
    if (!reading.ok) throw new Error('the answer of the bench cannot be read');
    const input: StatePolled = {
      type: 'state_polled',
      at: now,
      askedAt: now - 100,
      agents: reading.value,
      complete: true,
    };
    const kept = trimPoll(state, input);
    if (!kept) return { ms: performance.now() - started, bytes: 0, count: 0 };
    const result = step(state, kept);
    state = result.state;
    const ops = publicOps(result.changes);
    const text2 = wire(ops);
    return { ms: performance.now() - started, bytes: text2.length, count: ops.length };
  };
  poll(answerText(0));
  const whole: number[] = [];
  const floor: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const text = answerText(round);
    const started = performance.now();
    JSON.parse(text);
    floor.push(performance.now() - started);
    whole.push(poll(text).ms);
  }
  const one = { ...JSON.parse(answerText(rounds)), '12000': 'Desconectada' };
  const single = poll(JSON.stringify(one));
  return {
    wholeMs: quantile(whole, 0.5),
    wholeP99Ms: quantile(whole, 0.99),
    parseFloorMs: quantile(floor, 0.5),
    bytesPerChange: single.bytes / Math.max(1, single.count),
    bytesPerAnswer: answerBytes(state, now),
  };
}

/** A ring, then the answer: the bytes of the answer's delta. */
function answerBytes(state: BoardState, now: number): number {
  const ring: CallHeard = {
    type: 'call_heard',
    at: now + 1_000,
    fullId: '1770000000.2079',
    shortId: '1770000000',
    ref: null,
    phase: 'ringing',
    direction: 'in',
    extension: '10116',
    extensionIsQueue: false,
    party: '912345678',
    ddi: '210000000',
    queue: { said: 'number', number: '200', name: 'Faturação' },
    final: null,
    info: null,
    infoWord: null,
    startedAt: now,
    endedAt: null,
    durationMs: null,
  };
  const rung = step(state, ring).state;
  const answered = step(rung, { ...ring, at: now + 9_000, phase: 'answered' });
  return wire(publicOps(answered.changes)).length;
}
