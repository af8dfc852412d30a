// Builds inputs of the board in a test's own words. Times are Unix ms; nothing here decides anything.
import type { BoardInput, CallHeard, StatePolled } from '../../lib/board/input.ts';
import { type BoardState, emptyBoardState } from '../../lib/board/state.ts';
import { step } from '../../lib/board/step.ts';
import type { Call, QueueToday } from '../../lib/protocol/board.ts';

export const HOUSE = { timezone: 'Europe/Lisbon' };
/** A Monday morning, 09:00 UTC. */
export const START = Date.UTC(2026, 2, 2, 9, 0, 0);
export const SHORT_ID = String(START / 1000);

export type Said = Partial<Omit<CallHeard, 'type' | 'queue'>> & { queue?: string | null };

/** An event `at` ms after the start, at `extension`; `queue` absent = the template lacks it, null = blank. */
export function heard(phase: CallHeard['phase'], extension: string | null, at: number, said: Said = {}): CallHeard {
  const { queue, ...rest } = said;
  return {
    type: 'call_heard',
    fullId: null,
    shortId: SHORT_ID,
    ref: null,
    phase,
    direction: 'in',
    extension,
    extensionIsQueue: false,
    party: '601620202',
    ddi: null,
    final: null,
    info: null,
    infoWord: null,
    startedAt: START,
    endedAt: null,
    durationMs: null,
    ...rest,
    at: START + at,
    queue:
      queue === undefined
        ? { said: 'unsaid' }
        : queue === null
          ? { said: 'none' }
          : { said: 'number', number: queue, name: null },
  };
}

const words = { free: 'Libre', busy: 'Ocupada', disconnected: 'Desconectada', unknown: 'Rara' } as const;

/** A complete poll of the named extensions, asked 50 ms before its answer. */
export function polled(
  at: number,
  agents: Record<string, keyof typeof words>,
  queues?: Record<string, string[]>,
): StatePolled {
  return {
    type: 'state_polled',
    at: START + at,
    askedAt: START + at - 50,
    complete: true,
    agents: Object.fromEntries(
      Object.entries(agents).map(([extension, state]) => [extension, { state, word: words[state] }]),
    ),
    ...(queues
      ? {
          queues: Object.fromEntries(
            Object.entries(queues).map(([number, members]) => [number, { name: null, members }]),
          ),
        }
      : {}),
  };
}

export function fold(inputs: readonly BoardInput[], from: BoardState = emptyBoardState(HOUSE)): BoardState {
  return inputs.reduce((state, input) => step(state, input).state, from);
}

/** A board on which queue 200 is known, with 116 to 119 in it, all free. */
export function house(): BoardState {
  const members = ['116', '117', '118', '119'];
  return fold([
    polled(-10_000, Object.fromEntries(members.map((one) => [one, 'free'])), { '200': members, '201': ['118', '119'] }),
  ]);
}

export const callsOf = (state: BoardState): Call[] => Object.values(state.board.calls);

export function onlyCall(state: BoardState): Call {
  const [call, second] = callsOf(state);
  if (!call || second)
    throw new Error(`expected one call, found ${Object.keys(state.board.calls).join(', ') || 'none'}`);
  return call;
}

/** `116 missed`, `117 answered blind`, `118 ringing`: a leg as one line. */
export const legsOf = (call: Call): string[] =>
  call.legs.map((leg) => [leg.extension, leg.result ?? leg.state, leg.transfer].filter(Boolean).join(' '));

export function today(state: BoardState, queue = '200'): QueueToday {
  const found = state.board.queues[queue];
  if (!found) throw new Error(`no queue ${queue}`);
  return found.today;
}
