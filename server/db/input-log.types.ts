// The log of every input that changed the board: the contract between storage and the live board.
import type { BoardInput } from '../../lib/board/input.ts';
import type { RawHook } from '../../lib/pbx/hook.ts';

/** Hooks are kept as they came (they can be read again after a mapping was mended); everything else in our own words. */
export type LogEntry =
  /** `skewMs`: the PBX's clock against ours as known then; reading it again must come to the same instants. 0 when absent. */
  | { readonly kind: 'hook'; readonly at: number; readonly raw: RawHook; readonly skewMs?: number }
  | { readonly kind: 'input'; readonly at: number; readonly input: BoardInput }
  /** A dead letter read again: `of` is the sequence number of the hook, whose receipt time still holds. */
  | { readonly kind: 'replay'; readonly at: number; readonly of: number };

export interface InputLog {
  /**
   * Resolves once the entry is on disk (`synchronous=FULL`, group commit). `applied` runs synchronously after the
   * commit, in sequence order across all callers, so that the order of the log is the order of the board.
   * Rejects with CannotStore when the disk refuses; nothing was applied then.
   */
  append<T>(entry: LogEntry, applied: (sequence: number) => T): Promise<T>;
  /** Entries with a sequence above `sequence`, in order. A replay carries the hook it points to. */
  readAfter(
    sequence: number,
  ): AsyncIterable<
    LogEntry & { readonly sequence: number; readonly replayed?: { at: number; raw: RawHook; skewMs?: number } }
  >;
  saveCheckpoint(sequence: number, at: number, state: unknown): Promise<void>;
  lastCheckpoint(): Promise<{ readonly sequence: number; readonly at: number; readonly state: unknown } | null>;
}
