// The raw form of a webhook, as it is stored, and what reading it can lead to.
import type { CallHeard } from '../board/input.ts';

/** One request to /hooks as it came, without its credentials: enough to read it again after the mapping was mended. */
export interface RawHook {
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly contentType: string | null;
  /** Query string without the question mark; a token parameter is removed before storing. */
  readonly query: string;
  readonly body: string;
}

/** Closed list: why a hook could not become an event. */
export type DeadReason =
  | 'unreadable_body'
  | 'no_id'
  | 'id_lost_digits'
  | 'no_state'
  | 'unknown_state'
  | 'not_substituted';

export interface HookOptions {
  /** HOOK_FIELDS: canonical variable to field path, `who.ext`. */
  readonly fields: Readonly<Record<string, string>>;
  /** PBX clock minus ours, ms, from its `Date` header; 0 when unknown. */
  readonly skewMs: number;
  /** PBX_TIMEZONE: reads times without an offset, and an offset that differs from it is warned of. */
  readonly timezone?: string;
}

export type HookReading =
  /**
   * Warnings, each at most once: `not_substituted:VARIABLE`, `unknown_word:VARIABLE` (kept out of the event),
   * `id_as_number` (a trailing zero may be lost), `offset_differs` (the event's offset is not PBX_TIMEZONE's).
   */
  | { readonly ok: true; readonly event: CallHeard; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly reason: DeadReason; readonly detail: string };

/** `lib/pbx/translate.ts` exports this: pure, never throws. `at` is the receipt time. */
export type TranslateHook = (raw: RawHook, at: number, options: HookOptions) => HookReading;
