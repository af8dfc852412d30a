// The audit trail as it is asked for and shown: the closed list of what is written down, and one page of it.
import * as z from 'zod/mini';

export const auditKinds = [
  'order_intended',
  'order_accepted',
  'order_refused',
  'order_unknown',
  'order_not_sent',
  'sign_in',
  'sign_in_refused',
  'sign_out',
  'denied',
  'password_changed',
  'setting_changed',
  'export',
  'replayed',
  'user_created',
  'user_changed',
  'user_password_reset',
  'token_created',
  'token_revoked',
  'screen_paired',
  'screen_changed',
  'screen_revoked',
  'number_revealed',
  'totp_on',
  'totp_off',
  'recovery_used',
  'number_searched',
  'number_erased',
  /** Written by the trail itself: it did not end where it was sealed, and goes on under a new seal. */
  'audit_resealed',
] as const;
export type AuditKind = (typeof auditKinds)[number];

const wholeNumber = z.string().check(z.regex(/^[0-9]{1,15}$/));
/** ISO 8601 or Unix ms. */
const instant = z.string().check(
  z.maxLength(40),
  z.refine((text) => instantOf(text) !== null, 'an instant: ISO 8601 or Unix ms'),
);

/** @returns Unix ms; null = no instant */
export function instantOf(text: string): number | null {
  const at = /^[0-9]{1,15}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(at) ? at : null;
}

/** What a page of the trail is asked for by; what is left out limits nothing. */
export const AuditQuery = z.strictObject({
  /** From this instant on. */
  from: z.optional(instant),
  /** Before this instant. */
  to: z.optional(instant),
  kind: z.optional(z.enum(auditKinds)),
  /** A part of the name, or the whole key. */
  who: z.optional(z.string().check(z.maxLength(200))),
  /** `next` of the page before. */
  cursor: z.optional(wholeNumber),
});

export const AuditRow = z.object({
  sequence: z.number(),
  /** Unix ms. */
  at: z.number(),
  kind: z.enum(auditKinds),
  /** Key of the account or token; null = a stranger, or the house itself. */
  whoKey: z.nullable(z.string()),
  whoName: z.nullable(z.string()),
  subject: z.nullable(z.string()),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
/** Newest first; `next` is null on the last page. */
export const AuditPage = z.object({ rows: z.array(AuditRow), next: z.nullable(z.string()) });
