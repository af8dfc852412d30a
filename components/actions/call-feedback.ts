// What a call button shows, from the press to the live call. It knows of a call only what the server answered and the
// board shows; a time-out is "unknown", and nothing is ever repeated without being asked.
import type { CallAction, CallProgress } from '../../lib/dialling/progress.ts';
import type { ApiFailure } from './api.ts';
import type { AskReason } from './why-ask.ts';

export type CallFeedback =
  | { readonly step: 'idle' }
  | { readonly step: 'asking'; readonly why: readonly AskReason[] }
  | { readonly step: 'sending'; readonly key: string }
  | { readonly step: 'following'; readonly action: CallAction; readonly progress: CallProgress }
  | { readonly step: 'refused'; readonly failure: ApiFailure; readonly guardUntil: number | null }
  /** The server could not say what became of it. */
  | { readonly step: 'unknown'; readonly failure: ApiFailure; readonly sentAt: number };

export type CallHappening =
  | { readonly type: 'press'; readonly why: readonly AskReason[]; readonly key: string }
  | { readonly type: 'confirm'; readonly key: string }
  | { readonly type: 'accepted'; readonly action: CallAction }
  | { readonly type: 'failed'; readonly failure: ApiFailure; readonly at: number; readonly waitSeconds: number | null }
  | { readonly type: 'seen'; readonly progress: CallProgress }
  | { readonly type: 'forget' };

export const idle: CallFeedback = { step: 'idle' };

export function nextFeedback(state: CallFeedback, happening: CallHappening): CallFeedback {
  switch (happening.type) {
    case 'press': {
      // A second press while one is under way places no second call.
      if (state.step === 'sending') return state;
      if (state.step === 'following' && !isOver(state.progress)) return state;
      // What may be ringing already is asked about, whoever is called.
      const pending = state.step === 'unknown' || (state.step === 'following' && state.progress.step === 'unconfirmed');
      const why: readonly AskReason[] = pending ? [...new Set<AskReason>(['again', ...happening.why])] : happening.why;
      return why.length > 0 ? { step: 'asking', why } : { step: 'sending', key: happening.key };
    }
    case 'confirm':
      return state.step === 'asking' ? { step: 'sending', key: happening.key } : state;
    case 'accepted': {
      if (state.step !== 'sending') return state;
      const progress: CallProgress = { step: 'accepted', nextAt: happening.action.at };
      return { step: 'following', action: happening.action, progress };
    }
    case 'failed': {
      if (state.step !== 'sending') return state;
      const { failure, at, waitSeconds } = happening;
      if (failure.code === 'pbx_timeout' || failure.code === 'network' || failure.code === 'internal') {
        return { step: 'unknown', failure, sentAt: at };
      }
      return { step: 'refused', failure, guardUntil: waitSeconds === null ? null : at + waitSeconds * 1000 };
    }
    case 'seen':
      return state.step === 'following' ? { ...state, progress: happening.progress } : state;
    case 'forget':
      return state.step === 'sending' ? state : idle;
  }
}

/** The order needs no more watching: it ended, or was never seen. */
export function isOver(progress: CallProgress): boolean {
  return progress.step === 'ended' || progress.step === 'unconfirmed';
}

/** Until when the same number from the same phone is blocked; null = not. Unix ms by the server's clock. */
export function guardedUntil(state: CallFeedback, guardMs: number): number | null {
  if (state.step === 'following') return state.action.at + guardMs;
  if (state.step === 'unknown') return state.sentAt + guardMs;
  return state.step === 'refused' ? state.guardUntil : null;
}
