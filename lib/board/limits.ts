// Every span of time the board decides by, in one place. Milliseconds.

/** A ringing leg without an event for this long has ended. */
export const RING_SILENCE_MS = 60_000;
/** A waiting call without an event for this long has ended. */
export const WAIT_SILENCE_MS = 30 * 60_000;
/** Nothing after an inbound transfer for this long: transferred, rest unknown. */
export const TRANSFER_GRACE_MS = 30_000;
/** No call at all stays open this long without an event: its end was lost where no poll could see it. */
export const OPEN_SILENCE_MS = 12 * 3_600_000;
/** An ended call leaves the board this long after its end became known. */
export const LEAVE_MS = 60_000;
/** Facts of a call that left stay this long, for events that come late. */
export const REMEMBER_MS = 3_600_000;
/** Forgetting happens in steps of this, so that it is one change for many calls. */
export const FORGET_STEP_MS = 300_000;
/** An extension that complete polls do not name, and that has no call, leaves after this. */
export const GONE_MS = 300_000;
/** Neighbouring ids are one call only if they start this close together. */
export const NEIGHBOUR_MS = 5_000;
/** A start this long before the first receipt is no start of a live call. */
export const BELIEVED_START_MS = 86_400_000;
/** Asked about by callInfo when nothing was heard for this long. */
export const DOUBT_RING_MS = 20_000;
export const DOUBT_WAIT_MS = 60_000;
/** An event this long before an agent was seen to turn busy may still be the reason. */
export const BUSY_REASON_MS = 20_000;
