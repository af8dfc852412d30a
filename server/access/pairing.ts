// Screens that ask to be let in. Decides which code belongs to which screen and until when. Kept in memory alone: a
// code lives ten minutes, and a screen that finds its own forgotten asks for another. It lets nobody in by itself.
import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { createKeyedHash } from './derive-key.ts';
import { networkOf, type Throttle } from './throttle.ts';

/** No vowels, so that no word comes of it, and nothing that looks like a digit. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const lifeMs = 10 * 60_000;
/** After a screen was let in, its lost answer can be asked for again. */
const againMs = 60_000;
/** Screens of one office that ask at the same time; the oldest of them gives way to one more. */
const mostPerNetwork = 30;
const mostInAll = 600;

export interface PairingVisitor {
  readonly address: string;
  readonly browser: string | null;
  readonly width: number;
  readonly height: number;
}
export interface AskedPairing extends PairingVisitor {
  /** `WDJB-MJHT` */
  readonly code: string;
  /** Unix ms. */
  readonly askedAt: number;
  readonly expiresAt: number;
}
export type Looked =
  | { readonly ok: true; readonly request: AskedPairing }
  | { readonly ok: false; readonly code: 'unknown' }
  | { readonly ok: false; readonly code: 'too_many'; readonly retryAfterSeconds: number };

export interface Pairing {
  /** null = the house is full of screens that ask. */
  ask(visitor: PairingVisitor): { readonly request: AskedPairing; readonly secret: string } | null;
  /** Guesses are counted per `asker`: a code is short. */
  look(code: string, asker: string): Looked;
  /** false = nobody asks by this code any more. Only one approval counts. */
  approve(code: string, screenId: string): boolean;
  /** The screen it was let in as; null = nobody of this secret asks any more. */
  claim(secret: string): { readonly screenId: string | null } | null;
}

interface Entry extends AskedPairing {
  readonly network: string;
  readonly secretHash: string;
  screenId: string | null;
  goneAt: number;
}

export function createPairing(options: {
  readonly clock: Pick<Clock, 'now'>;
  readonly appSecret: string;
  readonly throttle: Throttle;
}): Pairing {
  const { clock, appSecret, throttle } = options;
  const byCode = new Map<string, Entry>();
  const bySecret = new Map<string, Entry>();
  const hash = createKeyedHash(appSecret, 'wallboard: screens that ask, 1');

  const forget = (entry: Entry) => {
    byCode.delete(entry.code);
    bySecret.delete(entry.secretHash);
  };
  const forgetOld = () => {
    for (const entry of byCode.values()) if (entry.goneAt <= clock.now()) forget(entry);
  };
  const open = (entry: Entry | undefined) => (entry && entry.goneAt > clock.now() ? entry : null);

  return {
    ask(visitor) {
      forgetOld();
      const network = networkOf(visitor.address);
      const neighbours = [...byCode.values()].filter((entry) => entry.network === network && entry.screenId === null);
      if (neighbours.length >= mostPerNetwork && neighbours[0]) forget(neighbours[0]);
      if (byCode.size >= mostInAll) return null;
      let code = drawCode();
      while (byCode.has(code)) code = drawCode();
      const secret = randomBytes(32).toString('base64url');
      const askedAt = clock.now();
      const expiresAt = askedAt + lifeMs;
      const secretHash = hash(secret);
      const entry = { ...visitor, code, askedAt, expiresAt, network, secretHash, screenId: null, goneAt: expiresAt };
      byCode.set(code, entry);
      bySecret.set(secretHash, entry);
      return { request: asked(entry), secret };
    },
    look(code, asker) {
      const retryAfterSeconds = throttle.take('pairing', asker);
      if (retryAfterSeconds !== null) return { ok: false, code: 'too_many', retryAfterSeconds };
      const entry = open(byCode.get(foldCode(code)));
      if (!entry || entry.screenId !== null) return { ok: false, code: 'unknown' };
      throttle.succeeded('pairing', asker);
      return { ok: true, request: asked(entry) };
    },
    approve(code, screenId) {
      const entry = open(byCode.get(foldCode(code)));
      if (!entry || entry.screenId !== null) return false;
      entry.screenId = screenId;
      return true;
    },
    claim(secret) {
      const entry = open(bySecret.get(hash(secret)));
      if (!entry) return null;
      if (entry.screenId !== null) entry.goneAt = Math.min(entry.goneAt, clock.now() + againMs);
      return { screenId: entry.screenId };
    },
  };
}

function drawCode(): string {
  const drawn = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${drawn.slice(0, 4)}-${drawn.slice(4)}`;
}

function foldCode(code: string): string {
  const bare = code.replace('-', '').toUpperCase();
  return `${bare.slice(0, 4)}-${bare.slice(4)}`;
}

function asked({ code, askedAt, expiresAt, address, browser, width, height }: Entry): AskedPairing {
  return { code, askedAt, expiresAt, address, browser, width, height };
}
