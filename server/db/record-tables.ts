// The tables of call records. Instants are Unix ms; `started_at` with `key` is a record, in every table that speaks of one.
import type { RecordKind, RecordStatus } from '../../lib/protocol/record-shapes.ts';

export interface RecordTables {
  /** One ticket of the PBX. What is not told is null; `caller` and `called` are as the PBX wrote them, '' once erased. */
  record: {
    started_at: number;
    /** `recordKey`; negative once its numbers are erased. */
    key: number;
    kind: RecordKind;
    call_id: string;
    caller: string;
    called: string;
    /** The outside number: `partyOf` its digits. */
    party: number | null;
    agent: string | null;
    queue: string | null;
    ddi: string | null;
    direction: 'in' | 'out' | null;
    status: RecordStatus;
    word: string;
    ended_at: number | null;
    duration_ms: number | null;
    wait_ms: number | null;
    talk_ms: number | null;
    /** 0 or 1, by the queue's limits at the time of reading. */
    short: number;
    within_target: number;
    /** JSON of the fields nobody knows; null = none. */
    extra: string | null;
  };
  /** Sums of the records of an hour (UTC), written in the same transaction as they are. '' = not told. */
  record_hour: {
    hour_at: number;
    kind: RecordKind;
    queue: string;
    direction: string;
    status: RecordStatus;
    count: number;
    short: number;
    within_target: number;
    wait_count: number;
    wait_ms: number;
    longest_wait_ms: number;
    talk_count: number;
    talk_ms: number;
  };
  record_note: {
    started_at: number;
    key: number;
    text: string | null;
    outcome: string | null;
    by_key: string;
    by_name: string;
    at: number;
  };
  /** Abandoned entries that somebody should call back. */
  record_ledger: {
    started_at: number;
    key: number;
    party: number;
    queue: string | null;
    deadline_at: number;
    state: 'open' | 'called_back' | 'called_again' | 'closed';
    /** When that became known, and by which record or whose hand. */
    settled_at: number | null;
    settled_by: string | null;
    claimed_by_key: string | null;
    claimed_by_name: string | null;
    /** A claim ends by itself. */
    claimed_until: number | null;
  };
  /** Spans of time that are to be read, or were: of a back-fill, or where something was missing. */
  record_window: {
    id: number;
    kind: RecordKind;
    from_at: number;
    to_at: number;
    /** null = a gap that was found. */
    backfill_id: number | null;
    state: 'waiting' | 'done' | 'given_up';
    tries: number;
    rows: number;
    new_rows: number;
    /** JSON list of oddities of the last pass, or the reason of a failure. */
    said: string;
    /** Not before this instant. */
    due_at: number;
  };
  record_backfill: {
    id: number;
    from_at: number;
    to_at: number;
    state: 'running' | 'paused' | 'done' | 'cancelled';
    by_name: string;
    created_at: number;
    ended_at: number | null;
  };
}
