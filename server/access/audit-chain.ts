// How rows of the audit trail hang together: each row's hash covers the one before it, and the newest is sealed with a
// key that the database does not hold. Pure but for the cipher; it reads and writes nothing.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../db/schema.ts';
import { deriveKey } from './derive-key.ts';

export type AuditTableRow = Database['audit'];
/** Where the chain ends. `sequence` 0 and an empty hash: nothing was written yet. */
export interface AuditHead {
  readonly sequence: number;
  /** SHA-256, base64url. */
  readonly hash: string;
}

export const emptyHead: AuditHead = { sequence: 0, hash: '' };

/** JSON with the fields of every object in order of their names, so that one value has one text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The hash of a row that stands after `before`. */
export function hashRow(before: string, row: Omit<AuditTableRow, 'hash'>): string {
  const { sequence, at, kind, who_key, who_name, subject, details } = row;
  const text = canonicalJson([Number(sequence), Number(at), kind, who_key, who_name, subject, details]);
  return createHash('sha256').update(`${before}\n${text}`).digest('base64url');
}

/** What the end is sealed with. */
export const headKeyOf = (appSecret: string): Buffer => deriveKey(appSecret, 'wallboard audit head');

export function sealHead(key: Buffer, head: AuditHead): string {
  const text = `${head.sequence}.${head.hash}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

/** null = not sealed with this key, or not a seal at all. */
export function openHead(key: Buffer, sealed: string): AuditHead | null {
  const parts = /^([0-9]{1,15})\.([A-Za-z0-9_-]{43})\.[A-Za-z0-9_-]{43}$/.exec(sealed);
  const [, sequence, hash] = parts ?? [];
  if (sequence === undefined || hash === undefined) return null;
  const head = { sequence: Number(sequence), hash };
  const own = Buffer.from(sealHead(key, head));
  const told = Buffer.from(sealed);
  return own.length === told.length && timingSafeEqual(own, told) ? head : null;
}
