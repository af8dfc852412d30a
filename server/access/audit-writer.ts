// The one writer of the audit trail. Appends in the order it was asked, several rows in one commit when they wait
// together, and answers only when they are on disk. It never changes or removes a row.
import type { Kysely } from 'kysely';
import type { AuditKind } from '../../lib/protocol/audit.ts';
import type { Clock } from '../clock.ts';
import { CannotStore } from '../db/input-log.ts';
import type { Database } from '../db/schema.ts';
import type { Logger } from '../log.ts';
import {
  type AuditHead,
  type AuditTableRow,
  canonicalJson,
  emptyHead,
  hashRow,
  openHead,
  sealHead,
} from './audit-chain.ts';

export interface AuditEvent {
  readonly kind: AuditKind;
  /** null = a stranger, or the house itself. */
  readonly who: { readonly key: string | null; readonly name: string | null } | null;
  /** What it was about: an extension, an account, a path. Never an outside number. */
  readonly subject?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}
interface Waiting {
  readonly at: number;
  readonly event: AuditEvent;
  readonly stored: () => void;
  readonly refused: (error: Error) => void;
}

export const headKey = 'audit_head';
const waitingAtMost = 10_000;
const batchAtMost = 200;
const longestText = 200;

export function createAuditWriter(options: {
  readonly db: Kysely<Database>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'error'>;
  readonly sealKey: Buffer;
}): (event: AuditEvent) => Promise<void> {
  const { db, clock, log, sealKey } = options;
  const queue: Waiting[] = [];
  /** null = not known, or in doubt after a failed commit: read before the next row. */
  let head: AuditHead | null = null;
  let writing = false;

  async function write() {
    writing = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, batchAtMost);
      try {
        await commitAmongOthers(batch);
        for (const waiting of batch) waiting.stored();
      } catch (error) {
        head = null;
        log.error({ err: error }, 'the audit trail could not be written');
        for (const waiting of batch) waiting.refused(new CannotStore(error));
      }
    }
    writing = false;
  }

  /** The admin command writes beside a running server: whoever finds the trail longer than it knew goes on from there. */
  async function commitAmongOthers(batch: readonly Waiting[]) {
    const known = head;
    try {
      await commit(batch);
    } catch (error) {
      head = null;
      if (known === null || (await readHead()).head.sequence === known.sequence) throw error;
      await commit(batch);
    }
  }

  async function commit(batch: readonly Waiting[]) {
    let end: AuditHead = emptyHead;
    const rows: AuditTableRow[] = [];
    const add = (at: number, event: AuditEvent) => {
      const row = rowOf(end.sequence + 1, at, event);
      const hash = hashRow(end.hash, row);
      rows.push({ ...row, hash });
      end = { sequence: row.sequence, hash };
    };
    const found = head ? { head, sealed: true } : await readHead();
    end = found.head;
    if (!found.sealed) {
      log.error('the audit trail does not end where it was sealed: look at it with verify-audit');
      add(clock.now(), { kind: 'audit_resealed', who: null });
    }
    for (const { at, event } of batch) add(at, event);
    const value = sealHead(sealKey, end);
    await db.transaction().execute(async (transaction) => {
      await transaction.insertInto('audit').values(rows).execute();
      await transaction
        .insertInto('meta')
        .values({ key: headKey, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    });
    head = end;
  }

  /**
   * Goes on from where it was sealed, not from the last row that happens to be there: what was changed, cut off or
   * added behind our back is not hidden by the rows after it.
   */
  async function readHead(): Promise<{ head: AuditHead; sealed: boolean }> {
    const meta = await db.selectFrom('meta').select('value').where('key', '=', headKey).executeTakeFirst();
    const last = await db
      .selectFrom('audit')
      .select(['sequence', 'hash'])
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    const lastSequence = Number(last?.sequence ?? 0);
    const sealed = meta ? openHead(sealKey, meta.value) : null;
    if (sealed) return { head: { ...sealed, sequence: Math.max(sealed.sequence, lastSequence) }, sealed: true };
    return { head: last ? { sequence: lastSequence, hash: last.hash } : emptyHead, sealed: !meta && !last };
  }

  return (event) =>
    new Promise((stored, refused) => {
      if (queue.length >= waitingAtMost) {
        refused(new CannotStore(new Error('too many audit rows wait')));
        return;
      }
      queue.push({ at: clock.now(), event, stored, refused });
      if (!writing) void write();
    });
}

function rowOf(sequence: number, at: number, event: AuditEvent): Omit<AuditTableRow, 'hash'> {
  return {
    sequence,
    at,
    kind: event.kind,
    who_key: oneLine(event.who?.key),
    who_name: oneLine(event.who?.name),
    subject: oneLine(event.subject),
    details: canonicalJson(event.details ?? {}),
  };
}

/** Names are typed by strangers too: bounded, and without what a database or a terminal might stumble over. */
function oneLine(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text
    .slice(0, longestText)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\ufffd');
}
