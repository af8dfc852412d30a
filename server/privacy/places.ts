// Every place where an outside number may be stored. Whoever stores one somewhere else adds that place here: what is not
// in this list is neither found nor erased. (The audit trail holds keyed hashes and last digits, and is never changed.)
import type { Place } from './place.ts';
import { placeBoard } from './place-board.ts';
import { placeCheckpoints } from './place-checkpoints.ts';
import { placeDeadLetters } from './place-dead-letters.ts';
import { placeEndedCalls } from './place-ended-calls.ts';
import { placeLog } from './place-log.ts';
import { placeOrders } from './place-orders.ts';
import { placeRecords } from './place-records.ts';
import { placeSavedAnswers } from './place-saved-answers.ts';

/**
 * In the order they are erased. The board first: it saves a state that fits a log with and without the number, so that
 * an end of the process in the middle costs no counter.
 */
export const places: readonly Place[] = [
  placeBoard,
  placeCheckpoints,
  placeLog,
  placeDeadLetters,
  placeEndedCalls,
  placeRecords,
  placeOrders,
  placeSavedAnswers,
];
