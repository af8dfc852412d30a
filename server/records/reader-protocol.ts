// What passes between the server and the thread that reads records. Both ends are ours and of one build.
import type { Question } from './answer-question.ts';
import type { AskedExport } from './export-file.ts';

export interface ReaderData {
  readonly databaseUrl: string;
}
export type ToReader =
  | { readonly type: 'ask'; readonly id: number; readonly question: Question }
  | { readonly type: 'export'; readonly id: number; readonly asked: AskedExport }
  /** The next piece of an export. */
  | { readonly type: 'more'; readonly id: number }
  /** Nobody wants it any more. */
  | { readonly type: 'cancel'; readonly id: number }
  /** Numbers that were written just now. */
  | { readonly type: 'numbers'; readonly parties: readonly number[] }
  | { readonly type: 'forget-numbers' }
  /** Writes what the log of the embedded database holds into its file, beside the server's own work. */
  | { readonly type: 'checkpoint' };
export type FromReader =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'piece'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly name: string; readonly message: string };
