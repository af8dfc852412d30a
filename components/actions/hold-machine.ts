// Decides when a press was held long enough to hang up. Releasing, sliding off or losing focus cancels; a short press
// never acts. People who cannot hold may press twice instead: the first press arms for 3 s.

export interface HoldRules {
  /** Milliseconds: 400 for one's own call, 800 for somebody else's. */
  readonly holdMs: number;
  readonly pressTwice: boolean;
}
export type HoldState =
  | { readonly step: 'idle' }
  | { readonly step: 'holding'; readonly since: number }
  | { readonly step: 'armed'; readonly until: number }
  | { readonly step: 'done' };
/** `look` = time has passed. */
export type HoldEvent = 'down' | 'up' | 'leave' | 'look';

export const armedMs = 3_000;
export const ownHoldMs = 400;
export const othersHoldMs = 800;
/** A double click is one press. Milliseconds. */
const bounceMs = 250;

/** @param now Unix ms */
export function nextHold(state: HoldState, event: HoldEvent, now: number, rules: HoldRules): HoldState {
  if (state.step === 'done') return state;
  if (state.step === 'armed') {
    if (now >= state.until || event === 'leave') return { step: 'idle' };
    const bounced = now - (state.until - armedMs) < bounceMs;
    return event === 'down' && !bounced ? { step: 'done' } : state;
  }
  if (state.step === 'holding') {
    if (now - state.since >= rules.holdMs && event !== 'leave') return { step: 'done' };
    return event === 'up' || event === 'leave' ? { step: 'idle' } : state;
  }
  if (event !== 'down') return state;
  return rules.pressTwice ? { step: 'armed', until: now + armedMs } : { step: 'holding', since: now };
}

/** Milliseconds until a `look` is due; null = none. */
export function lookIn(state: HoldState, now: number, rules: HoldRules): number | null {
  if (state.step === 'holding') return Math.max(0, state.since + rules.holdMs - now);
  if (state.step === 'armed') return Math.max(0, state.until - now);
  return null;
}
