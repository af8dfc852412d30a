// A call and its leg as the board holds them, with whatever a test wants to be otherwise.
import type { Call, Leg } from '../../lib/protocol/board.ts';

/** An incoming call of 912345678 that rings in no queue, at nobody. `pbxIds` follow the id. */
export const callRecord = (fields: Partial<Call> = {}): Call => ({
  id: '1.1',
  pbxIds: [fields.id ?? '1.1'],
  ref: 'r',
  direction: 'in',
  party: '912345678',
  ddi: null,
  queue: null,
  startedAt: 1,
  state: 'ringing',
  answeredAt: null,
  endedAt: null,
  result: null,
  cause: null,
  inferred: null,
  legs: [],
  ...fields,
});

/** A telephone that rings at 116. */
export const legRecord = (fields: Partial<Leg> = {}): Leg => ({
  extension: '116',
  state: 'ringing',
  ringAt: 1,
  answerAt: null,
  endAt: null,
  result: null,
  cause: null,
  transfer: null,
  ...fields,
});
