// Holds this house's orders against the limits and the stop, in memory and at once, so that of many at a time no more
// go than may. What was ordered is brought back from the stored actions, so that a restart frees nobody.
import { type CallMemory, callMemory, count, countedMs, tooMany, uncount } from '../../lib/dialling/limits.ts';
import { openOrderUntil } from '../../lib/dialling/open-order.ts';
import type { BoardPart } from '../../lib/dialling/progress.ts';
import type { AccessDb } from '../access/tables.ts';
import type { DiallingSettings } from '../dialling-settings.ts';
import { ApiError } from './api-error.ts';
import { limitWords } from './limit-words.ts';

export interface CallLimiter {
  /** The refusal while all calls are stopped; null = they are not. */
  stopped(): ApiError | null;
  /** null = counted, it may go; {@link giveBack} when it turns out refused or not sent. Never awaits. */
  take(extension: string, at: number): ApiError | null;
  giveBack(extension: string, at: number): void;
  recall(now: number): Promise<void>;
}

export function createCallLimiter(parts: {
  readonly db: AccessDb;
  readonly settings: Pick<DiallingSettings, 'current'>;
  readonly board: () => BoardPart;
}): CallLimiter {
  const { db, settings, board } = parts;
  const memory: CallMemory = callMemory();

  /** Of several open orders the one that stays open longest. */
  function openUntil(extension: string, now: number): number | null {
    const instants = memory.byExtension.get(extension) ?? [];
    const open = instants.map((at) => openOrderUntil(extension, at, board(), now)).filter((until) => until !== null);
    return open.length > 0 ? Math.max(...open) : null;
  }

  return {
    stopped() {
      if (!settings.current().killed) return null;
      return new ApiError(
        'calling_stopped',
        'Calls from the board are stopped. Dial on the telephone; a manager can let them go again in the settings.',
      );
    },
    take(extension, at) {
      const many = tooMany(settings.current(), memory, extension, at, openUntil(extension, at));
      if (many === null) {
        count(memory, extension, at);
        return null;
      }
      const { retryAfterSeconds } = many;
      return new ApiError('too_many_calls', limitWords(many), { details: many, retryAfterSeconds });
    },
    giveBack: (extension, at) => uncount(memory, extension, at),
    async recall(now) {
      const rows = await db
        .selectFrom('wall_action')
        .select(['extension', 'at', 'outcome'])
        .where('at', '>', now - countedMs)
        .where('kind', '<>', 'hang-up')
        .orderBy('at')
        .execute();
      for (const { extension, at, outcome } of rows) {
        if (outcome !== 'refused' && outcome !== 'not_sent') count(memory, extension, Number(at));
      }
    },
  };
}
