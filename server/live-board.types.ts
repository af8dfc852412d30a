// The single writer of the board, as the rest of the server sees it.
import type { BoardInput } from '../lib/board/input.ts';
import type { HookReading, RawHook } from '../lib/pbx/hook.ts';
import type { Board, Call, Source, TypedOp } from '../lib/protocol/board.ts';

export interface Published {
  readonly from: number;
  readonly to: number;
  readonly ops: readonly TypedOp[];
  /** Unix ms. */
  readonly now: number;
}

export interface LiveBoard {
  /** New at every start of the process. */
  readonly epoch: string;
  version(): number;
  board(): Board;
  /** Stores, then applies. Resolves after both; `ops` is what it changed, empty when nothing. */
  accept(input: BoardInput): Promise<{ readonly ops: readonly TypedOp[] }>;
  /** The same for a webhook; `callRef` is what the PBX captures, null for a dead letter. Rejects when it cannot store. */
  acceptHook(raw: RawHook, at: number): Promise<{ readonly reading: HookReading; readonly callRef: string | null }>;
  /** Reads a dead letter again; true when it became an event. */
  replay(sequence: number): Promise<HookReading>;
  /** Age of the sources: bumps no version, is not logged. */
  touchSource(patch: Partial<Pick<Source, 'pbxAt' | 'hooksAt'>>): void;
  /** By our id or any PBX id; open, or ended a short while ago. */
  findCall(id: string): Call | null;
  onChange(listener: (change: Published) => void): () => void;
  /** Something was taken out of the board: what was told so far must not be told again. */
  onRedacted(listener: () => void): () => void;
  onSource(listener: (source: Source) => void): () => void;
  close(): Promise<void>;
}
