// What a call button shows, from the press to the live call. It knows of a call only what the server answered and the
// board shows; a time-out is "unknown", and nothing is ever repeated without being asked.
import type { CallAction, CallProgress } from '../../lib/dialling/progress.ts';
import type { ApiFailure } from './api.ts';
import type { AskReason } from './why-ask.ts';

/** What was asked for: it stays this, whatever is typed or chosen meanwhile. */
export interface CallOrder {
  readonly extension: string;
  /** As typed. */
  readonly number: string;
  /** As the PBX gets it, where that is known. */
  readonly wire: string;
  /** As people read it. */
  readonly shown: string;
}

export type CallFeedback =
  | { readonly step: 'idle' }
  | { readonly step: 'asking'; readonly order: CallOrder; readonly why: readonly AskReason[] }
  | { readonly step: 'sending'; readonly order: CallOrder; readonly key: string }
  | {
      readonly step: 'following';
      readonly order: CallOrder;
      readonly action: CallAction;
      readonly progress: CallProgress;
      /** Since when it is known to have ended, Unix ms by the server's clock. */
      readonly overAt: number | null;
    }
  | { readonly step: 'refused'; readonly order: CallOrder; readonly failure: ApiFailure }
  /** The server could not say what became of it. */
  | { readonly step: 'unknown'; readonly order: CallOrder; readonly failure: ApiFailure };

export type CallHappening =
  | { readonly type: 'press'; readonly order: CallOrder; readonly why: readonly AskReason[]; readonly key: string }
  | { readonly type: 'confirm'; readonly key: string }
  | { readonly type: 'accepted'; readonly action: CallAction }
  | { readonly type: 'failed'; readonly failure: ApiFailure }
  /** `at`: Unix ms, server's clock. */
  | { readonly type: 'seen'; readonly progress: CallProgress; readonly at: number }
  | { readonly type: 'forget' };

export const idle: CallFeedback = { step: 'idle' };

export function nextFeedback(state: CallFeedback, happening: CallHappening): CallFeedback {
  switch (happening.type) {
    case 'press': {
      // A second press while one is under way places no second call.
      if (state.step === 'sending') return state;
      if (state.step === 'following' && !isOver(state.progress)) return state;
      const { order } = happening;
      // What may be ringing already is asked about, whoever is called.
      const pending = state.step === 'unknown' || (state.step === 'following' && state.progress.step === 'unconfirmed');
      const why: readonly AskReason[] = pending ? [...new Set<AskReason>(['again', ...happening.why])] : happening.why;
      return why.length > 0 ? { step: 'asking', order, why } : { step: 'sending', order, key: happening.key };
    }
    case 'confirm':
      return state.step === 'asking' ? { step: 'sending', order: state.order, key: happening.key } : state;
    case 'accepted': {
      if (state.step !== 'sending') return state;
      const progress: CallProgress = { step: 'accepted', nextAt: happening.action.at };
      return { step: 'following', order: state.order, action: happening.action, progress, overAt: null };
    }
    case 'failed': {
      if (state.step !== 'sending') return state;
      const { failure } = happening;
      const unknown = failure.code === 'pbx_timeout' || failure.code === 'network' || failure.code === 'internal';
      return { step: unknown ? 'unknown' : 'refused', order: state.order, failure };
    }
    case 'seen': {
      if (state.step !== 'following') return state;
      const { progress, at } = happening;
      return { ...state, progress, overAt: progress.step === 'ended' ? (state.overAt ?? at) : null };
    }
    case 'forget':
      return state.step === 'sending' ? state : idle;
  }
}

/** The order needs no more watching: it ended, or was never seen. */
export function isOver(progress: CallProgress): boolean {
  return progress.step === 'ended' || progress.step === 'unconfirmed';
}
