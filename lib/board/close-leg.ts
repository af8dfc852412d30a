// Ends a leg nobody told the end of. Decides whether the call is over with it. A newer event of the extension voids it.
import type { Draft } from './draft.ts';
import type { CallFacts } from './facts.ts';
import { placeCall } from './place-call.ts';

/** Ends one leg by conclusion, and the call with it if it was the last. */
export function closeLeg(draft: Draft, facts: CallFacts, extension: string, endAt: number, at: number): void {
  const n = draft.memory().heard;
  const closed = [...facts.closed.filter((one) => one.extension !== extension), { extension, at: endAt, n }];
  const next: CallFacts = { ...facts, closed };
  const call = placeCall(draft, next, at);
  const open = call.legs.some((leg) => leg.state !== 'ended');
  const after = draft.facts.get(facts.id) ?? next;
  if (call.state !== 'ended' && !open && !queueWillTell(draft, facts)) {
    placeCall(draft, { ...after, ended: { at: endAt, n } }, at);
  }
}

/** The queue's own extension sends events: the call may be waiting in it, and its end will be told. */
function queueWillTell(draft: Draft, facts: CallFacts): boolean {
  const answered = facts.marks.some((mark) => mark.phase === 'answered');
  return (
    !answered &&
    facts.marks.some(
      (mark) =>
        mark.extension !== null && (mark.asQueue || draft.context.isQueue(mark.extension)) && mark.phase === 'ringing',
    )
  );
}
