// Must a person be asked before this number is dialled? Routine calls are not: one press, one call.
import type { AgentState } from '../../lib/protocol/board.ts';

export const askReasons = ['foreign', 'premium', 'again', 'busy', 'closed', 'for_other'] as const;
export type AskReason = (typeof askReasons)[number];

export interface CallFacts {
  /** As the PBX gets it; null while unchecked. */
  readonly wire: string | null;
  readonly kind: string | null;
  /** State of the extension that rings first. */
  readonly state: AgentState | null;
  /** It is somebody else's. */
  readonly forOther: boolean;
  /** Outside the hours of the house. */
  readonly closed: boolean;
  /** When it last dialled this number, Unix ms. */
  readonly lastAt: number | null;
}

const againMs = 60_000;
const plainKinds = new Set(['extension', 'fixed', 'mobile', 'fixed_or_mobile', 'voip', 'toll_free']);

/** Empty = dial. @param now Unix ms, the clock `lastAt` is told by */
export function whyAsk(facts: CallFacts, now: number): AskReason[] {
  const { wire, kind, state, forOther, closed, lastAt } = facts;
  const why: AskReason[] = [];
  if (wire !== null && (wire.startsWith('+') || wire.startsWith('00'))) why.push('foreign');
  if (kind !== null && !plainKinds.has(kind)) why.push('premium');
  if (lastAt !== null && now - lastAt < againMs) why.push('again');
  if (state === 'busy' || state === 'talking' || state === 'ringing') why.push('busy');
  if (closed) why.push('closed');
  if (forOther) why.push('for_other');
  return why;
}
