// How many calls may be ordered: per acting extension one at a time and so many a minute, an hour, a day; for the whole
// house so many a minute. Decides from instants alone: state and time are arguments, nothing is kept here.
// It must never forget an order whose outcome is unknown: that call may have been placed, and paid for.

export interface CallLimits {
  /** Orders of one acting extension within 60 s, 60 min, 24 h (rolling, not calendar). */
  readonly perMinute: number;
  readonly perHour: number;
  readonly perDay: number;
  /** Orders of all extensions together within 60 s. */
  readonly housePerMinute: number;
}
export const defaultCallLimits: CallLimits = { perMinute: 6, perHour: 60, perDay: 200, housePerMinute: 60 };

/** Closed list: which limit refuses. `active` = a call that this extension ordered has not ended. */
export const limitNames = ['active', 'perMinute', 'perHour', 'perDay', 'housePerMinute'] as const;
export type LimitName = (typeof limitNames)[number];

/** Instants of the orders that count, oldest first. Keeps 24 h. */
export interface CallMemory {
  readonly byExtension: Map<string, number[]>;
  house: number[];
}
export const callMemory = (): CallMemory => ({ byExtension: new Map(), house: [] });

export interface TooMany {
  readonly limit: LimitName;
  /** How many are allowed. */
  readonly allowed: number;
  /** Whole seconds after which it is worth asking again, at least 1. */
  readonly retryAfterSeconds: number;
}

const minuteMs = 60_000;
/** The longest window: older orders count nowhere. */
export const countedMs = 86_400_000;
/** Nobody knows how long a call lasts: asked again after this. */
const openCallRetryMs = 10_000;

/**
 * null = one more may go; then {@link count} it before anything is awaited.
 * @param openUntil of the extension's last order: see `openOrderUntil`; null = none is open
 */
export function tooMany(
  limits: CallLimits,
  memory: CallMemory,
  extension: string,
  now: number,
  openUntil: number | null,
): TooMany | null {
  if (openUntil !== null) {
    return { limit: 'active', allowed: 1, retryAfterSeconds: seconds(Math.min(openUntil - now, openCallRetryMs)) };
  }
  const own = memory.byExtension.get(extension) ?? [];
  const windows: readonly (readonly [LimitName, readonly number[], number, number])[] = [
    ['perMinute', own, limits.perMinute, minuteMs],
    ['perHour', own, limits.perHour, 60 * minuteMs],
    ['perDay', own, limits.perDay, countedMs],
    ['housePerMinute', memory.house, limits.housePerMinute, minuteMs],
  ];
  for (const [limit, instants, allowed, windowMs] of windows) {
    const waitMs = fullForMs(instants, allowed, windowMs, now);
    if (waitMs > 0) return { limit, allowed, retryAfterSeconds: seconds(waitMs) };
  }
  return null;
}

/** Notes an order about to be sent. */
export function count(memory: CallMemory, extension: string, at: number): void {
  const own = (memory.byExtension.get(extension) ?? []).filter((instant) => instant > at - countedMs);
  own.push(at);
  memory.byExtension.set(extension, own);
  memory.house = memory.house.filter((instant) => instant > at - minuteMs);
  memory.house.push(at);
}

/** A refused order, or one that was never sent, does not count. */
export function uncount(memory: CallMemory, extension: string, at: number): void {
  const own = memory.byExtension.get(extension) ?? [];
  const index = own.lastIndexOf(at);
  if (index < 0) return;
  own.splice(index, 1);
  const inHouse = memory.house.lastIndexOf(at);
  if (inHouse >= 0) memory.house.splice(inHouse, 1);
}

/** Milliseconds until fewer than `allowed` lie within the window; 0 = now. A clock that was set back frees nothing. */
function fullForMs(instants: readonly number[], allowed: number, windowMs: number, now: number): number {
  const within = instants.filter((instant) => instant > now - windowMs);
  const leaves = within[within.length - allowed];
  return leaves === undefined ? 0 : Math.min(windowMs, leaves + windowMs - now);
}

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));
