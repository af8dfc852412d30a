// What became of one order, from the answer or from the lack of it. When it cannot be told it is `unknown`, and nobody
// may repeat it: somebody's phone may be ringing.
import { readOrder, refusalWords } from '../../lib/pbx/rest/order.ts';
import type { Exchanged } from './exchange.ts';
import type { PbxFailure } from './failure.ts';
import type { PbxOrder } from './pbx.ts';

export interface OrderResult {
  readonly outcome: PbxOrder;
  /** The PBX does not know the action by this name, so nothing was carried out. */
  readonly unknownAction: boolean;
}
const settled = (outcome: PbxOrder, unknownAction = false): OrderResult => ({ outcome, unknownAction });

export function orderResult(answer: Exchanged): OrderResult {
  const { status, text } = answer;
  if (status === 401) return settled({ outcome: 'not_sent', why: 'unauthorized' });
  if (status >= 500) return settled({ outcome: 'unknown', why: 'server_error' });
  if (status === 408) return settled({ outcome: 'unknown', why: 'timeout' });
  if (status >= 400) return settled({ outcome: 'refused', words: refusalWords(status, text) });
  if (status < 200 || status > 299) return settled({ outcome: 'unknown', why: 'unreadable' });
  const said = readOrder(text);
  if (said.said === 'unclear') return settled({ outcome: 'unknown', why: said.why }, said.unknownAction);
  if (said.said === 'refused') return settled({ outcome: 'refused', words: said.words }, said.unknownAction);
  return settled({ outcome: 'accepted', words: said.words });
}

export function unansweredOrder(failure: PbxFailure): OrderResult {
  if (failure.sent) return settled({ outcome: 'unknown', why: failure.why });
  return settled({ outcome: 'not_sent', why: failure.why === 'unauthorized' ? 'unauthorized' : 'unreachable' });
}
