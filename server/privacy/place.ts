// What a place is where a number may be stored: how often it is there, and how it is taken out. Names and shapes only.
import type { Kysely } from 'kysely';
import type { PlaceName } from '../../lib/protocol/privacy-shapes.ts';
import type { Seal } from '../access/seal.ts';
import type { AccessDb } from '../access/tables.ts';
import type { Database } from '../db/schema.ts';
import type { WorkingBoard } from '../live-board.ts';
import type { SoughtNumber } from './read-number.ts';
import type { Trace } from './trace.ts';

export interface PlaceParts {
  readonly db: Kysely<Database>;
  readonly access: AccessDb;
  readonly board: Pick<WorkingBoard, 'board' | 'callsWith' | 'redact'>;
  /** As orders are recognised by. */
  readonly hashNumber: (number: string) => string;
  /** Of the saved answers. */
  readonly answerSeal: Seal;
}
/** One search or one erasure. */
export interface Work {
  readonly number: SoughtNumber;
  readonly trace: Trace;
  /** Ends it between two steps. */
  readonly signal: AbortSignal;
  /** So many rows were looked at. */
  seen(rows: number): void;
}
/** What a place holds of a number. */
export interface Place {
  readonly name: PlaceName;
  /** Instants of what has the number, Unix ms: one for each row or call. */
  find(parts: PlaceParts, work: Work): Promise<readonly number[]>;
  /** Resolves with how many rows or calls were changed. Doing it again changes nothing. */
  erase(parts: PlaceParts, work: Work): Promise<number>;
}
