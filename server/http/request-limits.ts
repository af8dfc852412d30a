// How many requests somebody may make. Decides by a filling bucket for each visitor: an address before anything is looked
// up, a stranger's address once it is known that nobody is signed in, a person or token wherever they ask from. Apart,
// so that nobody's flood takes a place from somebody else; senders of webhooks that prove themselves are never counted.
import type { Clock } from '../clock.ts';

/** `burst` requests at once, filling up again by `perSecond`. */
interface Bucket {
  readonly burst: number;
  readonly perSecond: number;
}
export const requestLimits = {
  /** Everything of one address but webhooks and probes: pages with all their files, the API, openings of sockets. */
  address: { burst: 5_000, perSecond: 200 },
  /** Of these what asks the API for something without being signed in: signing in, pairing. */
  stranger: { burst: 600, perSecond: 10 },
  /** Webhooks of senders who are not known. */
  hook: { burst: 600, perSecond: 10 },
  /** One account, screen or token. */
  person: { burst: 5_000, perSecond: 200 },
} as const satisfies Readonly<Record<string, Bucket>>;
export type RequestLimit = keyof typeof requestLimits;

export interface RequestLimits {
  /** null = go ahead; else whole seconds until one more is possible. */
  take(limit: RequestLimit, visitor: string): number | null;
}

/** Visitors remembered for each limit; one who comes anew after being forgotten begins with a full bucket. */
const mostVisitors = 20_000;

export function createRequestLimits(
  clock: Pick<Clock, 'now'>,
  limits: Readonly<Record<RequestLimit, Bucket>> = requestLimits,
): RequestLimits {
  const seen = { address: new Map(), stranger: new Map(), hook: new Map(), person: new Map() } satisfies Record<
    RequestLimit,
    Map<string, { left: number; at: number }>
  >;
  return {
    take(limit, visitor) {
      const { burst, perSecond } = limits[limit];
      const visitors: Map<string, { left: number; at: number }> = seen[limit];
      const now = clock.now();
      const known = visitors.get(visitor);
      // A clock that was set back fills nothing.
      const gained = known ? (Math.max(0, now - known.at) / 1000) * perSecond : 0;
      const left = Math.min(burst, (known?.left ?? burst) + gained);
      // Written anew: those who came last stand last, and the first of the map goes when it is full.
      visitors.delete(visitor);
      visitors.set(visitor, { left: left >= 1 ? left - 1 : left, at: now });
      const [oldest] = visitors.size > mostVisitors ? visitors.keys() : [];
      if (oldest !== undefined) visitors.delete(oldest);
      return left >= 1 ? null : Math.max(1, Math.ceil((1 - left) / perSecond));
    },
  };
}
