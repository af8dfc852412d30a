// What a hang-up shows, from the order to the end the board tells of. One order at a time for one extension.
import type { HangUpAction, HangUpProgress } from '../../lib/dialling/progress.ts';
import type { ApiFailure } from './api.ts';

export type CutFeedback =
  | { readonly step: 'idle' }
  | { readonly step: 'sending' }
  | {
      readonly step: 'following';
      readonly action: HangUpAction;
      readonly progress: HangUpProgress;
      /** Since when it is over, Unix ms by the server's clock; null while it is not. */
      readonly overAt: number | null;
    }
  /** It had ended by itself: not an error. */
  | { readonly step: 'gone'; readonly overAt: number }
  | { readonly step: 'failed'; readonly failure: ApiFailure };

export const uncut: CutFeedback = { step: 'idle' };

/** @param now Unix ms, server's clock */
export function seenCut(state: CutFeedback, progress: HangUpProgress, now: number): CutFeedback {
  if (state.step !== 'following') return state;
  const over = progress.step === 'confirmed' || progress.step === 'already_ended';
  return { ...state, progress, overAt: over ? (state.overAt ?? now) : null };
}

/** A second press while one is under way sends no second order. */
export const mayCut = (state: CutFeedback): boolean =>
  state.step === 'idle' ||
  state.step === 'failed' ||
  (state.step === 'following' && state.progress.step === 'unconfirmed');
