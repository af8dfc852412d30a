// How long what we store about people and calls is kept. The one place that says so: README and rule A20 of lib/SPEC.md repeat it.

const dayMs = 86_400_000;

export interface Retention {
  /** Webhooks and what polls changed. A start needs the last minutes of them; the rest is there to look calls up. */
  readonly logMs: number;
  readonly endedCallsMs: number;
  /** Read or not. Never shorter than `logMs`: a webhook must not outlive the note that it waits, or was read. */
  readonly deadLettersMs: number;
  /** Also the keys of the audit trail's number hashes, by whole months: the trail itself is never shortened. */
  readonly ordersMs: number;
  /** Answers saved for an `Idempotency-Key`. */
  readonly savedAnswersMs: number;
}

export const retention: Retention = {
  logMs: 30 * dayMs,
  endedCallsMs: 90 * dayMs,
  deadLettersMs: 90 * dayMs,
  ordersMs: 90 * dayMs,
  savedAnswersMs: dayMs,
};
