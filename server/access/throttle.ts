// Slows down guessing. Decides how long an account must wait at an address after failed sign-ins: from the fifth on,
// 30 s, doubling to an hour. Never locks an account for everybody, which would be a weapon of its own.

export interface Throttle {
  /** Takes one try; null = go ahead, else whole seconds to wait. A try counts as failed until {@link succeeded}. */
  take(account: string, address: string): number | null;
  succeeded(account: string, address: string): void;
}

const freeTries = 5;
/** One address trying many accounts. */
const freeTriesPerAddress = 50;
const firstWaitMs = 30_000;
const longestWaitMs = 3_600_000;
/** Failures this old are forgotten. */
const forgetMs = 2 * longestWaitMs;
const mostEntries = 20_000;

interface Entry {
  failures: number;
  lastAt: number;
  blockedUntil: number;
}

export function createThrottle(now: () => number): Throttle {
  const entries = new Map<string, Entry>();

  function entryOf(key: string): Entry {
    const at = now();
    const known = entries.get(key);
    if (known && at - known.lastAt < forgetMs) return known;
    if (!known && entries.size >= mostEntries) {
      // The oldest go first; one address cannot push others out, it is blocked long before.
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        if (entries.size < mostEntries) break;
      }
    }
    const fresh: Entry = { failures: 0, lastAt: at, blockedUntil: 0 };
    entries.set(key, fresh);
    return fresh;
  }

  function fail(entry: Entry, free: number) {
    const at = now();
    entry.failures += 1;
    entry.lastAt = at;
    if (entry.failures < free) return;
    entry.blockedUntil = at + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, entry.failures - free));
  }

  const pair = (account: string, address: string) => `${address}\n${account}`;
  return {
    take(account, peer) {
      const address = networkOf(peer);
      const both = entryOf(pair(account, address));
      const whole = entryOf(address);
      const wait = Math.max(both.blockedUntil, whole.blockedUntil) - now();
      if (wait > 0) return Math.ceil(wait / 1000);
      // Counted before the password is looked at: parallel tries do not slip through.
      fail(both, freeTries);
      fail(whole, freeTriesPerAddress);
      return null;
    },
    succeeded(account, peer) {
      const address = networkOf(peer);
      entries.delete(pair(account, address));
      const whole = entries.get(address);
      if (whole) {
        whole.failures = Math.max(0, whole.failures - 1);
        if (whole.failures < freeTriesPerAddress) whole.blockedUntil = 0;
      }
    },
  };
}

/** One IPv6 subscriber has a whole /64 to choose addresses from: it counts as one. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  const groups = [...front, ...zeros, ...back].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
