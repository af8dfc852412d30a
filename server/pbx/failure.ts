// What can go wrong between us and the PBX, before anybody knows what it means. Its message names a reason and a code
// and must never hold a URL, a parameter or a token.
import type { PbxWhy } from '../../lib/protocol/board.ts';

export class PbxFailure extends Error {
  readonly why: PbxWhy;
  /** The PBX is ill, so the breaker counts it; a question it does not understand is no illness. */
  readonly ill: boolean;
  /** false: nothing can have reached the PBX. */
  readonly sent: boolean;
  constructor(why: PbxWhy, options: { readonly ill: boolean; readonly sent: boolean; readonly detail?: string }) {
    super(options.detail ? `${why} (${options.detail})` : why);
    this.name = 'PbxFailure';
    this.why = why;
    this.ill = options.ill;
    this.sent = options.sent;
  }
}
