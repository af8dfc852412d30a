// How long what is stored may be kept: days for each kind of data, their bounds, and what the house begins with.
import * as z from 'zod/mini';

export const retentionKinds = ['log', 'calls', 'deadLetters', 'orders', 'records'] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** Whole days. */
export const retentionBounds: Readonly<
  Record<RetentionKind, { readonly least: number; readonly most: number; readonly usual: number }>
> = {
  /** Webhooks and what polls changed. A start needs the last minutes of them; the rest is there to look calls up. */
  log: { least: 1, most: 365, usual: 30 },
  calls: { least: 1, most: 1_095, usual: 90 },
  /** Never shorter than `log`: a webhook must not outlive the note that it waits, or was read. */
  deadLetters: { least: 1, most: 365, usual: 90 },
  /** Also the keys of the audit trail's number hashes, by whole months. A day at least: orders are counted over one. */
  orders: { least: 2, most: 1_095, usual: 90 },
  /** With their sums, notes and the ledger: a year and the one before, to compare. */
  records: { least: 31, most: 1_096, usual: 731 },
};

const days = (kind: RetentionKind) =>
  z.int().check(z.minimum(retentionBounds[kind].least), z.maximum(retentionBounds[kind].most));
const fields = {
  log: days('log'),
  calls: days('calls'),
  deadLetters: days('deadLetters'),
  orders: days('orders'),
  /** Came later than the others: a setting stored before does not name it. */
  records: z._default(days('records'), retentionBounds.records.usual),
};

/** What is left out of a change stays. */
export const RetentionPatch = z.strictObject({
  log: z.optional(fields.log),
  calls: z.optional(fields.calls),
  deadLetters: z.optional(fields.deadLetters),
  orders: z.optional(fields.orders),
  records: z.optional(days('records')),
});
export const RetentionDays = z.strictObject(fields);
export type RetentionDays = z.infer<typeof RetentionDays>;

/** The one rule between them. */
export const lettersOutliveLog = ({ log, deadLetters }: RetentionDays): boolean => deadLetters >= log;

const count = z.number();
/** How many rows a night removed; `numberKeys` = keys of months. */
export const Forgotten = z.object({
  /** Unix ms. */
  at: z.number(),
  log: count,
  calls: count,
  deadLetters: count,
  orders: count,
  records: z._default(count, 0),
  answers: count,
  numberKeys: count,
});
export type Forgotten = z.infer<typeof Forgotten>;

export const RetentionTold = z.object({
  days: RetentionDays,
  bounds: z.record(z.enum(retentionKinds), z.object({ least: count, most: count, usual: count })),
  /** null = never ran. */
  lastRun: z.nullable(Forgotten),
});
export type RetentionTold = z.infer<typeof RetentionTold>;
