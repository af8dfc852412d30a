// Is a call that was ordered still going on? Decides from the order's instant and the board alone, by the acting
// extension and not by the number, so that a restart and a masked number change nothing.
// A lost event must never lock an extension: silence ends after 30 s, a phone off the hook without a known call when it
// is free again, and everything after 4 h.
import type { Call, Leg } from '../protocol/board.ts';
import { type BoardPart, matchWithinMs } from './progress.ts';

/** Nothing heard of an order for this long: its call was not placed, or nobody lifted the telephone. Milliseconds. */
export const silentMs = 30_000;
/** No order is held open longer, whatever the board shows. */
export const longestMs = 4 * 3_600_000;
/** The PBX tells instants in whole seconds of its own clock. */
const toleranceMs = 2_000;

/**
 * Instant until which the order counts as open by what is known now; null = it has ended, or was never heard of.
 * @param at instant of the order, Unix ms
 */
export function openOrderUntil(extension: string, at: number, board: BoardPart, now: number): number | null {
  if (now >= at + longestMs) return null;
  const legs = Object.values(board.calls).flatMap((call) => ownLegs(call, extension, at));
  if (legs.some(({ open }) => open)) return at + longestMs;
  // Its call was seen, and has ended for this extension: handed over, or hung up. Here no tolerance: the leg of the order
  // before this one must not pass for its end.
  if (legs.some(({ seen }) => seen >= at)) return null;
  const agent = board.agents[extension];
  const lifted = agent && (agent.state === 'busy' || agent.state === 'talking') && isOfOrder(agent.since, at);
  if (agent && lifted && agent.calls.length === 0) return at + longestMs;
  return now < at + silentMs ? at + silentMs : null;
}

function ownLegs(call: Call, extension: string, at: number): { readonly open: boolean; readonly seen: number }[] {
  if (call.direction !== 'out') return [];
  return call.legs
    .filter((leg) => leg.extension === extension && isOfOrder(seenAt(call, leg), at))
    .map((leg) => ({ open: leg.state !== 'ended' && call.state !== 'ended', seen: seenAt(call, leg) }));
}

const seenAt = (call: Call, leg: Leg) => leg.ringAt ?? leg.answerAt ?? call.startedAt;
const isOfOrder = (instant: number, at: number) => instant >= at - toleranceMs && instant <= at + matchWithinMs;
