// The fold: one input, one new state. The log run through this is the board; so is a checkpoint with the rest of the
// log. Pure, and never throws on anything that passed the door.
import { advanceIn } from './advance.ts';
import { apply } from './apply.ts';
import type { Change } from './change.ts';
import { decideIn } from './decide.ts';
import { startDraft } from './draft.ts';
import type { BoardInput } from './input.ts';
import { reconcileIn } from './reconcile.ts';
import { settleAsked, settleSettings, settleSource } from './settle.ts';
import type { BoardState } from './state.ts';

export interface Stepped {
  readonly state: BoardState;
  /** Empty when nothing changed; published ones by `publicOps`. */
  readonly changes: readonly Change[];
}

/** Time up to the input's instant, then the input. An instant before the last one moves no time back. */
export function step(state: BoardState, input: BoardInput): Stepped {
  const draft = startDraft(state);
  advanceIn(draft, input.at);
  if (input.type === 'call_heard') decideIn(draft, input);
  else if (input.type === 'state_polled') reconcileIn(draft, input);
  else if (input.type === 'call_asked') settleAsked(draft, input);
  else if (input.type === 'settings_changed') settleSettings(draft, input);
  else settleSource(draft, input);
  const changes = draft.changes();
  return { state: apply(state, changes), changes };
}

/** Time alone. */
export function advanceTo(state: BoardState, now: number): Stepped {
  const draft = startDraft(state);
  advanceIn(draft, now);
  const changes = draft.changes();
  return { state: apply(state, changes), changes };
}
