// What has become of an accepted order, read off the live board. Decides the step a button or sheet shows; it never
// invents a call: a step is only taken when an event or a poll of the PBX shows it.
// Source: the contract's "plain click-to-call" - the order's call is the first new outbound leg at the acting
// extension to the same number within 60 s; otherwise the order stays unconfirmed.
import type { Board, Call, CallResult, Leg } from '../protocol/board.ts';
import { sameNumber } from './same-number.ts';

/** An order the server answered 202 to. */
export interface CallAction {
  readonly kind: 'call' | 'transit' | 'transit-agent';
  /** The extension that dials: `agent`, for transit-agent the origin extension. */
  readonly extension: string;
  /** Any spelling of the number ordered. */
  readonly number: string;
  /** Server time at which the order was given (`action.at`), Unix ms. */
  readonly at: number;
}

/** `nextAt`: instant (server time) at which the step may change by time alone; null = only by the board. */
export type CallProgress =
  | { readonly step: 'accepted'; readonly nextAt: number }
  /** The agent's own phone is off the hook and no event names the call yet. */
  | { readonly step: 'lifted'; readonly since: number; readonly nextAt: number }
  | { readonly step: 'ringing'; readonly callId: string; readonly since: number; readonly nextAt: null }
  | { readonly step: 'live'; readonly callId: string; readonly answeredAt: number; readonly nextAt: null }
  | {
      readonly step: 'ended';
      readonly callId: string;
      readonly answeredAt: number | null;
      readonly endedAt: number | null;
      readonly result: CallResult | null;
      readonly nextAt: null;
    }
  /** The PBX took the order and nothing was seen of it. It may still appear until 60 s after the order. */
  | { readonly step: 'unconfirmed'; readonly nextAt: null };

/** How long the board is watched for the order's call, and when silence is said aloud. Milliseconds. */
export const confirmWithinMs = 15_000;
export const matchWithinMs = 60_000;
export const hangUpWithinMs = 5_000;
/** The PBX tells ends in whole seconds of its own clock: an end this little before the order is the order's. */
const endToleranceMs = 2_000;

export type BoardPart = Pick<Board, 'agents' | 'calls'>;

const legSeenAt = (call: Call, leg: Leg): number => leg.ringAt ?? leg.answerAt ?? call.startedAt;

function firstNewCall(action: CallAction, board: BoardPart): Call | null {
  let found: Call | null = null;
  let foundAt = Number.POSITIVE_INFINITY;
  for (const call of Object.values(board.calls)) {
    if (call.direction !== 'out' || call.party === null || !sameNumber(call.party, action.number)) continue;
    for (const leg of call.legs) {
      if (leg.extension !== action.extension) continue;
      const seenAt = legSeenAt(call, leg);
      if (seenAt < action.at || seenAt - action.at > matchWithinMs || seenAt >= foundAt) continue;
      found = call;
      foundAt = seenAt;
    }
  }
  return found;
}

function progressOf(call: Call, extension: string): CallProgress {
  if (call.state === 'ended') {
    const { id: callId, answeredAt, endedAt, result } = call;
    return { step: 'ended', callId, answeredAt, endedAt, result, nextAt: null };
  }
  if (call.answeredAt !== null) {
    return { step: 'live', callId: call.id, answeredAt: call.answeredAt, nextAt: null };
  }
  const leg = call.legs.find((candidate) => candidate.extension === extension);
  return { step: 'ringing', callId: call.id, since: leg ? legSeenAt(call, leg) : call.startedAt, nextAt: null };
}

/**
 * The step of one order now. Hand back the previous answer: an order that found its call keeps it, also after the
 * call has left the board (60 s after its end).
 * @param now server time, Unix ms
 */
export function followCall(
  action: CallAction,
  board: BoardPart,
  now: number,
  previous: CallProgress | null = null,
): CallProgress {
  if (previous && 'callId' in previous) {
    const known = board.calls[previous.callId];
    if (known) return progressOf(known, action.extension);
    if (previous.step === 'ended') return previous;
    const answeredAt = previous.step === 'live' ? previous.answeredAt : null;
    return { step: 'ended', callId: previous.callId, answeredAt, endedAt: null, result: null, nextAt: null };
  }
  const call = firstNewCall(action, board);
  if (call) return progressOf(call, action.extension);

  const agent = board.agents[action.extension];
  const offHook = agent && (agent.state === 'busy' || agent.state === 'talking') && agent.since >= action.at;
  // An agent that took another call meanwhile is off the hook for that one.
  const explained = agent?.calls.some((id) => board.calls[id]?.direction === 'in') ?? false;
  if (agent && offHook && !explained && now - action.at < matchWithinMs) {
    return { step: 'lifted', since: agent.since, nextAt: action.at + matchWithinMs };
  }
  if (now - action.at < confirmWithinMs) return { step: 'accepted', nextAt: action.at + confirmWithinMs };
  return { step: 'unconfirmed', nextAt: null };
}

/** A hang-up the server answered 202 to. */
export interface HangUpAction {
  readonly extension: string;
  readonly at: number;
  /** Ids of the calls that were open at the extension when the order was given ({@link openCallsAt}). */
  readonly callIds: readonly string[];
}

export type HangUpProgress =
  | { readonly step: 'sent'; readonly nextAt: number }
  /** A leg there ended after the order: `callId` is the one that was cut, null when no call was known. */
  | { readonly step: 'confirmed'; readonly callId: string | null; readonly nextAt: null }
  /** It had ended before the order: not an error. */
  | { readonly step: 'already_ended'; readonly callId: string; readonly nextAt: null }
  | { readonly step: 'unconfirmed'; readonly nextAt: null };

/** Ids of the calls with an open leg at the extension. */
export function openCallsAt(board: BoardPart, extension: string): string[] {
  return Object.values(board.calls)
    .filter((call) => call.legs.some((leg) => leg.extension === extension && leg.state !== 'ended'))
    .map((call) => call.id);
}

/**
 * The step of one hang-up now. Which of several calls the PBX cuts is not defined: the first that ends confirms it.
 * A late confirmation still counts.
 * @param now server time, Unix ms
 */
export function followHangUp(
  action: HangUpAction,
  board: BoardPart,
  now: number,
  previous: HangUpProgress | null = null,
): HangUpProgress {
  if (previous && (previous.step === 'confirmed' || previous.step === 'already_ended')) return previous;
  for (const callId of action.callIds) {
    const call = board.calls[callId];
    // An ended call stays on the board for a minute, so one that is gone has ended.
    if (!call) return { step: 'confirmed', callId, nextAt: null };
    const legs = call.legs.filter((leg) => leg.extension === action.extension);
    if (legs.length === 0 || !legs.every((leg) => leg.state === 'ended')) continue;
    const endedAt = Math.max(...legs.map((leg) => leg.endAt ?? action.at));
    return { step: endedAt < action.at - endToleranceMs ? 'already_ended' : 'confirmed', callId, nextAt: null };
  }
  if (action.callIds.length === 0) {
    const agent = board.agents[action.extension];
    const idle = agent && (agent.state === 'free' || agent.state === 'disconnected');
    if (agent && idle && agent.since >= action.at) return { step: 'confirmed', callId: null, nextAt: null };
  }
  if (now - action.at < hangUpWithinMs) return { step: 'sent', nextAt: action.at + hangUpWithinMs };
  return { step: 'unconfirmed', nextAt: null };
}
