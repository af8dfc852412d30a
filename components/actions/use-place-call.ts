// Gives the orders of one place: every press goes by what is kept, so that two presses in one moment are one call. It
// never sends an order twice; the answer is kept whether or not somebody still looks.
'use client';
import { guardMs } from '../../lib/dialling/guard.ts';
import { Accepted } from '../../lib/protocol/endpoint-shapes.ts';
import { useServerNow } from '../live/connection.tsx';
import { ask, failureOf, newKey, retryAfterSeconds } from './api.ts';
import { type CallFeedback, type CallHappening, type CallOrder, nextFeedback } from './call-feedback.ts';
import { dialKey, useDesk, useKept } from './desk.ts';
import type { AskReason } from './why-ask.ts';

export interface PlacedCall {
  readonly state: CallFeedback;
  press(order: CallOrder, why: readonly AskReason[]): void;
  confirm(): void;
  forget(): void;
}

/** @param place names where the button stands, so that its feedback is found again there */
export function usePlaceCall(place: string): PlacedCall {
  const { calls, dials } = useDesk();
  const now = useServerNow();
  const state = useKept(calls, place);

  const tell = (happening: CallHappening) => {
    const before = calls.get(place);
    const next = nextFeedback(before, happening);
    if (next !== before) calls.set(place, next);
    if (next.step === 'sending' && before.step !== 'sending') void send(next.order, next.key);
  };
  const send = async (order: CallOrder, idempotencyKey: string) => {
    const dial = dialKey(order.extension, order.wire);
    try {
      const { action } = await ask(Accepted, 'POST', '/api/v1/calls', {
        body: { agent: order.extension, number: order.number },
        idempotencyKey,
      });
      const { extension, at } = action;
      dials.set(dial, { at, until: at + guardMs });
      tell({ type: 'accepted', action: { kind: 'call', extension, number: action.number ?? order.number, at } });
    } catch (thrown) {
      const failure = failureOf(thrown);
      const waitSeconds = retryAfterSeconds(failure);
      // An order whose outcome is not known counts for the guard as if it had been carried out.
      if (failure.code === 'pbx_timeout' || failure.code === 'network' || failure.code === 'internal') {
        dials.set(dial, { at: now(), until: now() + guardMs });
      } else if (failure.code === 'repeat_too_soon' && waitSeconds !== null) {
        dials.set(dial, { at: dials.get(dial).at, until: now() + waitSeconds * 1_000 });
      }
      tell({ type: 'failed', failure });
    }
  };
  return {
    state,
    press: (order, why) => tell({ type: 'press', order, why, key: newKey() }),
    confirm: () => tell({ type: 'confirm', key: newKey() }),
    forget: () => tell({ type: 'forget' }),
  };
}
