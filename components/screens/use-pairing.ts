// Asks to be paired and waits for somebody to say yes: a new code by itself before the old one ends, and on through
// everything that may fail meanwhile.
'use client';
import { useEffect, useState } from 'react';
import { PairingAsked, PairingClaimed } from '../../lib/protocol/screen-shapes.ts';
import { ask, failureOf, retryAfterSeconds } from '../actions/api.ts';

export interface PairingView {
  /** null = none yet. `endsAt` by this browser's clock, Unix ms. */
  readonly code: { readonly text: string; readonly endsAt: number; readonly lifeMs: number } | null;
  /** `busy`: the server has too many that ask. `offline`: it does not answer; a code that stands still holds. */
  readonly trouble: 'busy' | 'offline' | null;
  /** The name it was given; the rest is over. */
  readonly paired: string | null;
}
const nothing: PairingView = { code: null, trouble: null, paired: null };
/** What the screen knows, and how long to wait before the next question; null = it is over. */
interface Step {
  readonly secret: string | null;
  readonly view: PairingView;
  readonly waitMs: number | null;
}

const claimEveryMs = 1_500;
const retryMs = 4_000;

export function usePairing(): PairingView {
  const [view, setView] = useState(nothing);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = (secret: string | null, shown: PairingView) => {
      const step = secret === null ? askForCode() : askWhetherPaired(secret, shown);
      step
        .then((next) => {
          if (over) return;
          setView(next.view);
          if (next.waitMs !== null) timer = setTimeout(() => go(next.secret, next.view), next.waitMs);
        })
        .catch((error: unknown) => console.error('pairing stopped', error));
    };
    go(null, nothing);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);
  return view;
}

const pixels = (size: number) => Math.max(1, Math.round(size * devicePixelRatio));

async function askForCode(): Promise<Step> {
  try {
    const body = { width: pixels(innerWidth), height: pixels(innerHeight) };
    const { code, secret, expiresAt, now } = await ask(PairingAsked, 'POST', '/api/v1/pairing', { body });
    const lifeMs = expiresAt - now;
    const shown = { text: code, endsAt: Date.now() + lifeMs, lifeMs };
    return { secret, view: { ...nothing, code: shown }, waitMs: claimEveryMs };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'too_many_attempts') {
      const waitMs = (retryAfterSeconds(failure) ?? 60) * 1_000;
      return { secret: null, view: { ...nothing, trouble: 'busy' }, waitMs };
    }
    return { secret: null, view: { ...nothing, trouble: 'offline' }, waitMs: retryMs };
  }
}

async function askWhetherPaired(secret: string, shown: PairingView): Promise<Step> {
  try {
    const { state, name = '' } = await ask(PairingClaimed, 'POST', '/api/v1/pairing/claim', { body: { secret } });
    if (state === 'paired') return { secret, view: { ...nothing, paired: name }, waitMs: null };
    if (state === 'expired') return { secret: null, view: nothing, waitMs: 0 };
    return { secret, view: { ...shown, trouble: null }, waitMs: claimEveryMs };
  } catch (error) {
    console.warn('the server was not reached', failureOf(error).code);
    // The code ends by this browser's clock too: a server that started anew knows it no more.
    const ended = shown.code === null || Date.now() >= shown.code.endsAt;
    const view = { ...shown, code: ended ? null : shown.code, trouble: 'offline' } as const;
    return { secret: ended ? null : secret, view, waitMs: retryMs };
  }
}
